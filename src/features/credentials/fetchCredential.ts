import type { ClusterCredentials, CredentialFormat, ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import {
  assertGivesCredential,
  type CredentialTarget,
  type PlaceCredentials,
  type PlacedTarget,
} from '../../core/clusters/credentialTarget.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { type ListedClusters, unlessGone } from '../../core/clusters/seenNow.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import { otherHostOf } from '../../core/kubeconfig/otherHostOf.ts';
import { stringAt } from '../../core/yamlValue.ts';
import type { CredentialRequest } from './askCredentialRequest.ts';
import { pluginLogin } from '../kubectlSignIn/loginTarget.ts';

export interface FetchPorts {
  readonly inventory: ListedClusters;
  readonly clusterCredentials: ClusterCredentials;
  /** They load when a credential of such a place is fetched. */
  readonly placeCredentials: () => Promise<PlaceCredentials>;
  readonly cloud: () => Cloud;
  readonly kubectlSignIn: KubectlSignIn;
}

/** Which of a cluster's credentials to fetch. */
interface CredentialToFetch {
  readonly format: CredentialFormat;
  /** The clusterAdmin credential, whose format is always the same; absent: the clusterUser credential. */
  readonly isAdmin?: boolean;
  readonly address?: ServerAddress;
}

/**
 * Fetches a credential from Azure, and checks that it can only sign in.
 *
 * @throws as `ClusterCredentials`; AksEntraError credentialInvalid, credentialUntrusted
 */
export async function fetchCredential(
  { clusterCredentials }: Pick<FetchPorts, 'clusterCredentials'>,
  seen: SeenCluster,
  options: CallOptions,
  { format, isAdmin = false, address = 'default' }: CredentialToFetch,
): Promise<KubeconfigCredential> {
  const text = isAdmin
    ? await clusterCredentials.adminCredential(seen, options, address)
    : await clusterCredentials.userCredential(seen, options, format, address);
  const { parseCredential } = await import('../../core/kubeconfig/credential.ts');
  return parseCredential(text);
}

/** The same, with the login mode that was chosen, and with the other name that Azure has for the API server. */
export async function fetchChosenCredential(
  ports: FetchPorts,
  seen: CredentialTarget,
  options: CallOptions,
  { choice: { format, loginMode }, isAdmin, address, isShownOnly }: CredentialRequest,
): Promise<KubeconfigCredential> {
  const fetched = isPlaced(seen)
    ? await fetchPlaceCredential(ports, seen, options)
    : await fetchCredential(ports, seen, options, { format, isAdmin, address });
  const otherHost = otherHostOf(seen.cluster, stringAt(fetched.cluster, 'server') ?? '');
  const credential = otherHost === undefined ? fetched : { ...fetched, otherHost };
  // Among several clusters, those with legacy Entra keep what ARM wrote: a device code.
  const isConvertible = credential.kind !== 'static' && format === 'exec' && seen.cluster.entra.kind !== 'legacy';
  if (credential.kind !== 'static' && ports.cloud().name === 'custom') {
    const { assertModeFitsCloud } = await import('../../core/conversion/customCloudLogin.ts');
    assertModeFitsCloud(isConvertible ? (loginMode ?? 'devicecode') : 'devicecode', ports.cloud().environment);
  }
  // Of a place it may be the old auth provider, which nobody can choose there.
  const isAsIs = loginMode === 'devicecode' && (seen.place === undefined || credential.kind === 'exec');
  if (!isConvertible || loginMode === undefined || isAsIs) {
    return credential;
  }
  const { applyLoginMode } = await import('../../core/conversion/loginMode.ts');
  if (loginMode !== 'vscode') {
    return applyLoginMode(credential, loginMode);
  }
  const login = await pluginLogin(ports, seen.account);
  const keyless = applyLoginMode(credential, login);
  // What is shown may be copied to anywhere.
  return isShownOnly ? keyless : applyLoginMode(credential, { ...login, key: await keyFor(ports, keyless) });
}

function isPlaced(target: CredentialTarget): target is PlacedTarget {
  return target.place !== undefined;
}

/** @throws as `fetchCredential`; AksEntraError notFound for a fleet without a hub */
async function fetchPlaceCredential(
  { placeCredentials, inventory }: Pick<FetchPorts, 'placeCredentials' | 'inventory'>,
  target: PlacedTarget,
  options: CallOptions,
): Promise<KubeconfigCredential> {
  assertGivesCredential(target);
  const credentials = await placeCredentials();
  const { place, cluster } = target;
  const { name } = place.kind === 'namespace' ? place.namespace : place.fleet;
  const text = await unlessGone(inventory, { ...cluster, name }, () => credentials.placeCredential(target, options));
  const { parsePlaceCredential } = await import('../../core/kubeconfig/credential.ts');
  const namespace = place.kind === 'namespace' ? { namespace: place.namespace.name } : {};
  return parsePlaceCredential(text, { contextName: cluster.name, ...namespace });
}

/** Of the cluster as Azure described it, which is how `trustFetchedContexts` trusts it. */
async function keyFor(
  { kubectlSignIn }: Pick<FetchPorts, 'kubectlSignIn'>,
  { cluster, entra }: KubeconfigCredential,
): Promise<string> {
  const keys = await kubectlSignIn.contextKeys();
  const certificateAuthorityData = stringAt(cluster, 'certificate-authority-data');
  return keys.keyOf({
    server: stringAt(cluster, 'server') ?? '',
    ...(certificateAuthorityData ? { certificateAuthorityData } : {}),
    skipsTlsVerify: false,
    tenantId: entra?.tenantId ?? '',
    environment: entra?.environment ?? '',
    accountId: entra?.accountId ?? '',
  });
}
