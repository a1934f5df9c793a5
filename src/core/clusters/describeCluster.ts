import { isBusy, type Cluster } from './cluster.ts';

/** One fact of a cluster as a row: what it is about, what it says, and why that matters. */
export interface ClusterFact {
  readonly label: string;
  readonly value: string;
  readonly explanation: string;
}

/** A cluster's Entra integration in two or three words. */
export function entraLabel(cluster: Cluster): string {
  switch (cluster.entra.kind) {
    case 'managed':
      return 'Entra managed';
    case 'legacy':
      return 'Entra legacy';
    case 'none':
      return 'No Entra';
  }
}

function authorizationLabel(cluster: Cluster): string {
  switch (cluster.authorization) {
    case 'azureRbac':
      return 'Azure RBAC';
    case 'kubernetesRbac':
      return 'Kubernetes RBAC';
    case 'none':
      return 'No RBAC';
  }
}

/** What the cluster is doing; undefined where it simply runs. */
function stateLabel(cluster: Cluster): string | undefined {
  if (isBusy(cluster)) {
    return cluster.provisioningState;
  }
  if (cluster.power === 'Stopped') {
    return 'Stopped';
  }
  return cluster.provisioningState === 'Succeeded' ? undefined : cluster.provisioningState;
}

/** The facts that matter most, for one line: what is unusual is named, what is usual is left out. */
export function describeCluster(cluster: Cluster): string {
  return [
    stateLabel(cluster),
    entraLabel(cluster),
    authorizationLabel(cluster),
    cluster.hasLocalAccounts ? undefined : 'no local accounts',
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
    { label: 'Entra integration', ...entraFact(cluster) },
    ...(entra.kind === 'none'
      ? []
      : [
          {
            label: 'Tenant',
            value: entra.tenantId ?? cluster.tenantId,
            explanation: 'The Entra tenant that issues tokens for this cluster.',
          },
        ]),
    ...(entra.kind === 'legacy'
      ? [
          {
            label: 'Client app',
            value: entra.clientAppId ?? 'not set',
            explanation: 'The app registration that clients sign in with.',
          },
          {
            label: 'Server app',
            value: entra.serverAppId ?? 'not set',
            explanation: 'The app registration that is the audience of the tokens.',
          },
        ]
      : []),
    { label: 'Authorization', ...authorizationFact(cluster) },
    {
      label: 'Local accounts',
      value: cluster.hasLocalAccounts ? 'on' : 'off',
      explanation: cluster.hasLocalAccounts
        ? 'Whoever holds the AKS Cluster Admin role can fetch a certificate that bypasses Entra.'
        : 'No static credential exists: everyone signs in with Entra.',
    },
    {
      label: 'API server',
      value: `${cluster.apiServerHost ?? 'no address'}${cluster.isPrivate ? ' (private)' : ''}`,
      explanation: cluster.isPrivate
        ? 'Reachable from its virtual network only, through a VPN or a jump host.'
        : 'Reachable over the internet, unless authorised IP ranges say otherwise.',
    },
    {
      label: 'Kubernetes',
      value: cluster.kubernetesVersion,
      explanation: 'Use a kubectl within one minor version of it.',
    },
    {
      label: 'State',
      value: `${cluster.power === 'unknown' ? 'power state unknown' : cluster.power}, ${cluster.provisioningState}`,
      explanation: isBusy(cluster)
        ? 'Azure is changing this cluster right now.'
        : cluster.power === 'Stopped'
          ? 'A stopped cluster can only be started or deleted.'
          : 'Power state and the result of the last change.',
    },
    {
      label: 'Location',
      value: cluster.location,
      explanation: `Resource group ${cluster.resourceGroup}${cluster.tier === undefined ? '' : `, tier ${cluster.tier}`}.`,
    },
  ];
}

function entraFact(cluster: Cluster): { value: string; explanation: string } {
  switch (cluster.entra.kind) {
    case 'managed':
      return { value: 'managed', explanation: 'AKS-managed Entra integration: people sign in with their own account.' };
    case 'legacy':
      return {
        value: 'legacy',
        explanation: 'The old integration with your own app registrations. Migrate it to AKS-managed Entra.',
      };
    case 'none':
      return {
        value: 'none',
        explanation:
          cluster.authorization === 'none'
            ? 'Static credentials only, and Kubernetes RBAC is off: Entra cannot be added to this cluster.'
            : 'Static credentials only: its clusterUser credential is a full-admin certificate.',
      };
  }
}

function authorizationFact(cluster: Cluster): { value: string; explanation: string } {
  const value = authorizationLabel(cluster);
  switch (cluster.authorization) {
    case 'azureRbac':
      return { value, explanation: 'Azure role assignments decide what people may do, besides Kubernetes bindings.' };
    case 'kubernetesRbac':
      return { value, explanation: 'Kubernetes role bindings decide what people may do.' };
    case 'none':
      return { value, explanation: 'Everyone who can authenticate may do everything.' };
  }
}
