import { randomUUID } from 'node:crypto';
import type { ArmManagedCluster, SimulatedCluster, Subscription } from '../scenario.ts';
import { noEntraDowngrade, requireAadProfile } from './aadProfileRules.ts';
import { ArmError, badBody } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import { changesBetween, withReadOnlyKept, type ClusterChanges } from './clusterDiff.ts';
import { requireMatch, type Conditions } from './conditions.ts';
import type { Operation, Outcome } from './operations.ts';

const settledStates: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Canceled']);
/** Without these a PUT is no update of the cluster that was there. */
const requiredProperties = ['dnsPrefix', 'agentPoolProfiles', 'enableRBAC'] as const;
/**
 * `PUT` of an existing cluster: checks the whole body as AKS does, keeps it (unknown properties too) as the cluster's
 * `pending` and starts the operation, at whose end it becomes its `arm`.
 *
 * @throws ArmError 400, 409 or 412.
 */
export function updateManagedCluster(
  state: ArmState,
  subscription: Subscription,
  cluster: SimulatedCluster,
  body: unknown,
  conditions: Conditions,
): Operation {
  const before = cluster.arm;
  requireMatch(conditions, cluster);
  requireWritable(state, subscription, cluster);
  const wanted = requireBody(body, cluster);
  for (const name of requiredProperties) {
    if (before.properties[name] !== undefined && wanted.properties[name] === undefined) {
      throw badBody(`Required parameter ${name} is missing (null).`, 'InvalidParameter');
    }
  }
  requireUnchanged(before, wanted);
  noEntraDowngrade(before.properties.aadProfile, wanted.properties.aadProfile);
  const aadProfile = requireAadProfile(wanted.properties, before.properties.aadProfile, subscription);
  const { changed, lost } = changesOf(before, wanted);
  const kept = withReadOnlyKept(before, wanted) as ArmManagedCluster;
  cluster.pending = {
    ...kept,
    ...newETag(before),
    properties: { ...kept.properties, ...(aadProfile ? { aadProfile } : {}), provisioningState: 'Updating' },
  };
  return state.operations.start({
    kind: 'update',
    cluster,
    changed,
    lost,
    planned: plannedOutcome(state),
    onEnd: (outcome) => {
      settle(cluster, outcome);
    },
  });
}

/** The outcome that a fault asks for, or success. */
export function plannedOutcome(state: ArmState): Outcome {
  const [failing] = state.faults.find('failedUpdate');
  if (!failing) {
    return { ending: 'Succeeded' };
  }
  state.faults.count(failing.fault);
  const { code, message, ending = 'Failed' } = failing.fault;
  return { ending, code, message };
}

/** What was asked for counts from now on, or nothing of it does. */
function settle(cluster: SimulatedCluster, { ending }: Outcome): void {
  const { pending, arm } = cluster;
  cluster.pending = undefined;
  const settled = ending === 'Succeeded' ? (pending ?? arm) : arm;
  const provisioningState = ending === 'Overtaken' ? 'Succeeded' : ending;
  cluster.arm = {
    ...settled,
    ...newETag(arm),
    properties: { ...settled.properties, provisioningState },
  };
}

/** Until 2025-09 answers had none, and some clusters still have none. */
function newETag({ eTag }: ArmManagedCluster): { eTag?: string } {
  return eTag === undefined ? {} : { eTag: randomUUID() };
}

/** A migration drops the legacy application's ids, and is meant to; the tenant is filled in where it is left out. */
function changesOf(before: ArmManagedCluster, wanted: ArmManagedCluster): ClusterChanges {
  const { changed, lost } = changesBetween(before, wanted);
  return {
    changed,
    lost: lost.filter((path) => !/^properties\.aadProfile\.(clientApp|serverApp|tenantID)/.test(path)),
  };
}

function requireUnchanged(before: ArmManagedCluster, wanted: ArmManagedCluster): void {
  if (wanted.properties.enableRBAC !== before.properties.enableRBAC) {
    throw propertyChange('enableRBAC');
  }
  if (wanted.properties['dnsPrefix'] !== before.properties['dnsPrefix']) {
    throw propertyChange('dnsPrefix');
  }
  // A cluster becomes no Automatic one, and none goes back.
  if (wanted.sku !== undefined && wanted.sku.name.toLowerCase() !== before.sku?.name.toLowerCase()) {
    throw propertyChange('sku.name');
  }
}

function requireWritable(state: ArmState, subscription: Subscription, cluster: SimulatedCluster): void {
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
  const running = state.operations.runningOn(cluster);
  if (running !== undefined) {
    throw busy(
      `Operation is not allowed because there's an in progress ${running.kind} managed cluster operation (operation ID: ${running.id}) on the managed cluster started on UTC ${new Date(running.startedAtMs).toISOString()}. Please wait for it to finish before starting a new operation. You can also use 'az aks operation-abort --name ${cluster.name} --resource-group ${cluster.resourceGroup}' to abort the ongoing operation.`,
    );
  }
  if (!settledStates.has(provisioningState)) {
    throw busy(
      `Operation is not allowed: Another operation (${provisioningState}) is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details`,
    );
  }
}

/** In the words of 2026 for an operation that we know, in those of 2022 to 2024 for any other. */
function busy(message: string): ArmError {
  return new ArmError(409, 'OperationNotAllowed', message, { isBare: true });
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
  return new ArmError(400, 'PropertyChangeNotAllowed', `Changing property '${name}' is not allowed.`, {
    isBare: true,
    more: { target: name },
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
