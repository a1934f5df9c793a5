import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { noteSurprise } from '../callRecorder.ts';
import type { EntraState } from '../entra/entraState.ts';
import type { SimulatorEnv } from '../honoEnv.ts';
import { addMember, createGroup } from './createGroup.ts';
import {
  appsIn,
  createdGroupJson,
  groupsIn,
  mixed,
  usersIn,
  type DirectoryObject,
  type Json,
} from './directoryObjects.ts';
import { authenticate, requireScope, type GraphCaller, type GraphContext } from './graphCaller.ts';
import { badRequest, GraphError, notFound } from './graphErrors.ts';
import { pageOf, selectedOf } from './listQuery.ts';

const metadata = 'https://graph.microsoft.com/v1.0/$metadata#';

/** `graph.microsoft.com`: people and groups, and nothing else. */
export function createGraphApi(state: EntraState): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  const { directory } = state;

  app.use(async (c, next) => {
    await next();
    c.res.headers.set('request-id', randomUUID());
    c.res.headers.set('odata-version', '4.0');
  });

  app.post('/v1.0/directoryObjects/getByIds', async (c) => {
    const caller = await authenticate(state, c);
    const body = await readJson(c);
    const ids = stringList(body['ids'], 'ids', 1000).map((id) => id.toLowerCase());
    const types = body['types'] === undefined ? [] : stringList(body['types'], 'types', 1000);
    const unknown = types.filter((type) => !['group', 'user', 'servicePrincipal', 'directoryObject'].includes(type));
    if (unknown.length > 0) {
      throw badRequest(`types ${unknown.join()} are not simulated`);
    }
    requireScope(caller, 'readGroups', 'readUsers', 'readApps');
    const isWanted = ({ type, json }: DirectoryObject): boolean =>
      ids.includes(json.id.toLowerCase()) &&
      (types.length === 0 || types.includes('directoryObject') || types.includes(type));
    const found = everythingIn(caller).filter(isWanted);
    return c.json({ '@odata.context': `${metadata}directoryObjects`, value: found.map((one) => mixed(one, caller)) });
  });

  app.get('/v1.0/groups', async (c) => {
    const caller = await authenticate(state, c);
    requireScope(caller, 'readGroups');
    return c.json(pageOf(c, 'groups', groupsIn(directory, caller.tenantId)));
  });

  app.post('/v1.0/groups', async (c) => {
    const caller = await authenticate(state, c);
    requireScope(caller, 'createGroup');
    const group = createGroup(directory, caller, await readJson(c));
    const place = `https://graph.microsoft.com/v2/${caller.tenantId}/directoryObjects/${group.objectId}`;
    c.header('Location', `${place}/Microsoft.DirectoryServices.Group`);
    return c.json({ '@odata.context': `${metadata}groups/$entity`, ...createdGroupJson(group) }, 201);
  });

  app.get('/v1.0/groups/:id', async (c) => {
    const caller = await authenticate(state, c);
    requireScope(caller, 'readGroups');
    return c.json(entity(c, 'groups', groupsIn(directory, caller.tenantId), c.req.param('id')));
  });

  app.get('/v1.0/groups/:id/members', async (c) => {
    const caller = await authenticate(state, c);
    requireScope(caller, 'readGroups');
    const group = directory.findGroup(c.req.param('id'), caller.tenantId);
    if (group === undefined) {
      throw notFound(c.req.param('id'));
    }
    const members = everythingIn(caller).filter(({ json }) => group.memberObjectIds.includes(json.id));
    return c.json(pageOf(c, 'directoryObjects', shownAsMixed(members, caller)));
  });

  app.post('/v1.0/groups/:id/members/$ref', async (c) => {
    const caller = await authenticate(state, c);
    requireScope(caller, 'changeMembers');
    addMember(directory, caller, c.req.param('id'), await readJson(c));
    return c.body(null, 204);
  });

  app.get('/v1.0/users', async (c) => {
    const caller = await authenticate(state, c);
    requireScope(caller, 'readUsers');
    return c.json(pageOf(c, 'users', usersIn(directory, caller.tenantId)));
  });

  app.get('/v1.0/users/:id', async (c) => {
    const caller = await authenticate(state, c);
    requireScope(caller, 'readUsers');
    return c.json(entity(c, 'users', usersIn(directory, caller.tenantId), c.req.param('id')));
  });

  app.get('/v1.0/me', async (c) => {
    const caller = await requirePerson(c);
    requireScope(caller, 'readMyself');
    return c.json(entity(c, 'users', usersIn(directory, caller.tenantId), caller.objectId));
  });

  for (const [name, isTransitive] of [
    ['memberOf', false],
    ['transitiveMemberOf', true],
  ] as const) {
    for (const cast of ['', '/microsoft.graph.group']) {
      app.get(`/v1.0/me/${name}${cast}`, async (c) => {
        const caller = await requirePerson(c);
        requireScope(caller, 'readMyself', 'readGroups');
        const ids = isTransitive ? directory.groupsOf(caller.objectId) : directGroupsOf(caller);
        const groups = groupsIn(directory, caller.tenantId).filter(({ json }) => ids.includes(json.id));
        return c.json(pageOf(c, cast === '' ? 'directoryObjects' : 'groups', shownAsMixed(groups, caller)));
      });
    }
  }

  app.post('/v1.0/me/checkMemberGroups', async (c) => {
    const caller = await requirePerson(c);
    requireScope(caller, 'readGroups');
    const asked = stringList((await readJson(c))['groupIds'], 'groupIds', 20);
    const member = directory.groupsOf(caller.objectId);
    return c.json({
      '@odata.context': `${metadata}Collection(Edm.String)`,
      value: asked.filter((id) => member.includes(id)),
    });
  });

  app.notFound((c) => {
    noteSurprise(c.env.outgoing, `Graph has no ${c.req.method} ${c.req.path}`);
    return c.json(errorJson(c, 'BadRequest', `Resource not found for the segment '${c.req.path}'.`), 400);
  });
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) {
      noteSurprise(c.env.outgoing, `the simulator failed: ${error.message}`);
      return c.json(errorJson(c, 'generalException', 'The simulator failed.'), 500);
    }
    if (error.surprise !== undefined) {
      noteSurprise(c.env.outgoing, error.surprise);
    }
    return c.json(errorJson(c, error.code, error.message), error.status);
  });
  return app;

  /** `/me` is a person: an app has none. */
  async function requirePerson(c: GraphContext): Promise<GraphCaller> {
    const caller = await authenticate(state, c);
    if (caller.user === undefined) {
      throw new GraphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
    }
    return caller;
  }

  function everythingIn({ tenantId }: GraphCaller): DirectoryObject[] {
    return [...groupsIn(directory, tenantId), ...usersIn(directory, tenantId), ...appsIn(directory, tenantId)];
  }

  function directGroupsOf({ objectId }: GraphCaller): string[] {
    return directory.scenario.groups
      .filter(({ memberObjectIds }) => memberObjectIds.includes(objectId))
      .map((group) => group.objectId);
  }
}

