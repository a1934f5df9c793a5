import type { RoleAssignments } from '../access/accessPorts.ts';
import { clusterScope } from '../access/clusterScope.ts';
import { isNamespaceName } from '../access/grantPlan.ts';
import { AksEntraError } from '../aksEntraError.ts';
import { signInTenant } from '../clusters/cluster.ts';
import type { CallOptions, GroupNames } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { GroupMembership } from '../directory/groupCreation.ts';
import { groupsInToken } from '../directory/ownGroups.ts';
import { readClaims } from '../entra/accessToken.ts';
import { clusterScope as tokenScope } from '../entra/scopes.ts';
import type { Account, SignIn } from '../entra/signIn.ts';
import { eligibleRoles } from '../roleActivation/eligibleRole.ts';
import type { RoleActivations } from '../roleActivation/roleActivations.ts';
import { askedScopes } from './askedScopes.ts';
import type { ForbiddenFacts, OwnToken } from './forbiddenFacts.ts';
import type { Refusal, RefusedRequest } from './refusal.ts';
import { countingGroups } from './tokenRow.ts';

export interface FactsPorts {
  readonly signIn: Pick<SignIn, 'token'>;
  readonly roleAssignments: Pick<RoleAssignments, 'permissions' | 'assigned'>;
  readonly roleActivations: Pick<RoleActivations, 'eligible' | 'active'>;
  readonly groupMembership: GroupMembership;
  readonly groupNames: GroupNames;
}

/** Whose token kubectl got there, or would get of VS Code. */
export interface TokenOwner {
  readonly account: Account;
  readonly tenantId: string;
}

/**
 * Finds out what decides about a refusal. The user has just asked for it, so a sign-in may be asked for once, for the
 * token; everything else is silent.
 *
 * @param tell is called whenever something more is known
 * @throws an AbortError on cancel, and nothing else: what cannot be found out is told as such
 */
export async function gatherFacts(
  ports: FactsPorts,
  refusal: Refusal,
  known: ForbiddenFacts,
  owner: TokenOwner | undefined,
  tell: (facts: ForbiddenFacts) => void,
  signal: AbortSignal,
): Promise<void> {
  let facts = known;
  const add = (more: ForbiddenFacts): void => {
    facts = { ...facts, ...more };
    tell(facts);
  };
  const unlessFailed = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AksEntraError)) {
        throw error;
      }
      add({ failures: [...new Set([...(facts.failures ?? []), error.message])] });
      return undefined;
    }
  };
  const token = owner === undefined ? undefined : await unlessFailed(() => readToken(ports.signIn, owner));
  signal.throwIfAborted();
  if (token !== undefined) {
    add({ token });
  }
  if (facts.seen === undefined || (refusal.kind !== 'resource' && refusal.kind !== 'path')) {
    return;
  }
  // Azure is asked in the name of whose token it is.
  const seen: SeenCluster = owner === undefined ? facts.seen : { ...facts.seen, account: owner.account };
  const options: CallOptions = { interaction: 'silent', signal };
  await Promise.all([
    (async () => {
      add({ permissions: await permissionsAt(ports, seen, refusal, options, unlessFailed) });
    })(),
    unlessFailed(async () => {
      if (token !== undefined) {
        const { roles } = await ports.roleAssignments.assigned(seen, options, token.objectId);
        add({ assigned: roles });
      }
    }),
    unlessFailed(async () => {
      if (seen.cluster.authorization === 'azureRbac') {
        const active = ports.roleActivations.active(seen, options).catch(emptyIfRefused);
        const rows = await ports.roleActivations.eligible(seen, options);
        add({ eligible: eligibleRoles(rows, await active, seen.cluster) });
      }
    }),
  ]);
  const groups = countingGroups(facts, refusal);
  if (groups.length === 0) {
    return;
  }
  const tenantId = signInTenant(seen.cluster);
  const [memberOf, names] = await Promise.all([
    ports.groupMembership.memberOf(seen.account, tenantId, groups, options),
    unlessFailed(() => ports.groupNames.groupNames(seen.account, tenantId, groups)),
  ]);
  add({
    ...(memberOf === undefined ? {} : { memberOf: new Set(memberOf) }),
    ...(names === undefined ? {} : { groupNames: new Map([...names].map(([id, name]) => [id.toLowerCase(), name])) }),
  });
}

async function readToken(
  signIn: Pick<SignIn, 'token'>,
  { account, tenantId }: TokenOwner,
): Promise<OwnToken | undefined> {
  const { token } = await signIn.token({ account, tenantId, scope: tokenScope(), interaction: 'allowed' });
  const claims = readClaims(token);
  const objectId = claims?.['oid'];
  if (typeof objectId !== 'string') {
    return undefined;
  }
  const { upn, iat } = claims ?? {};
  return {
    objectId,
    ...(typeof upn === 'string' ? { upn } : {}),
    ...(typeof iat === 'number' && Number.isFinite(iat) ? { issuedOnMs: iat * 1000 } : {}),
    groups: groupsInToken(claims),
  };
}

/** At the cluster, and at each scope at which Azure was asked. */
async function permissionsAt(
  { roleAssignments }: FactsPorts,
  seen: SeenCluster,
  request: RefusedRequest,
  options: CallOptions,
  unlessFailed: <T>(read: () => Promise<T>) => Promise<T | undefined>,
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const { cluster } = seen;
  const namespace = request.kind === 'resource' ? request.namespace : undefined;
  const isAsked = cluster.authorization === 'azureRbac' && (namespace === undefined || isNamespaceName(namespace));
  const asked = isAsked ? askedScopes(cluster, request).flatMap(({ scope }) => scope ?? []) : [];
  const scopes = [...new Set([clusterScope(cluster), ...asked])];
  const read = await Promise.all(
    scopes.map(
      async (scope) => [scope, await unlessFailed(() => roleAssignments.permissions(seen, options, scope))] as const,
    ),
  );
  return new Map(read.flatMap(([scope, entries]) => (entries === undefined ? [] : [[scope, entries] as const])));
}

function emptyIfRefused(error: unknown): unknown[] {
  if (error instanceof AksEntraError) {
    return [];
  }
  throw error;
}
