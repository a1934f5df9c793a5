import { randomUUID } from 'node:crypto';
import type { Directory } from './ports.ts';
import type { App, Group, ResourceGroup, Scenario, SimulatedCluster, Subscription, Tenant, User } from './scenario.ts';

/** A scenario with nothing left out. */
export type LiveScenario = Scenario & Required<Pick<Scenario, 'roleAssignments' | 'resourceGroups' | 'eligibilities'>>;

/** Who is behind an object id of one tenant. */
export type Principal =
  | { readonly kind: 'user'; readonly objectId: string; readonly tenantId: string; readonly user: User }
  | { readonly kind: 'app'; readonly objectId: string; readonly tenantId: string; readonly app: App };

/** The scenario's mutable copy. `scenario` stays the same object for ever; `reset` refills it. */
export class LiveDirectory implements Directory {
  readonly scenario: LiveScenario;
  readonly #initial: LiveScenario;

  constructor(initial: Scenario) {
    this.#initial = { roleAssignments: [], resourceGroups: [], eligibilities: [], ...structuredClone(initial) };
    this.scenario = structuredClone(this.#initial);
    this.#lendInherited();
  }

  /** Puts everything back as it was at the start. Objects taken from the scenario before are stale afterwards. */
  reset(): void {
    const fresh = structuredClone(this.#initial);
    this.scenario.tenants.splice(0, Infinity, ...fresh.tenants);
    this.scenario.users.splice(0, Infinity, ...fresh.users);
    this.scenario.groups.splice(0, Infinity, ...fresh.groups);
    this.scenario.apps.splice(0, Infinity, ...fresh.apps);
    this.scenario.subscriptions.splice(0, Infinity, ...fresh.subscriptions);
    this.scenario.clusters.splice(0, Infinity, ...fresh.clusters);
    this.scenario.eligibilities.splice(0, Infinity, ...fresh.eligibilities);
    this.scenario.resourceGroups.splice(0, Infinity, ...fresh.resourceGroups);
    this.scenario.roleAssignments.splice(0, Infinity, ...fresh.roleAssignments);
    this.scenario.signedInUpn = fresh.signedInUpn;
    this.#lendInherited();
  }

  /** The API servers look at their cluster only, and what is assigned above it counts there too. */
  #lendInherited(): void {
    for (const cluster of this.scenario.clusters) {
      cluster.inherited = this.scenario.roleAssignments;
    }
  }

  addCluster(cluster: SimulatedCluster): void {
    cluster.inherited = this.scenario.roleAssignments;
    this.scenario.clusters.push(cluster);
  }

  groupsOf(objectId: string): readonly string[] {
    const found = new Set<string>();
    const pending = [objectId];
    for (let member = pending.pop(); member !== undefined; member = pending.pop()) {
      for (const group of this.scenario.groups) {
        if (found.has(group.objectId) || !group.memberObjectIds.includes(member)) {
          continue;
        }
        found.add(group.objectId);
        pending.push(group.objectId);
      }
    }
    return [...found];
  }

  /** By id or by domain. */
  findTenant(idOrDomain: string): Tenant | undefined {
    const wanted = idOrDomain.toLowerCase();
    return this.scenario.tenants.find(
      (tenant) => tenant.tenantId.toLowerCase() === wanted || tenant.defaultDomain.toLowerCase() === wanted,
    );
  }

  findUser(upn: string): User | undefined {
    return this.scenario.users.find((user) => user.upn.toLowerCase() === upn.toLowerCase());
  }

  /** The person's object id in that tenant; undefined where they are neither member nor guest. */
  objectIdIn(user: User, tenantId: string): string | undefined {
    if (user.homeTenantId === tenantId) {
      return user.objectId;
    }
    return user.guestIn.find((guest) => guest.tenantId === tenantId)?.objectId;
  }

  findPrincipal(objectId: string, tenantId: string): Principal | undefined {
    const user = this.scenario.users.find((candidate) => this.objectIdIn(candidate, tenantId) === objectId);
    if (user) {
      return { kind: 'user', objectId, tenantId, user };
    }
    const app = this.scenario.apps.find((one) => one.objectId === objectId && one.tenantId === tenantId);
    return app && { kind: 'app', objectId, tenantId, app };
  }

  /** Tenants that this person can sign in to, the home tenant first. */
  tenantsOf(user: User): Tenant[] {
    const ids = [user.homeTenantId, ...user.guestIn.map((guest) => guest.tenantId)];
    return ids.flatMap((id) => this.findTenant(id) ?? []);
  }

  findSubscription(subscriptionId: string): Subscription | undefined {
    const wanted = subscriptionId.toLowerCase();
    return this.scenario.subscriptions.find((one) => one.subscriptionId.toLowerCase() === wanted);
  }

  clustersIn(subscriptionId: string): SimulatedCluster[] {
    const wanted = subscriptionId.toLowerCase();
    return this.scenario.clusters.filter((cluster) => cluster.subscriptionId.toLowerCase() === wanted);
  }

  findCluster(subscriptionId: string, resourceGroup: string, name: string): SimulatedCluster | undefined {
    return this.clustersIn(subscriptionId).find(
      (cluster) =>
        cluster.resourceGroup.toLowerCase() === resourceGroup.toLowerCase() &&
        cluster.name.toLowerCase() === name.toLowerCase(),
    );
  }

  /** The resource groups of a subscription: those of its clusters, and the empty ones that the scenario names. */
  resourceGroupsIn(subscriptionId: string): ResourceGroup[] {
    const named = this.scenario.resourceGroups.filter(
      (one) => one.subscriptionId.toLowerCase() === subscriptionId.toLowerCase(),
    );
    const ofClusters = this.clustersIn(subscriptionId).map(({ resourceGroup, arm }) => ({
      subscriptionId,
      name: resourceGroup,
      location: arm.location,
    }));
    const byName = [...named, ...ofClusters].map((one) => [one.name.toLowerCase(), one] as const);
    return [...new Map(byName.toReversed()).values()].toReversed();
  }

  hasResourceGroup(subscriptionId: string, name: string): boolean {
    return this.resourceGroupsIn(subscriptionId).some((one) => one.name.toLowerCase() === name.toLowerCase());
  }

  /** Group ids differ in no letter case that counts. */
  findGroup(objectId: string, tenantId: string): Group | undefined {
    const wanted = objectId.toLowerCase();
    return this.scenario.groups.find((group) => group.objectId.toLowerCase() === wanted && group.tenantId === tenantId);
  }

  /** A new group, whose `createdAt` is now. */
  createGroup(group: Omit<Group, 'objectId' | 'createdAt'>): Group {
    const created: Group = { ...group, objectId: randomUUID(), createdAt: Date.now() };
    this.scenario.groups.push(created);
    return created;
  }

  /**
   * When a user, group or app was made while the simulator runs, in milliseconds since 1970; 0 for those that were there
   * at the start, undefined for none. ARM answers `PrincipalNotFound` for one that is only seconds old.
   */
  createdAt(objectId: string, tenantId: string): number | undefined {
    const group = this.findGroup(objectId, tenantId);
    return group ? (group.createdAt ?? 0) : this.findPrincipal(objectId, tenantId) && 0;
  }

  /** @throws Error for an unknown group. */
  setMembership(groupId: string, objectId: string, isMember: boolean): void {
    const group = this.scenario.groups.find((one) => one.objectId === groupId || one.displayName === groupId);
    if (!group) {
      throw new Error(`The scenario has no group ${groupId}.`);
    }
    const position = group.memberObjectIds.indexOf(objectId);
    if (isMember && position < 0) {
      group.memberObjectIds.push(objectId);
    }
    if (!isMember && position >= 0) {
      group.memberObjectIds.splice(position, 1);
    }
  }
}