/** One object, by its id or, for people, by name. */
function entity(c: GraphContext, context: string, objects: readonly DirectoryObject[], id: string): Json {
  const wanted = id.toLowerCase();
  const found = objects.find(
    ({ json }) => json.id.toLowerCase() === wanted || String(json['userPrincipalName']).toLowerCase() === wanted,
  );
  if (found === undefined) {
    throw notFound(id);
  }
  const json = { '@odata.context': `${metadata}${context}/$entity`, ...found.json };
  return selectedOf(json, c.req.query('$select')?.split(','));
}

function shownAsMixed(objects: readonly DirectoryObject[], caller: GraphCaller): DirectoryObject[] {
  return objects.map((one) => ({ ...one, json: { ...mixed(one, caller), id: one.json.id } }));
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

async function readJson(c: GraphContext): Promise<Json> {
  try {
    const body: unknown = await c.req.json();
    if (typeof body === 'object' && body !== null) {
      return body as Json;
    }
  } catch {
    // Falls through to the same refusal.
  }
  throw badRequest('Unable to read JSON request payload.');
}

function errorJson(c: GraphContext, code: string, message: string): Json {
  const date = new Date().toISOString().slice(0, 19);
  const requestId = randomUUID();
  const own = c.req.header('client-request-id') ?? requestId;
  return { error: { code, message, innerError: { date, 'request-id': requestId, 'client-request-id': own } } };
}
