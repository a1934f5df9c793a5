import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { Cluster } from './cluster.ts';
import type { ManagedNamespace } from './managedNamespace.ts';

/**
 * Whether Azure has any credential for a cluster: without Entra the only one is a local account's certificate. Who got
 * such a certificate before the local accounts were turned off gets in with it until the certificates are rotated (AKS#3294).
 */
export function hasCredential({ entra, hasLocalAccounts }: Cluster): boolean {
  return entra.kind !== 'none' || hasLocalAccounts;
}

/** @throws AksEntraError localAccountsDisabled where Azure has no credential for the cluster */
export function assertHasCredential(cluster: Cluster): void {
  if (!hasCredential(cluster)) {
    throw new AksEntraError('localAccountsDisabled', explainNoCredential(cluster));
  }
}

/** Why a cluster has no credential, and who can change that with what. */
export function explainNoCredential(cluster: Cluster): string {
  return l10n`Azure has no credential for ${cluster.name}: its local accounts are off, and Microsoft Entra ID is not on. ${wayOut(cluster)}`;
}

/** az's flags: https://learn.microsoft.com/cli/azure/aks#az-aks-update. A stopped cluster refuses every update. */
function wayOut(cluster: Cluster): string {
  const az = `az aks update -g ${asArgument(cluster.resourceGroup)} -n ${asArgument(cluster.name)}`;
  const help =
    cluster.authorization === 'none'
      ? l10n`Its owner can turn local accounts on (${az} --enable-local-accounts); Entra cannot be added, as Kubernetes RBAC is off.`
      : l10n`Its owner can turn on Entra (${az} --enable-aad) or local accounts (--enable-local-accounts instead).`;
  return cluster.power === 'Stopped' ? l10n`${help} The cluster is stopped and has to be started before.` : help;
}

/** A resource group may have brackets and letters of any alphabet in its name. */
export function asArgument(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `"${name.replaceAll(/["$`\\]/g, '')}"`;
}

/** What stands for `hasCredential` in a cluster's row, in a word or two. */
export function noCredentialLabel(): string {
  return l10n`no sign-in possible`;
}

/**
 * What ARM means where it refuses a static credential since local accounts are off, whatever the listing said of them.
 *
 * @param what was being done, as the end of a sentence
 */
export function explainLocalAccountsOff(cluster: Cluster, what: string): AksEntraError {
  const reason =
    cluster.entra.kind === 'none'
      ? explainNoCredential(cluster)
      : l10n`The local accounts of ${cluster.name} are off, so it gives out no static credential. Sign in with Microsoft Entra ID: choose the format exec.`;
  return new AksEntraError('localAccountsDisabled', l10n`Could not ${what}. ${reason}`);
}

/**
 * Why ARM refuses the credential of a managed namespace with 400: its documentation knows one reason, of which the text
 * was seen in no recording, so Azure’s own words are told too.
 *
 * @param what was being done, as the end of a sentence
 */
export function explainNoNamespaceCredential(
  { clusterName, resourceGroup, name }: Pick<ManagedNamespace, 'clusterName' | 'resourceGroup' | 'name'>,
  { message }: { readonly message: string },
  what: string,
): AksEntraError {
  const az = `az aks update -g ${asArgument(resourceGroup)} -n ${asArgument(clusterName)} --enable-aad --enable-azure-rbac`;
  return new AksEntraError(
    'unexpectedAnswer',
    l10n`Could not ${what}: Azure gives out credentials of managed namespaces only where the cluster uses Entra ID authorization (Azure RBAC). ` +
      l10n`Its owner can turn that on (${az}). Anyone who has the role “Azure Kubernetes Service Cluster User Role” can use the cluster’s own credential with -n ${name} until then. ` +
      l10n`Azure said: ${printable(message.replaceAll(/\s+/g, ' ').trim().slice(0, 300))}`,
    { azLine: az },
  );
}
