import type { Subscription } from '../scenario.ts';
import { deterministicGuid } from './deterministicGuid.ts';
import { ada, adaInFabrikam, aksAdmins, ben, contoso, dan, danInContoso, deployer, fabrikam } from './people.ts';

export const production: Subscription = {
  subscriptionId: deterministicGuid('subscription production'),
  tenantId: contoso.tenantId,
  displayName: 'Contoso Production',
  state: 'Enabled',
  readerObjectIds: [aksAdmins.objectId, ben.objectId, deployer.objectId],
};

export const development: Subscription = {
  subscriptionId: deterministicGuid('subscription development'),
  tenantId: contoso.tenantId,
  displayName: 'Contoso Development',
  state: 'Enabled',
  readerObjectIds: [aksAdmins.objectId, ben.objectId, danInContoso],
};

/** No clusters in it; Ada owns it. */
export const sandbox: Subscription = {
  subscriptionId: deterministicGuid('subscription sandbox'),
  tenantId: contoso.tenantId,
  displayName: 'Contoso Sandbox',
  state: 'Enabled',
  readerObjectIds: [ada.objectId],
  closedLocations: ['qatarcentral'],
  remainingCores: { eastus2: 4 },
};

/** Disabled: can be read and nothing else. */
export const retired: Subscription = {
  subscriptionId: deterministicGuid('subscription retired'),
  tenantId: contoso.tenantId,
  displayName: 'Contoso Retired',
  state: 'Disabled',
  readerObjectIds: [aksAdmins.objectId],
};

export const fabrikamPlatform: Subscription = {
  subscriptionId: deterministicGuid('subscription fabrikam platform'),
  tenantId: fabrikam.tenantId,
  displayName: 'Fabrikam Platform',
  state: 'Enabled',
  readerObjectIds: [dan.objectId, adaInFabrikam],
};

/** Nobody reads all of it: a fleet, with the hub cluster in a group that Azure made for it. */
export const fleetSubscription: Subscription = {
  subscriptionId: deterministicGuid('subscription fleet'),
  tenantId: contoso.tenantId,
  displayName: 'Contoso Fleet',
  state: 'Enabled',
  readerObjectIds: [],
};

export const subscriptions: Subscription[] = [
  production,
  development,
  sandbox,
  retired,
  fabrikamPlatform,
  fleetSubscription,
];
