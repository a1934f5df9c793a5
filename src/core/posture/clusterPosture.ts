import { AksEntraError } from '../aksEntraError.ts';
import { readBoolean, readItems, readProperty, readString } from '../azure/readProperty.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { clusterFromArm } from '../clusters/clusterFromArm.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { ClusterDocument } from '../clusterWrites/rawCluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';

/** How people get onto a cluster’s nodes, as far as its pools tell. */
type NodeSsh =
  /** The version in which this cloud was asked does not know of it. */
  | { readonly kind: 'notChecked' }
  /** Azure’s words in small letters, each once; `unset` where a pool says nothing. */
  | { readonly kind: 'checked'; readonly access: readonly string[] };

/** What decides who gets into a cluster, from a fresh answer of Azure. */
export interface ClusterPosture {
  /** With the cluster as it is now. */
  readonly seen: SeenCluster;
  readonly cluster: Cluster;
  readonly hasRunCommand: boolean;
  readonly nodeSsh: NodeSsh;
}

/** The first stable version that tells how people get onto nodes with Entra. */
const sshSince = '2026-06-01';

/**
 * Reads what the report looks at.
 *
 * @throws AksEntraError unexpectedAnswer where the answer is no cluster
 */
export function clusterPosture(seen: SeenCluster, { body, apiVersion }: ClusterDocument): ClusterPosture {
  const cluster = clusterFromArm(body, seen.cluster.tenantId);
  if (cluster === undefined) {
    throw new AksEntraError(
      'unexpectedAnswer',
      l10n`Azure’s answer about ${printable(seen.cluster.name)} was not understood.`,
    );
  }
  const properties = readProperty(body, 'properties');
  const access = readProperty(properties, 'apiServerAccessProfile');
  return {
    seen: { ...seen, cluster },
    cluster,
    hasRunCommand: readBoolean(access, 'disableRunCommand') !== true,
    // The versions are dates: their order is that of their texts.
    nodeSsh: apiVersion < sshSince ? { kind: 'notChecked' } : nodeSsh(readItems(properties, 'agentPoolProfiles')),
  };
}

function nodeSsh(pools: readonly unknown[]): NodeSsh {
  const access = pools.map(
    (pool) => readString(readProperty(pool, 'securityProfile'), 'sshAccess')?.toLowerCase() ?? 'unset',
  );
  return { kind: 'checked', access: [...new Set(access)].toSorted() };
}
