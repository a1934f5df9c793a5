import type { Context } from 'hono';
import type { EntraState } from '../entra/entraState.ts';
import { graphAudiences } from '../entra/wellKnownApps.ts';
import type { SimulatorEnv } from '../honoEnv.ts';
import type { User } from '../scenario.ts';
import { denied, unauthorized } from './graphErrors.ts';

export type GraphContext = Context<SimulatorEnv>;

/** Who calls, and what the token lets them ask. */
export interface GraphCaller {
  readonly objectId: string;
  readonly tenantId: string;
  /** Undefined for an app. */
  readonly user: User | undefined;
  readonly scopes: readonly string[];
}

const wholeDirectory = ['Directory.Read.All', 'Directory.ReadWrite.All', 'Directory.AccessAsUser.All'];
const writeDirectory = wholeDirectory.slice(1);

/** Any one of these in `scp` is enough, by what is asked for. Source: the permissions table of each call's page. */
export const enoughFor = {
  readGroups: [
    'GroupMember.Read.All',
    'GroupMember.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    ...wholeDirectory,
  ],
  createGroup: ['Group.ReadWrite.All', ...writeDirectory],
  changeMembers: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', ...writeDirectory],
  readMyself: [
    'User.Read',
    'User.ReadWrite',
    'User.ReadBasic.All',
    'User.Read.All',
    'User.ReadWrite.All',
    ...wholeDirectory,
  ],
  readUsers: ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...wholeDirectory],
  readApps: ['Application.Read.All', 'Application.ReadWrite.All', ...wholeDirectory],
} as const;

export function may(caller: GraphCaller, what: keyof typeof enoughFor): boolean {
  return caller.scopes.some((scope) => (enoughFor[what] as readonly string[]).includes(scope));
}

/** @throws GraphError where the token does not carry enough for one of these */
export function requireScope(caller: GraphCaller, ...any: (keyof typeof enoughFor)[]): void {
  if (!any.some((what) => may(caller, what))) {
    throw denied();
  }
}

/** @throws GraphError */
export async function authenticate(state: EntraState, c: GraphContext): Promise<GraphCaller> {
  const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (token === undefined) {
    throw unauthorized('Access token is empty.', 'no bearer token');
  }
  const claims = await state.tokens.verify(token).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'malformed';
    throw unauthorized(
      reason === 'expired' ? 'Lifetime validation failed, the token is expired.' : 'Access token validation failure.',
      reason === 'expired' ? undefined : `token: ${reason}`,
    );
  });
  if (!graphAudiences.includes(claims.aud)) {
    throw unauthorized('Access token validation failure. Invalid audience.', `wrong audience ${claims.aud}`);
  }
  if (state.directory.findTenant(claims.tid)?.graphAccess === 'forbidden') {
    throw denied();
  }
  const principal = state.directory.findPrincipal(claims.oid, claims.tid);
  return {
    objectId: claims.oid,
    tenantId: claims.tid,
    user: principal?.kind === 'user' ? principal.user : undefined,
    scopes: (claims.scp ?? '').split(' '),
  };
}
