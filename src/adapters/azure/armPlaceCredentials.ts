import { AksEntraError } from '../../core/aksEntraError.ts';
import { readProperty, readString } from '../../core/azure/readProperty.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { PlaceCredentials, PlacedTarget } from '../../core/clusters/credentialTarget.ts';
import { explainNoNamespaceCredential } from '../../core/clusters/noCredential.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';
import { ArmRefusal } from './armRequestPolicy.ts';
import { clusterPath } from './clusterPath.ts';
import { fleetPath } from './armFleetMembers.ts';

const namespaceApiVersion = '2025-10-01';
const fleetApiVersion = '2025-03-01';

/** The kubeconfigs that ARM gives out for managed namespaces and the hubs of fleets. */
export class ArmPlaceCredentials implements PlaceCredentials {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async placeCredential({ place, account, tenants }: PlacedTarget, options: CallOptions): Promise<string> {
    const { what, path } =
      place.kind === 'namespace'
        ? {
            what: l10n`get the credential of namespace ${place.namespace.name} of cluster ${place.namespace.clusterName}`,
            path: `${clusterPath({ ...place.namespace, name: place.namespace.clusterName })}/managedNamespaces/${encodeURIComponent(place.namespace.name)}/listCredential?api-version=${namespaceApiVersion}`,
          }
        : {
            what: l10n`get the credential of the hub of fleet ${place.fleet.name}`,
            path: `${fleetPath(place.fleet)}/listCredentials?api-version=${fleetApiVersion}`,
          };
    const target = { tenantId: tenants.lister.tenantId, subscriptionId: '' };
    return this.#arm.call(what, { account, ...options }, target, async (context) => {
      try {
        // These only read, so they are tried again as reads are.
        const answer = await context.pathUnchecked(path).post();
        return onlyKubeconfig(answer.body, what);
      } catch (error) {
        const isRefused = error instanceof ArmRefusal && error.failure.status === 400;
        throw isRefused && place.kind === 'namespace' && mayLackAzureRbac(place.cluster)
          ? explainNoNamespaceCredential(place.namespace, error.failure, what)
          : error;
      }
    });
  }
}

/** A stopped cluster, or any other reason, has words of Azure’s own. @param cluster undefined where it is not seen */
function mayLackAzureRbac(cluster: Cluster | undefined): boolean {
  return cluster?.authorization !== 'azureRbac' && cluster?.power !== 'Stopped';
}

function onlyKubeconfig(body: unknown, what: string): string {
  const kubeconfigs = readProperty(body, 'kubeconfigs');
  const first: unknown = Array.isArray(kubeconfigs) ? (kubeconfigs as unknown[])[0] : undefined;
  const value = readString(first, 'value');
  if (value === undefined || value === '') {
    throw new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: Azure returned no kubeconfig.`);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64'));
}
