import { l10n } from '../l10n.ts';
import { apiServerFacts } from './apiServerFacts.ts';
import { isBusy, type Cluster } from './cluster.ts';
import type { ClusterFact } from './clusterFact.ts';
import { explainNoCredential, hasCredential, noCredentialLabel } from './noCredential.ts';

/** A cluster's Entra integration in two or three words. */
export function entraLabel(cluster: Cluster): string {
  switch (cluster.entra.kind) {
    case 'managed':
      return l10n`Entra managed`;
    case 'legacy':
      return l10n`Entra legacy`;
    case 'none':
      return l10n`No Entra`;
  }
}

function authorizationLabel(cluster: Cluster): string {
  switch (cluster.authorization) {
    case 'azureRbac':
      return l10n`Azure RBAC`;
    case 'kubernetesRbac':
      return l10n`Kubernetes RBAC`;
    case 'none':
      return l10n`No RBAC`;
  }
}

/** What the cluster is doing; undefined where it simply runs. */
function stateLabel(cluster: Cluster): string | undefined {
  if (isBusy(cluster)) {
    return cluster.provisioningState;
  }
  if (cluster.power === 'Stopped') {
    return l10n`Stopped`;
  }
  return cluster.provisioningState === 'Succeeded' ? undefined : cluster.provisioningState;
}

/**
 * The facts that matter most, for one line: what is unusual is named, what is usual is left out.
 *
 * @param change what is being done to it from here, which says more than Azure's word for its state
 */
export function describeCluster(cluster: Cluster, change?: string): string {
  return [
    change ?? stateLabel(cluster),
    hasCredential(cluster) ? undefined : noCredentialLabel(),
    entraLabel(cluster),
    authorizationLabel(cluster),
    cluster.hasLocalAccounts ? undefined : l10n`no local accounts`,
    cluster.isPrivate ? 'private' : undefined,
    cluster.isAutomatic ? 'Automatic' : undefined,
    cluster.kubernetesVersion,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** Every fact of a cluster but its groups, in reading order. Tree rows, tooltip and screen reader share it. */
export function clusterFacts(cluster: Cluster): ClusterFact[] {
  const { entra } = cluster;
  return [
    { label: l10n`Entra integration`, ...entraFact(cluster) },
    ...(entra.kind === 'none'
      ? []
      : [
          {
            label: l10n`Tenant`,
            value: entra.tenantId ?? cluster.tenantId,
            explanation: l10n`The Entra tenant that issues tokens for this cluster.`,
          },
        ]),
    ...(entra.kind === 'legacy'
      ? [
          {
            label: l10n`Client app`,
            value: entra.clientAppId ?? l10n`not set`,
            explanation: l10n`The app registration that clients sign in with.`,
          },
          {
            label: l10n`Server app`,
            value: entra.serverAppId ?? l10n`not set`,
            explanation: l10n`The app registration that is the audience of the tokens.`,
          },
        ]
      : []),
    { label: l10n`Authorization`, ...authorizationFact(cluster) },
    {
      label: l10n`Local accounts`,
      value: cluster.hasLocalAccounts ? l10n`on` : l10n`off`,
      explanation: localAccounts(cluster),
    },
    ...apiServerFacts(cluster),
    {
      label: l10n`Kubernetes`,
      value: cluster.kubernetesVersion,
      explanation: l10n`Use a kubectl within one minor version of it.`,
    },
    {
      label: l10n`State`,
      value: `${cluster.power === 'unknown' ? l10n`power state unknown` : cluster.power}, ${cluster.provisioningState}`,
      explanation: isBusy(cluster)
        ? l10n`Azure is changing this cluster right now.`
        : cluster.power === 'Stopped'
          ? l10n`A stopped cluster can only be started or deleted.`
          : l10n`Power state and the result of the last change.`,
    },
    {
      label: l10n`Location`,
      value: cluster.location,
      explanation: l10n`Resource group ${cluster.resourceGroup}${cluster.tier === undefined ? '' : l10n`, tier ${cluster.tier}`}.`,
    },
  ];
}

function entraFact(cluster: Cluster): { value: string; explanation: string } {
  switch (cluster.entra.kind) {
    case 'managed':
      return {
        value: l10n`managed`,
        explanation: l10n`AKS-managed Entra integration: people sign in with their own account.`,
      };
    case 'legacy':
      return {
        value: l10n`legacy`,
        explanation: l10n`The old integration with your own app registrations. Migrate it to AKS-managed Entra.`,
      };
    case 'none':
      return {
        value: l10n`none`,
        explanation: withoutEntra(cluster),
      };
  }
}

function withoutEntra(cluster: Cluster): string {
  if (!hasCredential(cluster)) {
    return explainNoCredential(cluster);
  }
  return cluster.authorization === 'none'
    ? l10n`Static credentials only, and Kubernetes RBAC is off: Entra cannot be added to this cluster.`
    : l10n`Static credentials only: its clusterUser credential is a full-admin certificate.`;
}

function localAccounts(cluster: Cluster): string {
  if (cluster.entra.kind === 'none') {
    return cluster.hasLocalAccounts
      ? l10n`The only way in, as Entra is not on: whoever may fetch the clusterUser credential has full rights.`
      : l10n`No static credential is given out, and Entra is not on: nobody gets a credential.`;
  }
  return cluster.hasLocalAccounts
    ? l10n`Whoever holds the AKS Cluster Admin role can fetch a certificate that bypasses Entra.`
    : l10n`No static credential is given out: everyone signs in with Entra.`;
}

function authorizationFact(cluster: Cluster): { value: string; explanation: string } {
  const value = authorizationLabel(cluster);
  switch (cluster.authorization) {
    case 'azureRbac':
      return {
        value,
        explanation: l10n`Azure role assignments decide what people may do, besides Kubernetes bindings.`,
      };
    case 'kubernetesRbac':
      return {
        value,
        explanation:
          cluster.entra.kind === 'none'
            ? l10n`Kubernetes role bindings decide what programs in the cluster may do; a static certificate of AKS stands above them.`
            : l10n`Kubernetes role bindings decide what people may do.`,
      };
    case 'none':
      return { value, explanation: l10n`Everyone who can authenticate may do everything.` };
  }
}
