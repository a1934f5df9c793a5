import type { App, Group, Tenant, User } from '../scenario.ts';
import { deterministicGuid } from './deterministicGuid.ts';

export const contoso: Tenant = {
  tenantId: deterministicGuid('tenant contoso'),
  displayName: 'Contoso',
  defaultDomain: 'contoso.com',
  graphAccess: 'readable',
  graphPermissions: 'Group.ReadWrite.All User.Read User.ReadBasic.All',
};

/** Here VS Code's client has no consent for Graph, as in most real tenants: group names stay ids. */
export const fabrikam: Tenant = {
  tenantId: deterministicGuid('tenant fabrikam'),
  displayName: 'Fabrikam',
  defaultDomain: 'fabrikam.com',
  graphAccess: 'noConsent',
};

/** The default sign-in: administrator of the clusters in Contoso, guest in Fabrikam. */
export const ada: User = {
  objectId: deterministicGuid('user ada'),
  upn: 'ada@contoso.com',
  displayName: 'Ada Lovelace',
  homeTenantId: contoso.tenantId,
  guestIn: [{ tenantId: fabrikam.tenantId, objectId: deterministicGuid('user ada in fabrikam') }],
};
export const adaInFabrikam = deterministicGuid('user ada in fabrikam');

/** In no group at all. */
export const ben: User = {
  objectId: deterministicGuid('user ben'),
  upn: 'ben@contoso.com',
  displayName: 'Ben Ortega',
  homeTenantId: contoso.tenantId,
  guestIn: [],
};

/** In more groups than a token can carry. */
export const cleo: User = {
  objectId: deterministicGuid('user cleo'),
  upn: 'cleo@contoso.com',
  displayName: 'Cleo Marchetti',
  homeTenantId: contoso.tenantId,
  guestIn: [],
};

/** At home in Fabrikam, guest in Contoso. */
export const dan: User = {
  objectId: deterministicGuid('user dan'),
  upn: 'dan@fabrikam.com',
  displayName: 'Dan Okafor',
  homeTenantId: fabrikam.tenantId,
  guestIn: [{ tenantId: contoso.tenantId, objectId: deterministicGuid('user dan in contoso') }],
};
export const danInContoso = deterministicGuid('user dan in contoso');

/** Has roles on one managed namespace and on one fleet, and none on any cluster. */
export const nia: User = {
  objectId: deterministicGuid('user nia'),
  upn: 'nia@contoso.com',
  displayName: 'Nia Brandt',
  homeTenantId: contoso.tenantId,
  guestIn: [],
};

export const aksAdmins: Group = {
  objectId: deterministicGuid('group aks-admins'),
  displayName: 'aks-admins',
  tenantId: contoso.tenantId,
  memberObjectIds: [ada.objectId, cleo.objectId],
  ownerObjectIds: [ada.objectId],
};

/** Its members are the members of another group. */
export const platformTeam: Group = {
  objectId: deterministicGuid('group platform-team'),
  displayName: 'platform-team',
  tenantId: contoso.tenantId,
  memberObjectIds: [aksAdmins.objectId],
};

export const fabrikamOperators: Group = {
  objectId: deterministicGuid('group fabrikam operators'),
  displayName: 'cluster-operators',
  tenantId: fabrikam.tenantId,
  memberObjectIds: [dan.objectId],
};

export const groups: Group[] = [
  aksAdmins,
  platformTeam,
  fabrikamOperators,
  ...Array.from({ length: 204 }, (_unused, index) => ({
    objectId: deterministicGuid(`group project ${index}`),
    displayName: `project-${String(index + 1).padStart(3, '0')}`,
    tenantId: contoso.tenantId,
    memberObjectIds: [cleo.objectId],
  })),
];

/** A pipeline that signs in as itself. Its secret opens nothing but this simulator. */
export const deployer: App = {
  clientId: deterministicGuid('app deployer'),
  objectId: deterministicGuid('app deployer object'),
  tenantId: contoso.tenantId,
  displayName: 'ci-deployer',
  clientSecret: 'simulated-secret-of-ci-deployer',
  federatedCredentials: [
    { issuer: 'https://token.actions.example', subject: 'repo:contoso/payments:ref:refs/heads/main' },
  ],
};
