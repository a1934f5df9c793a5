import { createHash } from 'node:crypto';
import type { SimulatedCluster } from '../../scenario.ts';
import { ObjectStore, type NewObject } from '../writes/objectStore.ts';
import { withServerDefaults } from '../writes/serverDefaults.ts';
import { defaultBindings, defaultClusterRoles } from './defaultRoles.ts';
import { rbacGroup, type Subject } from './rbacObjects.ts';

type ScenarioBinding = SimulatedCluster['bindings'][number];

const adminBinding = 'aks-cluster-admin-binding-aad';
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What one cluster holds that can be written, kept in step with what the scenario and ARM say of it. */
export class ClusterState {
  readonly store: ObjectStore;
  readonly #cluster: SimulatedCluster;
  readonly #createdMs: number;
  /** The scenario's bindings that have their object, by its name. */
  readonly #fromScenario = new Map<string, ScenarioBinding>();

  constructor(cluster: SimulatedCluster, createdMs: number, now: () => number) {
    this.#cluster = cluster;
    this.#createdMs = createdMs;
    this.store = new ObjectStore(now);
    for (const name of ['default', 'kube-node-lease', 'kube-public', 'kube-system']) {
      this.#seed('namespaces', withServerDefaults('Namespace', { metadata: { name } }));
    }
    const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
    const annotations = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' };
    for (const role of defaultClusterRoles) {
      this.#seed('clusterroles', {
        metadata: { name: role.name, labels: { ...labels, ...role.labels }, annotations },
        ...(role.aggregates === undefined
          ? { rules: role.rules }
          : { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [role.aggregates]: 'true' } }] } }),
      });
    }
    for (const { role, group } of defaultBindings) {
      this.#seed('clusterrolebindings', {
        metadata: { name: role, labels, annotations },
        ...bindingOf(role, [subjectOf('Group', group)]),
      });
    }
  }

  /**
   * The admin groups of the cluster's AADProfile have the binding that AKS keeps for them, whoever deletes it, and each
   * of the scenario's bindings has its object: one that a test added gets one, and that of one that it took away goes.
   */
  follow(): void {
    const adminGroups = this.#cluster.arm.properties.aadProfile?.adminGroupObjectIDs ?? [];
    if (adminGroups.length === 0) {
      this.store.remove('clusterrolebindings', { metadata: { name: adminBinding } });
    } else {
      this.#seed('clusterrolebindings', {
        metadata: { name: adminBinding, labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } },
        ...bindingOf(
          'cluster-admin',
          adminGroups.map((id) => subjectOf('Group', id)),
        ),
      });
    }
    for (const [name, binding] of this.#fromScenario) {
      if (!this.#cluster.bindings.includes(binding)) {
        this.#fromScenario.delete(name);
        this.store.remove('clusterrolebindings', { metadata: { name } });
      } else if (this.store.get('clusterrolebindings', undefined, name) === undefined) {
        this.#fromScenario.delete(name);
        this.#cluster.bindings.splice(this.#cluster.bindings.indexOf(binding), 1);
      }
    }
    for (const binding of this.#cluster.bindings) {
      const name = `${binding.role}:${binding.subject}`;
      if (!this.#fromScenario.has(name)) {
        this.#fromScenario.set(name, binding);
        this.#seed('clusterrolebindings', {
          metadata: { name },
          ...bindingOf(binding.role, subjectsOf(binding.subject)),
        });
      }
    }
  }

  #seed(resource: string, object: NewObject): void {
    const { subscriptionId, resourceGroup, name } = this.#cluster;
    const path = [subscriptionId, resourceGroup, name, resource, object.metadata.name].join('/');
    const hex = createHash('sha256').update(path).digest('hex');
    const uid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
    const creationTimestamp = new Date(this.#createdMs).toISOString().replace(/\.\d+Z$/, 'Z');
    this.store.put(resource, { ...object, metadata: { ...object.metadata, uid, creationTimestamp } });
  }
}

function bindingOf(role: string, subjects: readonly Subject[]): object {
  return { roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: role }, subjects };
}

function subjectOf(kind: 'User' | 'Group', name: string): Subject {
  return { apiGroup: rbacGroup, kind, name };
}

/** A scenario does not say what an object id is: a group, or a guest, whose user name it is too. */
function subjectsOf(name: string): Subject[] {
  return guid.test(name) ? [subjectOf('Group', name), subjectOf('User', name)] : [subjectOf('User', name)];
}
