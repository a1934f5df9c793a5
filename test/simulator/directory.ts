import type { Directory } from './ports.ts';
import type { App, Scenario, SimulatedCluster, Subscription, Tenant, User } from './scenario.ts';

/** Who is behind an object id of one tenant. */
export type Principal =
  | { readonly kind: 'user'; readonly objectId: string; readonly tenantId: string; readonly user: User }
  | { readonly kind: 'app'; readonly objectId: string; readonly tenantId: string; readonly app: App };

/** The scenario's mutable copy. `scenario` stays the same object for ever; `reset` refills it. */
export class LiveDirectory implements Directory {
  readonly scenario: Scenario;
  readonly #initial: Scenario;

  constructor(initial: Scenario) {
    this.#initial = structuredClone(initial);
    this.scenario = structuredClone(initial);
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
    this.scenario.signedInUpn = fresh.signedInUpn;
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
