import { randomUUID } from 'node:crypto';
import type { ArmManagedCluster, SimulatedCluster, Subscription } from '../scenario.ts';
import { noEntraDowngrade, requireAadProfile } from './aadProfileRules.ts';
import { ArmError, badBody } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import type { Operation } from './operations.ts';

const settledStates: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Canceled']);
/** Without these a PUT is no update of the cluster that was there. */
const requiredProperties = ['dnsPrefix', 'agentPoolProfiles', 'enableRBAC'] as const;
/** What the service alone decides: values in a request are ignored. */
const readOnlyProperties = [
  'provisioningState',
  'powerState',
  'fqdn',
  'privateFQDN',
  'azurePortalFQDN',
  'currentKubernetesVersion',
  'nodeResourceGroup',
  'resourceUID',
] as const;

export interface UpdateOutcome {
  readonly operation: Operation;
  /** Names of properties that the cluster had and the request lost; AKS resets them silently, we tell the test. */
  readonly lost: readonly string[];
}

/**
 * `PUT` of an existing cluster: checks the whole body as AKS does, stores it (unknown properties too) and starts the
 * operation. The cluster object stays the same one; its `arm` is replaced.
 *
 * @throws ArmError 400, 409 or 412.
 */
export function updateManagedCluster(
  state: ArmState,
  subscription: Subscription,
  cluster: SimulatedCluster,
  body: unknown,
  ifMatch: string | undefined,
): UpdateOutcome {
  const before = cluster.arm;
  requireWritable(subscription, cluster);
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch.replace(/"/g, '') !== before.eTag) {
    throw new ArmError(
      412,
      'PreconditionFailed',
      `The request to update managed cluster '${cluster.name}' failed because the eTag in If-Match does not match the current one.`,
      { isBare: true },
    );
  }
  const wanted = requireBody(body, cluster);
  for (const name of requiredProperties) {
    if (before.properties[name] !== undefined && wanted.properties[name] === undefined) {
      throw badBody(`Required parameter ${name} is missing (null).`, 'InvalidParameter');
    }
  }
  if (wanted.properties.enableRBAC !== before.properties.enableRBAC) {
    throw propertyChange('enableRBAC');
  }
  noEntraDowngrade(before.properties.aadProfile, wanted.properties.aadProfile);
  const aadProfile = requireAadProfile(wanted.properties, before.properties.aadProfile, subscription);
  const lost = lostProperties(before, wanted);
  const properties = { ...wanted.properties, ...(aadProfile ? { aadProfile } : {}) };
  for (const name of readOnlyProperties) {
    if (before.properties[name] === undefined) {
      Reflect.deleteProperty(properties, name);
    } else {
      Object.assign(properties, { [name]: before.properties[name] });
    }
  }
  properties.provisioningState = 'Updating';
  cluster.arm = { ...wanted, properties, eTag: randomUUID() };
  return { operation: startOperation(state, cluster, before), lost };
}

function startOperation(state: ArmState, cluster: SimulatedCluster, before: ArmManagedCluster): Operation {
  const [failing] = state.faults.find('failedUpdate');
  if (failing) {
    state.faults.count(failing.fault);
  }
  const failure = failing && { code: failing.fault.code, message: failing.fault.message };
  return state.operations.start(
    { subscriptionId: cluster.subscriptionId, failure },
    state.options.updateDurationMs,
    () => {
      const settled = failure ? before.properties : cluster.arm.properties;
      const provisioningState = failure ? 'Failed' : 'Succeeded';
      cluster.arm = { ...cluster.arm, eTag: randomUUID(), properties: { ...settled, provisioningState } };
    },
  );
}

function requireWritable(subscription: Subscription, cluster: SimulatedCluster): void {
  requireEnabled(subscription);
  const { provisioningState, powerState } = cluster.arm.properties;
  if (powerState?.code === 'Stopped') {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      'Operation is not allowed because the managed cluster is stopped. Only start and delete are allowed on a stopped cluster.',
      { isBare: true },
    );
  }
  if (!settledStates.has(provisioningState)) {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      `Operation is not allowed because there's an in progress operation (${provisioningState}) on the managed cluster. Please wait for it to finish before starting a new operation.`,
      { isBare: true },
    );
  }
}

/** @throws ArmError 409 for a disabled subscription: it can be read and nothing else. */
export function requireEnabled(subscription: Subscription): void {
  if (subscription.state === 'Enabled' || subscription.state === 'Warned' || subscription.state === 'PastDue') {
    return;
  }
  throw new ArmError(
    409,
    'ReadOnlyDisabledSubscription',
    `The subscription '${subscription.subscriptionId}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`,
  );
}

function requireBody(body: unknown, cluster: SimulatedCluster): ArmManagedCluster {
  if (!isRecord(body)) {
    throw badBody('The request content was invalid and could not be deserialized.');
  }
  const { name, ...wanted } = body;
  // The service's own: what a request says about them does not count.
  delete wanted['id'];
  delete wanted['type'];
  if (name !== undefined && name !== cluster.name) {
    throw badBody('The name in the body does not match the one in the URL.');
  }
  if (typeof wanted['location'] !== 'string') {
    throw badBody("The 'location' property is required for this definition.", 'LocationRequired');
  }
  if (wanted['location'].toLowerCase() !== cluster.arm.location.toLowerCase()) {
    throw propertyChange('location');
  }
  if (!isRecord(wanted['properties'])) {
    throw badBody("The 'properties' property is required.");
  }
  return structuredClone(wanted) as unknown as ArmManagedCluster;
}

export function propertyChange(name: string): ArmError {
  return new ArmError(400, 'PropertyChangeNotAllowed', `Changing property '${name}' is not allowed.`, { isBare: true });
}

/** Properties of the resource and of its `properties` that were there before and are gone in the request. */
function lostProperties(before: ArmManagedCluster, wanted: ArmManagedCluster): string[] {
  const ofResource = Object.keys(before).filter((name) => name !== 'eTag' && !(name in wanted));
  const readOnly: readonly string[] = readOnlyProperties;
  const ofProperties = Object.keys(before.properties).filter(
    (name) => !readOnly.includes(name) && before.properties[name] !== null && !(name in wanted.properties),
  );
  return [...ofResource, ...ofProperties.map((name) => `properties.${name}`)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
