import type { CredentialResults } from '@azure/arm-containerservice';
import type { ContainerServiceContext } from '@azure/arm-containerservice/api';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type {
  Azure,
  Caller,
  CredentialFormat,
  ServerAddress,
  Subscription,
  Tenant,
} from '../../core/clusters/clusterPorts.ts';
import { clusterFromArm, type Cluster } from '../../core/clusters/cluster.ts';
import { unlessAborted } from '../../core/cancellation.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { readProperty, readString } from '../../core/azure/readProperty.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { armFailure } from './armFailure.ts';
import { addArmPolicies } from './armRequestPolicy.ts';
import { EntraCredential } from './armTokenCredential.ts';

/** Newer versions are refused in sovereign clouds (`InvalidApiVersionParameter`). */
const containerServiceApiVersion = '2025-10-01';
const resourcesApiVersion = '2022-12-01';

/** ARM answers reads in well under a second; past this a request counts as lost. */
const defaultAnswerWithinMs = 30_000;

/** The tenant that stands for "wherever the account is at home". */
const homeTenant = 'organizations';

/** Azure Resource Manager through the SDK's modular client, which loads on first use. */
export class ArmAzure implements Azure {
  readonly #signIn: SignIn;
  readonly #cloud: () => Cloud;
  readonly #answerWithinMs: number;

  constructor(signIn: SignIn, cloud: () => Cloud, answerWithinMs = defaultAnswerWithinMs) {
    this.#signIn = signIn;
    this.#cloud = cloud;
    this.#answerWithinMs = answerWithinMs;
  }

  async tenants(caller: Caller): Promise<Tenant[]> {
    const what = 'list your tenants';
    return this.#call(what, caller, async () => {
      const items = await this.#list(caller, homeTenant, `/tenants?api-version=${resourcesApiVersion}`, what);
      return items.flatMap((item) => {
        const tenantId = readString(item, 'tenantId');
        const displayName = readString(item, 'displayName') ?? readString(item, 'defaultDomain') ?? tenantId;
        return tenantId === undefined || displayName === undefined ? [] : [{ tenantId, displayName }];
      });
    });
  }

  async subscriptions(caller: Caller, tenantId: string): Promise<Subscription[]> {
    const what = `list the subscriptions of tenant ${tenantId}`;
    return this.#call(what, caller, async () => {
      const items = await this.#list(caller, tenantId, `/subscriptions?api-version=${resourcesApiVersion}`, what);
      return items.flatMap((item) => {
        const subscriptionId = readString(item, 'subscriptionId');
        return subscriptionId === undefined
          ? []
          : [
              {
                subscriptionId,
                displayName: readString(item, 'displayName') ?? subscriptionId,
                tenantId,
                state: readString(item, 'state') ?? 'Enabled',
              },
            ];
      });
    });
  }

  async clusters(caller: Caller, subscription: Subscription): Promise<Cluster[]> {
    return this.#call(`list the clusters of subscription ${subscription.displayName}`, caller, async () => {
      const { list } = await import('@azure/arm-containerservice/api/managedClusters');
      const context = await this.#context(caller, subscription.tenantId, subscription.subscriptionId);
      const clusters: Cluster[] = [];
      for await (const page of list(context).byPage()) {
        clusters.push(...page.flatMap((body) => clusterFromArm(body, subscription.tenantId) ?? []));
      }
      return clusters;
    });
  }

  async cluster(caller: Caller, cluster: Cluster): Promise<Cluster> {
    return this.#call(`read cluster ${cluster.name}`, caller, async () => {
      const { get } = await import('@azure/arm-containerservice/api/managedClusters');
      const context = await this.#context(caller, cluster.tenantId, cluster.subscriptionId);
      const body = await get(context, cluster.resourceGroup, cluster.name);
      const current = clusterFromArm(body, cluster.tenantId);
      if (current === undefined) {
        throw new AksEntraError('unexpectedAnswer', `Azure described cluster ${cluster.name} in a way not understood.`);
      }
      return current;
    });
  }

  async userCredential(
    caller: Caller,
    cluster: Cluster,
    format: CredentialFormat,
    address: ServerAddress = 'default',
  ): Promise<string> {
    return this.#call(`get the clusterUser credential of ${cluster.name}`, caller, async () => {
      const { listClusterUserCredentials } = await import('@azure/arm-containerservice/api/managedClusters');
      const context = await this.#context(caller, cluster.tenantId, cluster.subscriptionId);
      const options = { format, ...serverFqdn(address) };
      return onlyKubeconfig(
        cluster,
        await listClusterUserCredentials(context, cluster.resourceGroup, cluster.name, options),
      );
    });
  }

  async adminCredential(caller: Caller, cluster: Cluster, address: ServerAddress = 'default'): Promise<string> {
    return this.#call(`get the clusterAdmin credential of ${cluster.name}`, caller, async () => {
      const { listClusterAdminCredentials } = await import('@azure/arm-containerservice/api/managedClusters');
      const context = await this.#context(caller, cluster.tenantId, cluster.subscriptionId);
      const options = serverFqdn(address);
      return onlyKubeconfig(
        cluster,
        await listClusterAdminCredentials(context, cluster.resourceGroup, cluster.name, options),
      );
    });
  }

  async #call<T>(what: string, caller: Caller, work: () => Promise<T>): Promise<T> {
    try {
      return await unlessAborted(caller.signal, work);
    } catch (error) {
      throw armFailure(error, what, caller.signal);
    }
  }

  async #context(caller: Caller, tenantId: string, subscriptionId: string): Promise<ContainerServiceContext> {
    const { createContainerService } = await import('@azure/arm-containerservice/api');
    const { armEndpoint, armScope } = this.#cloud();
    const credential = new EntraCredential(this.#signIn, caller.account, tenantId, armScope, caller.interaction);
    const context = createContainerService(credential, subscriptionId, {
      apiVersion: containerServiceApiVersion,
      endpoint: armEndpoint,
      credentials: { scopes: [armScope] },
      // Someone is waiting: the SDK's three retries would take several seconds when offline.
      retryOptions: { maxRetries: 1, maxRetryDelayInMs: 5_000 },
    });
    addArmPolicies(context.pipeline, {
      endpoint: armEndpoint,
      signal: caller.signal,
      answerWithinMs: this.#answerWithinMs,
    });
    return context;
  }

  /** All items of a paged ARM collection that the containerservice SDK has no call for. */
  async #list(caller: Caller, tenantId: string, path: string, what: string): Promise<unknown[]> {
    const context = await this.#context(caller, tenantId, '');
    const items: unknown[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const answer = await context.pathUnchecked(next).get();
      const page = readProperty(answer.body, 'value');
      if (!Array.isArray(page)) {
        throw new AksEntraError('unexpectedAnswer', `Could not ${what}: Azure’s answer is no list.`);
      }
      items.push(...(page as unknown[]));
      next = readString(answer.body, 'nextLink');
    }
    return items;
  }
}

function serverFqdn(address: ServerAddress): { serverFqdn?: string } {
  return address === 'public' ? { serverFqdn: 'public' } : {};
}

function onlyKubeconfig(cluster: Cluster, { kubeconfigs }: CredentialResults): string {
  const value = kubeconfigs?.[0]?.value;
  if (value === undefined || value.length === 0) {
    throw new AksEntraError('unexpectedAnswer', `Azure returned no kubeconfig for cluster ${cluster.name}.`);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(value);
}
