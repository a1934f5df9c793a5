import { isAtOrAbove } from '../../azureRoles.ts';
import { requireAction } from '../access.ts';
import { readJson, urlOf } from '../armContext.ts';
import { ArmError } from '../armErrors.ts';
import { pageOf } from '../paging.ts';
import { allAssignments } from './assignments.ts';
import type { AuthorizationCall, AuthorizationHandler } from './authorizationApi.ts';
import { eligibilitiesOf, requestActivation } from './pim.ts';
import { activationJson, activeJson, eligibilityJson } from './pimJson.ts';

/** Privileged Identity Management for Azure resources. */
export const pimHandlers: Readonly<Record<string, AuthorizationHandler>> = {
  'GET roleEligibilityScheduleInstances': {
    api: 'pim',
    answer: (call) => {
      const { c, state, caller, scope } = call;
      const who = isAsTarget(call, 'roleEligibilityScheduleInstances') ? caller : undefined;
      const rows = eligibilitiesOf(state, who, scope).map((one) => eligibilityJson(state, caller.tenantId, one));
      return c.json(pageOf(rows, urlOf(c), state.options.pageSize));
    },
  },
  'GET roleAssignmentScheduleInstances': {
    api: 'pim',
    answer: (call) => {
      const { c, state, caller, scope } = call;
      const isOwn = isAsTarget(call, 'roleAssignmentScheduleInstances');
      const rows = allAssignments(state)
        .filter((one) => isAtOrAbove(one.scope, scope) || isAtOrAbove(scope, one.scope))
        .filter((one) => !isOwn || caller.principalIds.has(one.principalObjectId))
        .map((one) => activeJson(state, caller.tenantId, one));
      return c.json(pageOf(rows, urlOf(c), state.options.pageSize));
    },
  },
  'GET roleAssignmentScheduleRequests/': {
    api: 'pim',
    answer: ({ c, state, caller, name }) => {
      const found = state.activations.get(name);
      if (found?.principalObjectId !== caller.objectId) {
        throw new ArmError(404, 'RoleAssignmentScheduleRequestNotFound', `The request '${name}' was not found.`);
      }
      return c.json(activationJson(state, caller.tenantId, found));
    },
  },
  'PUT roleAssignmentScheduleRequests/': {
    api: 'pim',
    answer: async ({ c, state, caller, scope, name }) => {
      const activation = requestActivation(state, caller, scope, name, await readJson(c));
      return c.json(activationJson(state, caller.tenantId, activation), 201);
    },
  },
};

/** Everybody may ask about themselves; about all others only who may read them. @throws ArmError 400 or 403 */
function isAsTarget({ c, state, caller, scope }: AuthorizationCall, type: string): boolean {
  const filter = c.req.query('$filter');
  if (filter === 'asTarget()') {
    return true;
  }
  if (filter !== undefined) {
    throw new ArmError(400, 'UnsupportedQuery', 'The query parameter is not supported.', {
      surprise: `${type}: $filter ${filter} is not simulated`,
    });
  }
  requireAction(state, caller, scope, `Microsoft.Authorization/${type}/read`);
  return false;
}
