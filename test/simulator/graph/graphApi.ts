import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { noteSurprise } from '../callRecorder.ts';
import type { EntraState } from '../entra/entraState.ts';
import { graphAudiences } from '../entra/wellKnownApps.ts';
import type { SimulatorEnv } from '../honoEnv.ts';
import type { AccessTokenClaims } from '../ports.ts';
import type { Group } from '../scenario.ts';

type GraphContext = Context<SimulatorEnv>;

class GraphError extends Error {
  readonly status: 400 | 401 | 403;
  readonly code: string;
  readonly surprise: string | undefined;

  constructor(status: 400 | 401 | 403, code: string, message: string, surprise?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.surprise = surprise;
  }
}

/** `graph.microsoft.com`: groups, and nothing else. */
export function createGraphApi(state: EntraState): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();

  app.post('/v1.0/directoryObjects/getByIds', async (c) => {
    const { tid } = await authenticate(state, c);
    const body = await readJson(c);
    const ids = stringList(body['ids'], 'ids', 1000);
    const types = body['types'] === undefined ? [] : stringList(body['types'], 'types', 1000);
    if (types.length > 0 && !types.includes('group')) {
      throw badRequest(`types ${types.join()} are not simulated`);
    }
    const found = groupsOf(state, tid).filter((group) => ids.includes(group.objectId));
    return c.json({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#directoryObjects',
      value: found.map((group) => ({ '@odata.type': '#microsoft.graph.group', ...groupJson(group) })),
    });
  });

  app.get('/v1.0/groups', async (c) => {
    const { tid } = await authenticate(state, c);
    const filter = c.req.query('$filter');
    const prefix = filter === undefined ? '' : readPrefix(filter);
    const top = Number(c.req.query('$top') ?? '100');
    const selected = c.req.query('$select')?.split(',');
    const found = groupsOf(state, tid)
      .filter((group) => group.displayName.toLowerCase().startsWith(prefix.toLowerCase()))
      .slice(0, top)
      .map(groupJson)
      .map((group) =>
        selected ? Object.fromEntries(Object.entries(group).filter(([name]) => selected.includes(name))) : group,
      );
    return c.json({ '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#groups', value: found });
  });

  app.post('/v1.0/me/checkMemberGroups', async (c) => {
    const { oid } = await authenticate(state, c);
    const asked = stringList((await readJson(c))['groupIds'], 'groupIds', 20);
    const member = state.directory.groupsOf(oid);
    return c.json({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)',
      value: asked.filter((id) => member.includes(id)),
    });
  });

  app.post('/v1.0/groups', async (c) => {
    const { tid } = await authenticate(state, c);
    const body = await readJson(c);
    const { displayName, mailEnabled, mailNickname, securityEnabled } = body;
    if (typeof displayName !== 'string' || displayName === '') {
      throw badRequest('displayName is missing');
    }
    if (typeof mailNickname !== 'string' || mailNickname === '') {
      throw badRequest('mailNickname is missing');
    }
    if (mailEnabled !== false || securityEnabled !== true) {
      throw badRequest('only security groups are simulated');
    }
    const group: Group = { objectId: randomUUID(), displayName, tenantId: tid, memberObjectIds: [] };
    state.directory.scenario.groups.push(group);
    return c.json(
      { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#groups/$entity', ...groupJson(group) },
      201,
    );
  });

  app.notFound((c) => {
    noteSurprise(c.env.outgoing, `Graph has no ${c.req.method} ${c.req.path}`);
    return c.json(errorJson('BadRequest', `Resource not found for the segment '${c.req.path}'.`), 400);
  });
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) {
      noteSurprise(c.env.outgoing, `the simulator failed: ${error.message}`);
      return c.json(errorJson('generalException', 'The simulator failed.'), 500);
    }
    if (error.surprise !== undefined) {
      noteSurprise(c.env.outgoing, error.surprise);
    }
    return c.json(errorJson(error.code, error.message), error.status);
  });
  return app;
}

async function authenticate(state: EntraState, c: GraphContext): Promise<AccessTokenClaims> {
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
    throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  return claims;
}

function groupsOf(state: EntraState, tenantId: string): Group[] {
  return state.directory.scenario.groups.filter((group) => group.tenantId === tenantId);
}

function groupJson(group: Group): Record<string, unknown> {
  return { id: group.objectId, displayName: group.displayName, securityEnabled: true, mailEnabled: false };
}

function readPrefix(filter: string): string {
  const prefix = /^startswith\(displayName,\s*'((?:[^']|'')*)'\)$/i.exec(filter.trim())?.[1];
  if (prefix === undefined) {
    throw badRequest(`$filter ${filter} is not simulated`);
  }
  return prefix.replace(/''/g, "'");
}

function stringList(value: unknown, name: string, most: number): string[] {
  const list = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  if (!Array.isArray(value) || list.length !== value.length) {
    throw badRequest(`${name} must be a list of texts`);
  }
  if (list.length > most) {
    throw badRequest(`too many ${name}: ${list.length} of at most ${most}`);
  }
  return list;
}

async function readJson(c: GraphContext): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await c.req.json();
    if (typeof body === 'object' && body !== null) {
      return body as Record<string, unknown>;
    }
  } catch {
    // Falls through to the same refusal.
  }
  throw badRequest('Unable to read JSON request payload.');
}

function badRequest(reason: string): GraphError {
  return new GraphError(400, 'Request_BadRequest', reason, `bad request: ${reason}`);
}

function unauthorized(message: string, surprise: string | undefined): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, surprise);
}

function errorJson(code: string, message: string): Record<string, unknown> {
  const date = new Date().toISOString().slice(0, 19);
  const requestId = randomUUID();
  return { error: { code, message, innerError: { date, 'request-id': requestId, 'client-request-id': requestId } } };
}
