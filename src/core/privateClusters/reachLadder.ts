import { admitsNobodyElse, hasPublicName } from '../clusters/apiServerFacts.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';

/** A way to a cluster’s API server, or around the network to what is inside the cluster. */
export type ReachWay = 'start' | 'publicName' | 'ranges' | 'bastion' | 'cloudShell' | 'runCommand';

export interface ReachStep {
  readonly way: ReachWay;
  readonly title: string;
  /** Whether it is of any use for this cluster as it is. */
  readonly fits: boolean;
  /** What it does, or why it is of no use here. */
  readonly reason: string;
}

/** Where the network is no reason, as far as Azure tells. */
export function isOpen(cluster: Cluster): boolean {
  return cluster.power !== 'Stopped' && !cluster.isPrivate && (cluster.authorizedIpRanges ?? []).length === 0;
}

/** In a sentence, what keeps people from a cluster’s API server. */
export function whyUnreached(cluster: Cluster): string {
  const name = quotedName(cluster.name);
  if (cluster.power === 'Stopped') {
    return l10n`${name} is stopped: it has no address until it runs, so its name is not found.`;
  }
  if (cluster.isPrivate) {
    return l10n`${name} is private: its API server has an address in its virtual network only.`;
  }
  const ranges = cluster.authorizedIpRanges ?? [];
  if (ranges.length > 0) {
    return admitsNobodyElse(ranges)
      ? l10n`${name} lets in only its own nodes: connections from elsewhere time out.`
      : l10n`${name} lets in its authorised IP ranges only: connections from elsewhere time out.`;
  }
  return l10n`Nothing in Azure is in the way: ${name} runs, is public and lets every address in. If it is not reached, look at the network, proxy or VPN on this side.`;
}

/**
 * The ladder from the simplest way to the last one: what fits this cluster first, then the rest with what it lacks.
 *
 * @param hasAz whether az is on PATH; undefined: only in a folder of the workspace, which does not count
 */
export function reachSteps(cluster: Cluster, hasAz: boolean | undefined): ReachStep[] {
  const steps = [
    start(cluster),
    publicName(cluster),
    ranges(cluster),
    bastion(cluster, hasAz),
    cloudShell(cluster),
    runCommand(cluster),
  ].map((step): ReachStep =>
    step.fits && step.way !== 'start' && cluster.power === 'Stopped'
      ? { ...step, fits: false, reason: l10n`Not while the cluster is stopped.` }
      : step,
  );
  return [...steps.filter(({ fits }) => fits), ...steps.filter(({ fits }) => !fits)];
}

function start({ power }: Cluster): ReachStep {
  const fits = power === 'Stopped';
  return {
    way: 'start',
    title: l10n`Start the Cluster…`,
    fits,
    reason: fits
      ? l10n`In the Azure portal, or by the az line. Its nodes cost money while it runs.`
      : l10n`It is running.`,
  };
}

function publicName(cluster: Cluster): ReachStep {
  const fits = hasPublicName(cluster);
  return {
    way: 'publicName',
    title: l10n`Get Credentials with Its Public Name…`,
    fits,
    reason: fits
      ? l10n`On a VPN that does not know private names: it leads to the private address.`
      : cluster.isPrivate
        ? l10n`It has no public name (enablePrivateClusterPublicFQDN is off).`
        : l10n`Its name is public already.`,
  };
}

function ranges({ authorizedIpRanges = [] }: Cluster): ReachStep {
  const fits = authorizedIpRanges.length > 0;
  return {
    way: 'ranges',
    title: l10n`Authorise Your Address…`,
    fits,
    reason: fits
      ? l10n`Shows the az line for the people who look after the cluster; it runs nowhere by itself.`
      : l10n`It has no authorised IP ranges.`,
  };
}

function bastion({ isPrivate }: Cluster, hasAz: boolean | undefined): ReachStep {
  const needs =
    hasAz === true
      ? l10n`By az aks bastion tunnel (az 2.85 or newer); the line is shown before it runs.`
      : l10n`By az aks bastion tunnel; az (2.85 or newer) is missing on VS Code’s PATH.`;
  return {
    way: 'bastion',
    title: l10n`Open Terminal through Bastion…`,
    fits: isPrivate,
    reason: isPrivate ? needs : l10n`It is for private clusters.`,
  };
}

function cloudShell(cluster: Cluster): ReachStep {
  return {
    way: 'cloudShell',
    title: l10n`Open Cloud Shell…`,
    fits: !isOpen(cluster),
    reason: isOpen(cluster)
      ? l10n`It can be reached from everywhere.`
      : cluster.isPrivate
        ? l10n`Where your Cloud Shell is set up in its virtual network or a peered one.`
        : l10n`Where the address of Cloud Shell is among the authorised ones.`,
  };
}

function runCommand({ isRunCommandOff }: Cluster): ReachStep {
  const fits = isRunCommandOff !== true;
  return {
    way: 'runCommand',
    title: l10n`Run a Command through Azure…`,
    fits,
    reason: fits
      ? l10n`Azure runs kubectl or helm inside the cluster and shows what it printed.`
      : l10n`Run command is turned off on it (disableRunCommand).`,
  };
}
