import type { LiveDirectory } from '../directory.ts';
import type { Group } from '../scenario.ts';
import type { Json } from './directoryObjects.ts';
import type { GraphCaller } from './graphCaller.ts';
import { badRequest, denied, notFound } from './graphErrors.ts';

const mostAtOnce = 20;

/**
 * A security group. Whoever makes one without naming owners becomes its owner, and cannot name themselves: that is refused
 * as a duplicate. An administrator of groups can, and becomes the owner only so. Source: Create group, and Graph's known
 * issues.
 * @throws GraphError
 */
export function createGroup(directory: LiveDirectory, caller: GraphCaller, body: Json): Group {
  const { displayName, mailEnabled, mailNickname, securityEnabled, groupTypes = [], description } = body;
  const missing = Object.entries({ displayName, mailEnabled, mailNickname, securityEnabled }).find(
    ([, value]) => value === undefined || value === '',
  );
  if (missing !== undefined) {
    throw badRequest(`A value is required for property '${missing[0]}' of resource 'Group'.`);
  }
  if (typeof displayName !== 'string' || typeof mailNickname !== 'string') {
    throw badRequest('Invalid value specified for property of resource Group.');
  }
  if (displayName.length > 256 || mailNickname.length > 64 || /[@()\\[\]";:<>,\s]/.test(mailNickname)) {
    const name = displayName.length > 256 ? 'displayName' : 'mailNickname';
    throw badRequest(`Invalid value specified for property '${name}' of resource 'Group'.`);
  }
  if (mailEnabled !== false || securityEnabled !== true || !Array.isArray(groupTypes) || groupTypes.length > 0) {
    throw badRequest('only security groups are simulated');
  }
  const owners = references(directory, caller.tenantId, body['owners@odata.bind']);
  const members = references(directory, caller.tenantId, body['members@odata.bind']);
  if (owners.length + members.length > mostAtOnce) {
    throw badRequest(`The number of relationships specified is more than the maximum of ${mostAtOnce}.`);
  }
  if (caller.user === undefined || !mayCreate(directory, caller)) {
    throw denied();
  }
  const isAdministrator = caller.user.isGroupsAdministrator === true;
  const namesTwice = new Set(owners).size < owners.length || new Set(members).size < members.length;
  if (namesTwice || (!isAdministrator && owners.includes(caller.objectId))) {
    throw badRequest('Request contains a property with duplicate values.');
  }
  return directory.createGroup({
    displayName,
    mailNickname,
    ...(typeof description === 'string' ? { description } : {}),
    tenantId: caller.tenantId,
    memberObjectIds: members,
    ownerObjectIds: isAdministrator ? owners : [...owners, caller.objectId],
  });
}

/** Guests cannot, and a tenant can keep it to its administrators. */
function mayCreate(directory: LiveDirectory, { user, tenantId }: GraphCaller): boolean {
  if (user?.isGroupsAdministrator === true) {
    return true;
  }
  return user?.homeTenantId === tenantId && directory.findTenant(tenantId)?.usersMayCreateGroups !== false;
}

/** `POST /groups/{id}/members/$ref`. @throws GraphError */
export function addMember(directory: LiveDirectory, caller: GraphCaller, groupId: string, body: Json): void {
  const group = directory.findGroup(groupId, caller.tenantId);
  if (group === undefined) {
    throw notFound(groupId);
  }
  const isOwner = (group.ownerObjectIds ?? []).includes(caller.objectId);
  if (!isOwner && caller.user?.isGroupsAdministrator !== true) {
    throw denied();
  }
  const member = reference(directory, caller.tenantId, body['@odata.id']);
  if (group.memberObjectIds.includes(member)) {
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'members'.",
    );
  }
  directory.setMembership(group.objectId, member, true);
}

function references(directory: LiveDirectory, tenantId: string, value: unknown): string[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw badRequest('Invalid reference: a list of object addresses is wanted.');
  }
  return value.map((one) => reference(directory, tenantId, one));
}

/** An object's address, whose object there is. */
function reference(directory: LiveDirectory, tenantId: string, value: unknown): string {
  const address =
    /^https:\/\/graph\.microsoft\.com\/v1\.0\/(?:directoryObjects|users|groups|servicePrincipals)\/([^/]+)$/;
  const id = typeof value === 'string' ? address.exec(value)?.[1] : undefined;
  if (id === undefined) {
    throw badRequest('Invalid URL format specified in payload.');
  }
  if (directory.findGroup(id, tenantId) === undefined && directory.findPrincipal(id, tenantId) === undefined) {
    throw notFound(id);
  }
  return id;
}
