import assert from 'node:assert/strict';
import { ArmClient } from '../../../../src/adapters/azure/armClient.ts';
import { ArmClusterCredentials } from '../../../../src/adapters/azure/armClusterCredentials.ts';
import { ArmClusters } from '../../../../src/adapters/azure/armClusters.ts';
import { GraphClient } from '../../../../src/adapters/graph/graphClient.ts';
import { AksEntraError, type AksEntraErrorCode } from '../../../../src/core/aksEntraError.ts';
import type { Caller, Subscription } from '../../../../src/core/clusters/clusterPorts.ts';
import { emptyListing, withStep } from '../../../../src/core/listing/growingListing.ts';
import type { Listing } from '../../../../src/core/listing/inventory.ts';
import { listClusters, type ListingStep } from '../../../../src/core/listing/listClusters.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { cloudFromSetting, type Cloud } from '../../../../src/core/azure/clouds.ts';
import { isCancellation } from '../../../../src/core/cancellation.ts';
import type { Interaction } from '../../../../src/core/entra/signIn.ts';
import { ada } from '../../../simulator/scenarios/people.ts';
import { startSimulator, type Simulator } from '../../../simulator/simulator.ts';
import { assertHoldsNoSecret } from './assertHoldsNoSecret.ts';
import { leadToSimulator } from './leadToSimulator.ts';
import { SimulatedSignIn } from './simulatedSignIn.ts';

export const publicCloud = cloudFromSetting(undefined);
export const armHost = 'management.azure.com';

/** The real adapters in front of the simulated Azure, with somebody signed in. One for each test file. */
export class ArmFixture {
  readonly simulator: Simulator;
  signIn!: SimulatedSignIn;
  client!: ArmClient;
  directory!: ArmClusters;
  credentials!: ArmClusterCredentials;

  private constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  static async start(pageSize = 2): Promise<ArmFixture> {
    const simulator = await startSimulator({ pageSize });
    leadToSimulator(simulator);
    return new ArmFixture(simulator);
  }

  /** Puts everything back and signs this person in. */
  async signInAs(upn = ada.upn, { keepsScenario = false } = {}): Promise<void> {
    if (!keepsScenario) {
      this.simulator.reset();
    }
    this.signIn = await SimulatedSignIn.of(this.simulator, upn);
    this.use({});
  }

  /** The adapters with another time limit or ARM endpoint. */
  use({ answerWithinMs, armEndpoint }: { answerWithinMs?: number; armEndpoint?: string }): void {
    const cloud: Cloud = { ...publicCloud, ...(armEndpoint === undefined ? {} : { armEndpoint }) };
    this.client = new ArmClient(this.signIn, () => cloud, answerWithinMs);
    this.directory = new ArmClusters(this.client);
    this.credentials = new ArmClusterCredentials(this.client);
  }

  /** Graph for who is signed in. @param answerWithinMs short for a fault that hangs alone: a loaded machine is slow */
  graph(answerWithinMs?: number): GraphClient {
    return new GraphClient(this.signIn, () => publicCloud, answerWithinMs);
  }

  caller(interaction: Interaction = 'silent', signal = new AbortController().signal): Caller {
    return { account: this.signIn.account, interaction, signal };
  }

  /** All that the person can see. */
  async listAll(): Promise<Listing> {
    let listing = emptyListing([this.signIn.account]);
    const onStep = (step: ListingStep): void => {
      listing = withStep(listing, step);
    };
    await listClusters(this.directory, this.caller(), onStep, () => 0);
    return listing;
  }

  /** As the person who is signed in sees it. */
  async clusterNamed(name: string, subscription: Subscription): Promise<SeenCluster> {
    const clusters = await this.directory.clusters(this.caller(), subscription);
    const cluster = clusters.find((candidate) => candidate.name === name);
    assert.ok(cluster, `no cluster ${name}`);
    const tenant = { tenantId: subscription.tenantId, displayName: subscription.tenantId };
    return { cluster, account: this.signIn.account, tenants: { owner: tenant, lister: tenant }, subscription };
  }

  /** Paths of the calls that ARM got. */
  armCalls(): string[] {
    return this.simulator.record.filter(({ host }) => host === armHost).map(({ path }) => path);
  }

  /** The work fails with this code, and nothing that can be reached from its error is a secret. */
  async rejectsWith(
    work: Promise<unknown>,
    code: AksEntraErrorCode,
    message: RegExp,
    secrets: readonly string[] = [],
  ): Promise<void> {
    const error = await failureOf(work);
    assert.ok(error instanceof AksEntraError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    assertHoldsNoSecret(error, [...this.signIn.tokens, ...secrets]);
  }

  async isCancelled(work: Promise<unknown>): Promise<void> {
    const error = await failureOf(work);
    assert.ok(isCancellation(error), String(error));
    assertHoldsNoSecret(error, this.signIn.tokens);
  }
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
}
