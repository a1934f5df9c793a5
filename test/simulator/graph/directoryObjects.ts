import type { LiveDirectory } from '../directory.ts';
import type { Group, User } from '../scenario.ts';
import { may, type GraphCaller } from './graphCaller.ts';

export type Json = Record<string, unknown>;

/** An object of the directory, as Graph shows it to this caller. */
export interface DirectoryObject {
  readonly type: 'group' | 'user' | 'servicePrincipal';
  readonly json: Json & { readonly id: string };
}

/** Without `@odata.type`; the fields that are null in every security group are only in the answer to its creation. */
export function groupJson(group: Group): Json & { readonly id: string } {
  const { objectId, displayName, mailNickname = displayName, description = null, createdAt = 0 } = group;
  return {
    id: objectId,
    deletedDateTime: null,
    createdDateTime: new Date(createdAt === 0 ? Date.UTC(2025, 0, 15) : createdAt)
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
    description,
    displayName,
    groupTypes: [],
    mail: null,
    mailEnabled: false,
    mailNickname,
    securityEnabled: true,
    securityIdentifier: securityIdentifierOf(objectId),
    visibility: null,
  };
}

/** As the answer to its creation has it (recorded 2022-05). */
export function createdGroupJson(group: Group): Json {
  const json = groupJson(group);
  return {
    ...json,
    classification: null,
    creationOptions: [],
    expirationDateTime: null,
    isAssignableToRole: null,
    membershipRule: null,
    membershipRuleProcessingState: null,
    onPremisesProvisioningErrors: [],
    onPremisesSecurityIdentifier: null,
    onPremisesSyncEnabled: null,
    preferredDataLocation: null,
    preferredLanguage: null,
    proxyAddresses: [],
    renewedDateTime: json['createdDateTime'],
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: [],
    theme: null,
  };
}

export function userJson(user: User, objectId: string): Json & { readonly id: string } {
  const isGuest = objectId !== user.objectId;
  const [givenName = '', surname = ''] = user.displayName.split(' ');
  return {
    businessPhones: [],
    displayName: user.displayName,
    givenName,
    jobTitle: null,
    mail: user.upn,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname,
    userPrincipalName: isGuest ? `${user.upn.replace('@', '_')}#EXT#@contoso.onmicrosoft.com` : user.upn,
    id: objectId,
  };
}

export function groupsIn(directory: LiveDirectory, tenantId: string): DirectoryObject[] {
  return directory.scenario.groups
    .filter((group) => group.tenantId === tenantId)
    .map((group) => ({ type: 'group', json: groupJson(group) }));
}

/** Members and guests. */
export function usersIn(directory: LiveDirectory, tenantId: string): DirectoryObject[] {
  return directory.scenario.users.flatMap((user) => {
    const objectId = directory.objectIdIn(user, tenantId);
    return objectId === undefined ? [] : [{ type: 'user' as const, json: userJson(user, objectId) }];
  });
}

export function appsIn(directory: LiveDirectory, tenantId: string): DirectoryObject[] {
  return directory.scenario.apps
    .filter((app) => app.tenantId === tenantId)
    .map(({ objectId, clientId, displayName }) => ({
      type: 'servicePrincipal',
      json: { id: objectId, appId: clientId, displayName, servicePrincipalType: 'Application' },
    }));
}

/**
 * In a list of mixed types Graph shows what the caller may not read by its id alone, everything else null.
 * Source: "Limited information returned for inaccessible member objects", permissions overview.
 */
export function mixed({ type, json }: DirectoryObject, caller: GraphCaller): Json {
  const isReadable = may(caller, type === 'group' ? 'readGroups' : type === 'user' ? 'readUsers' : 'readApps');
  const shown = isReadable
    ? json
    : { ...Object.fromEntries(Object.keys(json).map((name) => [name, null])), id: json.id };
  return { '@odata.type': `#microsoft.graph.${type}`, ...shown };
}

/** The four numbers of the object id, little-endian. */
function securityIdentifierOf(objectId: string): string {
  const bytes = Buffer.from(objectId.replaceAll('-', ''), 'hex');
  // A GUID's first three parts are stored the other way round than they are written.
  const stored = Buffer.concat([
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8),
  ]);
  return `S-1-12-1-${[0, 4, 8, 12].map((offset) => stored.readUInt32LE(offset)).join('-')}`;
}
