import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ArmClient } from '../../src/adapters/azure/armClient.ts';
import { ArmClusterCredentials } from '../../src/adapters/azure/armClusterCredentials.ts';
import { ArmClusters } from '../../src/adapters/azure/armClusters.ts';
import { ArmOperations } from '../../src/adapters/azure/armOperations.ts';
import { ArmManagedClusters } from '../../src/adapters/azure/managedClusters.ts';
import { ArmResourceGroups } from '../../src/adapters/azure/resourceGroups.ts';
import { ArmRoleAssignments } from '../../src/adapters/azure/roleAssignments.ts';
import { clusterScope } from '../../src/core/access/clusterScope.ts';
import { cloudFromSetting } from '../../src/core/azure/clouds.ts';
import type { ClusterIdParts } from '../../src/core/azure/resourceId.ts';
import type { Cluster } from '../../src/core/clusters/cluster.ts';
import type { Caller, Subscription } from '../../src/core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../src/core/clusters/seenCluster.ts';
import { type FollowedOperation, followOperation } from '../../src/core/clusterWrites/followOperation.ts';
import type { SignedUrl } from '../../src/core/clusterWrites/signedUrl.ts';
import { clusterToBe } from '../../src/core/clusterCreation/clusterToBe.ts';
import { creationBody } from '../../src/core/clusterCreation/creationBody.ts';
import { assignsRoles, type Creator, creatorRoles } from '../../src/core/clusterCreation/creatorRoles.ts';
import type { NewCluster } from '../../src/core/clusterCreation/newCluster.ts';
import { checkedOutcome } from '../../src/core/entraIntegration/checkedOutcome.ts';
import { plannedCluster, type EntraUpdate } from '../../src/core/entraIntegration/plannedProfile.ts';
import { ada } from '../simulator/scenarios/people.ts';
import { subscriptions } from '../simulator/scenarios/subscriptions.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { leadToSimulator } from '../unit/adapters/azure/leadToSimulator.ts';
import { SimulatedSignIn } from '../unit/adapters/azure/simulatedSignIn.ts';

/** Our core and adapters, without VS Code, in front of a simulated Azure. One in a process. */
export class OurSide {
  readonly arm: ArmClient;
  /** What a program needs to reach the same simulated Azure. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #signIn: SimulatedSignIn;
  readonly #folder: string;

  private constructor(signIn: SimulatedSignIn, folder: string, environment: Readonly<Record<string, string>>) {
    this.#signIn = signIn;
    this.#folder = folder;
    this.environment = environment;
    this.arm = new ArmClient(signIn, () => cloudFromSetting(undefined));
  }

  /** @param folder an empty one, for kubeconfigs */
  static async signedIn(simulator: Simulator, folder: string): Promise<OurSide> {
    leadToSimulator(simulator);
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, simulator.caPem);
    const environment = { ...simulator.clientEnvironment(caFile), HOME: folder };
    return new OurSide(await SimulatedSignIn.of(simulator, ada.upn), folder, environment);
  }

  /** A file of our own folder. */
  file(name: string): string {
    return join(this.#folder, name);
  }

  get caller(): Caller {
    return { account: this.#signIn.account, interaction: 'allowed', signal: new AbortController().signal };
  }

  list({ subscriptionId }: Pick<ClusterIdParts, 'subscriptionId'>): Promise<Cluster[]> {
    return new ArmClusters(this.arm).clusters(this.caller, subscriptionWith(subscriptionId));
  }

  /** As the tree has it. */
  async seen(wanted: ClusterIdParts): Promise<SeenCluster> {
    const subscription = subscriptionWith(wanted.subscriptionId);
    const cluster = (await this.list(wanted)).find(
      ({ name, resourceGroup }) => name === wanted.name && resourceGroup === wanted.resourceGroup,
    );
    if (cluster === undefined) {
      throw new Error(`We do not see a cluster ${wanted.name} in ${wanted.resourceGroup}.`);
    }
    const tenant = { tenantId: subscription.tenantId, displayName: subscription.tenantId };
    return { cluster, account: this.#signIn.account, tenants: { owner: tenant, lister: tenant }, subscription };
  }

  async kubeconfig(cluster: ClusterIdParts): Promise<string> {
    return new ArmClusterCredentials(this.arm).userCredential(await this.seen(cluster), this.caller, 'exec');
  }

  /**
   * Changes the Entra integration as the commands do, once the person has confirmed.
   *
   * @throws Error where Azure returns something else than what was asked
   */
  async change(cluster: ClusterIdParts, change: EntraUpdate): Promise<void> {
    const seen = await this.seen(cluster);
    const clusters = new ArmManagedClusters(this.arm);
    const before = await clusters.read(seen, this.caller);
    const { operation } = await clusters.update(seen, this.caller, before, plannedCluster(before.body, change));
    const { end, body } = await this.#followed(seen, operation);
    const outcome = checkedOutcome(body, change);
    if (end.kind !== 'succeeded' || outcome.kind !== 'asAsked') {
      throw new Error(`Our change of ${cluster.name} ended as ${end.kind}, and the cluster ${outcome.kind}.`);
    }
  }

  /**
   * Creates a cluster, and its group where that is new, as the command does it once the person has confirmed; where Azure
   * RBAC decides, the creator gets their role.
   *
   * @throws Error where it does not end well
   */
  async create(wanted: NewCluster, creator: Creator): Promise<void> {
    const subscription = subscriptionWith(wanted.subscriptionId);
    const tenant = { tenantId: subscription.tenantId, displayName: subscription.tenantId };
    const place = { account: this.#signIn.account, tenants: { owner: tenant, lister: tenant }, subscription };
    if (wanted.isGroupNew) {
      await new ArmResourceGroups(this.arm).createGroup(place, this.caller, wanted.resourceGroup, wanted.location);
    }
    const seen = clusterToBe(place, wanted);
    const { operation } = await new ArmManagedClusters(this.arm).create(seen, this.caller, creationBody(wanted));
    const { end } = await this.#followed(seen, operation);
    if (end.kind !== 'succeeded') {
      throw new Error(`Our creation of ${wanted.name} ended as ${end.kind}.`);
    }
    const { objectId = '' } = creator;
    for (const role of assignsRoles(wanted, creator) ? creatorRoles(wanted, creator) : []) {
      const principal = { kind: 'User', objectId } as const;
      const assignment = { role, scope: clusterScope(seen.cluster), principal };
      await new ArmRoleAssignments(this.arm).assign(seen, this.caller, assignment);
    }
  }

  #followed(seen: SeenCluster, operation: SignedUrl | undefined): Promise<FollowedOperation> {
    const clusters = new ArmManagedClusters(this.arm);
    const operations = new ArmOperations(this.arm);
    return followOperation(Date.now(), {
      ...(operation === undefined ? {} : { poll: () => operations.poll(seen, this.caller, operation) }),
      read: () => clusters.read(seen, this.caller),
      nowMs: Date.now,
      // The simulated Azure is faster.
      pause: async (ms) => {
        await delay(Math.min(ms, 100));
      },
      onStep: () => undefined,
    });
  }
}

function subscriptionWith(subscriptionId: string): Subscription {
  const found = subscriptions.find((one) => one.subscriptionId === subscriptionId);
  if (found === undefined) {
    throw new Error(`There is no subscription ${subscriptionId}.`);
  }
  return found;
}
