import { l10n } from '../l10n.ts';
import { apiServerFacts } from './apiServerFacts.ts';
import { isBusy, signInTenant, type Cluster } from './cluster.ts';
import type { ClusterFact } from './clusterFact.ts';
import { explainNoCredential, hasCredential, noCredentialLabel } from './noCredential.ts';
import { stateInWords, unusualStates } from './stateWords.ts';

const isPrivate = l10n`private`;
const noLocalAccounts = l10n`no local accounts`;

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

/**
 * The facts that matter most, for a wide row, where no icon tells the rest, and for a screen reader.
 *
 * @param change what is being done to it from here, which says more than Azure's word for its state
 */
export function describeCluster(cluster: Cluster, change?: string): string {
  return [
    ...(change === undefined ? unusualStates(cluster) : [change]),
    ...(hasCredential(cluster) ? [] : [noCredentialLabel()]),
    entraLabel(cluster),
    authorizationLabel(cluster),
    ...(cluster.hasLocalAccounts ? [] : [noLocalAccounts]),
    ...(cluster.isPrivate ? [isPrivate] : []),
    ...(cluster.isAutomatic ? ['Automatic'] : []),
    cluster.kubernetesVersion,
  ].join(' · ');
}

/**
 * The same for a narrow row: first what most clusters are not, the most pressing before all, and the version at the end.
 * What most of them are stands nowhere.
 *
 * @param further what else the row says, before the version
 */
export function clusterInShort(cluster: Cluster, change?: string, further: readonly string[] = []): string {
  return [
    ...(change === undefined ? unusualStates(cluster) : [change]),
    ...(hasCredential(cluster) ? [] : [noCredentialLabel()]),
    ...(cluster.entra.kind === 'managed' ? [] : [entraLabel(cluster)]),
    ...(cluster.authorization === 'none' ? [authorizationLabel(cluster)] : []),
    ...(cluster.isPrivate ? [isPrivate] : []),
    ...(cluster.hasLocalAccounts ? [] : [noLocalAccounts]),
    ...(cluster.authorization === 'azureRbac' ? [authorizationLabel(cluster)] : []),
    ...(cluster.isAutomatic ? ['Automatic'] : []),
    ...further,
    cluster.kubernetesVersion,
  ].join(' · ');
}

/**
 * Every fact of a cluster but its groups, in reading order. Tree rows, tooltip and screen reader share it.
 *
 * @param tenantNames by id in lower case, as far as they are known
 */
export function clusterFacts(cluster: Cluster, tenantNames: ReadonlyMap<string, string> = new Map()): ClusterFact[] {
  const { entra } = cluster;
  return [
    { id: 'entra', label: l10n`Entra integration`, ...entraFact(cluster) },
    ...(entra.kind === 'none' ? [] : [tenantFact(signInTenant(cluster), tenantNames)]),
    ...(entra.kind === 'legacy'
      ? [
          {
            id: 'clientApp' as const,
            label: l10n`Client app`,
            ...appOf(entra.clientAppId),
            explanation: l10n`The app registration that clients sign in with.`,
          },
          {
            id: 'serverApp' as const,
            label: l10n`Server app`,
            ...appOf(entra.serverAppId),
            explanation: l10n`The app registration that is the audience of the tokens.`,
          },
        ]
      : []),
    { id: 'authorization', label: l10n`Authorization`, ...authorizationFact(cluster) },
    {
      id: 'localAccounts',
      label: l10n`Local accounts`,
      value: cluster.hasLocalAccounts ? l10n`on` : l10n`off`,
      explanation: localAccounts(cluster),
    },
    ...apiServerFacts(cluster),
    {
      id: 'kubernetes',
      label: l10n`Kubernetes`,
      value: cluster.kubernetesVersion,
      explanation: l10n`Use a kubectl within one minor version of it.`,
    },
    {
      id: 'state',
      label: l10n`State`,
      value: stateInWords(cluster),
      explanation: isBusy(cluster)
        ? l10n`Azure is changing this cluster right now.`
        : cluster.power === 'Stopped'
          ? l10n`A stopped cluster can only be started or deleted.`
          : l10n`Power state and the result of the last change.`,
    },
    {
      id: 'resourceGroup',
      label: l10n`Resource group`,
      value: cluster.resourceGroup,
      explanation: l10n`The Azure CLI takes it with -g.`,
    },
    {
      id: 'location',
      label: l10n`Location`,
      value: cluster.location,
      explanation:
        cluster.tier === undefined ? l10n`Its region in Azure.` : l10n`Its region in Azure. Tier ${cluster.tier}.`,
    },
  ];
}

function tenantFact(id: string, names: ReadonlyMap<string, string>): ClusterFact {
  const name = names.get(id.toLowerCase());
  const issues = l10n`The Entra tenant that issues tokens for this cluster.`;
  return {
    id: 'tenant',
    label: l10n`Tenant`,
    value: name ?? id,
    explanation: name === undefined ? issues : l10n`${issues} Its id is ${id}.`,
    namedId: id,
  };
}

function appOf(id: string | undefined): Pick<ClusterFact, 'value' | 'namedId'> {
  return id === undefined ? { value: l10n`not set` } : { value: id, namedId: id };
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
      ? l10n`The only way in, since Entra is not on: anyone who may fetch the clusterUser credential has full rights.`
      : l10n`No static credential is given out, and Entra is not on: nobody gets a credential.`;
  }
  return cluster.hasLocalAccounts
    ? l10n`Anyone who has the AKS Cluster Admin role can fetch a certificate that bypasses Entra.`
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
            ? l10n`Kubernetes role bindings decide what programs in the cluster may do; a static certificate of AKS ignores them.`
            : l10n`Kubernetes role bindings decide what people may do.`,
      };
    case 'none':
      return { value, explanation: l10n`Everyone who can authenticate may do everything.` };
  }
}
