import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readBoolean, readProperty, readString, readStrings } from '../../src/core/azure/readProperty.ts';
import type { Cluster } from '../../src/core/clusters/cluster.ts';
import { legacy, managed, withAzureRbac, withoutEntra } from './cliClusters.ts';
import { addressOf, type Step } from './step.ts';

/** What is read of clusters: each side says it in its own words, and both in the same ones here. */
export const readSteps: readonly Step[] = [
  {
    title: 'list the clusters of a subscription',
    az: async (az) => namesIn(await az.run('aks', 'list', '--subscription', managed.subscriptionId)),
    ours: async (ours) => (await ours.list(managed)).map(({ name }) => name).toSorted(),
  },
  ...[withoutEntra, legacy, managed, withAzureRbac].map((cluster): Step => ({
    title: `show ${cluster.name}`,
    az: async (az) => shownByAz(await az.run('aks', 'show', ...addressOf(cluster))),
    ours: async (ours) => shownByUs((await ours.seen(cluster)).cluster),
  })),
  ...[withoutEntra, legacy, managed].map((cluster): Step => ({
    title: `get-credentials of ${cluster.name}`,
    async az(az) {
      const file = az.file(`${cluster.name}.yaml`);
      await az.run('aks', 'get-credentials', ...addressOf(cluster), '--format', 'exec', '--file', file);
      return kubeconfigFacts(readFileSync(file, 'utf8'));
    },
    ours: async (ours) => kubeconfigFacts(await ours.kubeconfig(cluster)),
  })),
];

interface Shown {
  readonly entra: string;
  readonly adminGroups: readonly string[];
  readonly hasAzureRbac: boolean;
  readonly hasLocalAccounts: boolean;
  readonly version: string;
  readonly power: string;
}

function namesIn(list: unknown): string[] {
  return (list as unknown[]).map((one) => readString(one, 'name') ?? '').toSorted();
}

function shownByAz(body: unknown): Shown {
  const profile = readProperty(body, 'aadProfile');
  const isManaged = readBoolean(profile, 'managed') === true;
  return {
    entra: profile === null || profile === undefined ? 'none' : isManaged ? 'managed' : 'legacy',
    adminGroups: readStrings(profile, 'adminGroupObjectIDs'),
    hasAzureRbac: readBoolean(profile, 'enableAzureRbac') === true,
    hasLocalAccounts: readBoolean(body, 'disableLocalAccounts') !== true,
    version: readString(body, 'currentKubernetesVersion') ?? '',
    power: readString(readProperty(body, 'powerState'), 'code') ?? '',
  };
}

function shownByUs({ entra, authorization, hasLocalAccounts, kubernetesVersion, power }: Cluster): Shown {
  return {
    entra: entra.kind,
    adminGroups: entra.kind === 'none' ? [] : entra.adminGroupObjectIds,
    hasAzureRbac: authorization === 'azureRbac',
    hasLocalAccounts,
    version: kubernetesVersion,
    power,
  };
}

/** All but certificates and keys: each simulated Azure has its own ones. */
function kubeconfigFacts(text: string): object {
  const kubeconfig = parse(text) as Record<'clusters' | 'contexts' | 'users', Record<string, object>[]>;
  return {
    current: readString(kubeconfig, 'current-context'),
    contexts: kubeconfig.contexts.map(({ name, context }) => ({ name, ...context })),
    servers: kubeconfig.clusters.map(({ name, cluster }) => [name, readString(cluster, 'server')]),
    users: kubeconfig.users.map(({ name, user = {} }) => {
      const exec = readProperty(user, 'exec');
      return [name, Object.keys(user).toSorted(), readString(exec, 'command'), readStrings(exec, 'args')];
    }),
  };
}
