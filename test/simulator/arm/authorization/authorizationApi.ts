import type { Hono } from 'hono';
import type { SimulatorEnv } from '../../honoEnv.ts';
import { requireAction } from '../access.ts';
import { requireApiVersion } from '../apiVersions.ts';
import type { ArmCaller } from '../armCaller.ts';
import { addLimitHeaders, authenticate, readJson, urlOf, type ArmContext } from '../armContext.ts';
import type { ArmState } from '../armState.ts';
import { pageOf } from '../paging.ts';
import { permissionsAt } from './assignments.ts';
import { pimHandlers } from './pimHandlers.ts';
import { createRoleAssignment, deleteRoleAssignment, listRoleAssignments } from './roleAssignments.ts';
import { findRoleDefinition, listRoleDefinitions } from './roleDefinitions.ts';
import { readAuthorizationPath, requireScope } from './scopes.ts';

/** A call below `…/providers/Microsoft.Authorization/`, by whom and about what. */
export interface AuthorizationCall {
  readonly c: ArmContext;
  readonly state: ArmState;
  readonly caller: ArmCaller;
  readonly subscriptionId: string;
  readonly scope: string;
  readonly name: string;
}

export interface AuthorizationHandler {
  readonly api: 'authorization' | 'pim';
  answer(call: AuthorizationCall): Response | Promise<Response>;
}

const handlers: Readonly<Record<string, AuthorizationHandler>> = {
  ...pimHandlers,
  // Everybody may ask what they may do themselves; who may do nothing gets an empty list.
  'GET permissions': {
    api: 'authorization',
    answer: ({ c, state, caller, scope }) =>
      c.json({
        value: permissionsAt(state, caller, scope).map(({ actions, notActions, dataActions, notDataActions }) => ({
          actions,
          notActions,
          dataActions,
          notDataActions,
        })),
      }),
  },
  'GET roleDefinitions': {
    api: 'authorization',
    answer: ({ c, state, caller, scope, subscriptionId }) => {
      requireAction(state, caller, scope, 'Microsoft.Authorization/roleDefinitions/read');
      const found = listRoleDefinitions(subscriptionId, c.req.query('$filter'));
      return c.json(pageOf(found, urlOf(c), state.options.pageSize));
    },
  },
  'GET roleDefinitions/': {
    api: 'authorization',
    answer: ({ c, subscriptionId, name }) => c.json(findRoleDefinition(subscriptionId, name)),
  },
  'GET roleAssignments': {
    api: 'authorization',
    answer: ({ c, state, caller, scope, subscriptionId }) => {
      requireAction(state, caller, scope, 'Microsoft.Authorization/roleAssignments/read');
      const found = listRoleAssignments(state, caller, { scope, subscriptionId }, c.req.query('$filter'));
      return c.json(pageOf(found, urlOf(c), state.options.pageSize));
    },
  },
  'PUT roleAssignments/': {
    api: 'authorization',
    answer: async ({ c, state, caller, scope, subscriptionId, name }) => {
      const at = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
      requireAction(state, caller, scope, 'Microsoft.Authorization/roleAssignments/write', at);
      c.header('Set-Cookie', 'x-ms-gateway-slice=Production; path=/; secure; samesite=none; httponly');
      const body = await readJson(c);
      return c.json(createRoleAssignment(state, caller, { scope, subscriptionId, name }, body), 201);
    },
  },
  'DELETE roleAssignments/': {
    api: 'authorization',
    answer: ({ c, state, caller, scope, subscriptionId, name }) => {
      const at = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
      requireAction(state, caller, scope, 'Microsoft.Authorization/roleAssignments/delete', at);
      const removed = deleteRoleAssignment(state, caller, { scope, subscriptionId, name });
      return removed === undefined ? c.body(null, 204) : c.json(removed);
    },
  },
};

/** `{scope}/providers/Microsoft.Authorization/…`, at whatever scope. */
export function addAuthorization(app: Hono<SimulatorEnv>, state: ArmState): void {
  app.all('*', async (c, next) => {
    const path = readAuthorizationPath(c.req.path);
    const handler = path && handlers[`${c.req.method} ${path.type}${path.name === undefined ? '' : '/'}`];
    if (!handler) {
      await next();
      return undefined;
    }
    requireApiVersion(handler.api, c.req.query('api-version'));
    const caller = await authenticate(state, c);
    const { subscriptionId } = requireScope(state, caller, path.scope);
    addLimitHeaders(state, c, caller, subscriptionId);
    return handler.answer({ c, state, caller, subscriptionId, scope: path.scope, name: path.name ?? '' });
  });
}
