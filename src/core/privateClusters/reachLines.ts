import { getCredentialsLine } from '../access/grantCommands.ts';
import { AksEntraError } from '../aksEntraError.ts';
import type { ClusterIdParts } from '../azure/resourceId.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { assertNameOfAzure, shellOption } from '../clusterWrites/shellWord.ts';
import { l10n } from '../l10n.ts';

/** Which cluster a line of az is about. @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere */
export function targetOptions({ subscriptionId, resourceGroup, name }: ClusterIdParts): string {
  return [
    shellOption('--subscription', subscriptionId),
    shellOption('--resource-group', resourceGroup),
    shellOption('--name', name),
  ].join(' ');
}

/** An id of Azure’s as one word for bash, zsh, fish and PowerShell. @throws as `targetOptions` */
export function idWord(id: string): string {
  const parts = id.split('/').filter((part) => part !== '');
  for (const part of parts) {
    assertNameOfAzure(part);
  }
  return /^[\w./-]+$/.test(id) ? id : `'${id}'`;
}

const bastionId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/bastionHosts\/[^/]+$/i;

/** What is wrong with a text as the id of a Bastion host; undefined: nothing. */
export function problemOfBastionId(id: string): string | undefined {
  const example = '/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/bastionHosts/…';
  if (!bastionId.test(id)) {
    return l10n`A Bastion host’s id reads ${example}. The portal shows it under Properties.`;
  }
  try {
    idWord(id);
    return undefined;
  } catch {
    return l10n`Azure does not allow such a name in an id.`;
  }
}

/**
 * The line that opens a shell with a tunnel to a private cluster, of az’s extension `aks-preview`, whose command group is
 * generally available. Without `--bastion` it looks for one in the cluster’s node resource group.
 *
 * @see https://learn.microsoft.com/cli/azure/aks/bastion#az-aks-bastion-tunnel
 * @param az as a word for the shell
 * @throws as `targetOptions`; AksEntraError unexpectedAnswer for what is no Bastion host’s id
 */
export function bastionLine(cluster: ClusterIdParts, bastion: string | undefined, az = 'az'): string {
  const problem = bastion === undefined ? undefined : problemOfBastionId(bastion);
  if (problem !== undefined) {
    throw new AksEntraError('unexpectedAnswer', problem);
  }
  return [
    `${az} aks bastion tunnel ${targetOptions(cluster)}`,
    ...(bastion === undefined ? [] : [`--bastion ${idWord(bastion)}`]),
  ].join(' ');
}

/** @param version of az, such as 2.84.1; undefined where it is not known: then az itself tells */
export function isTooOldForBastion(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '2.85').split('.').map(Number);
  return major < 2 || (major === 2 && minor < 85);
}

export function startLine(cluster: ClusterIdParts): string {
  return ['az aks start', targetOptions(cluster)].join(' ');
}

/** The whole list is what az sets, so those that are there stand in it; the new one is for a person to put in. */
export function rangesLine(cluster: Cluster): string {
  const ranges = (cluster.authorizedIpRanges ?? []).filter((range) => /^[\da-f.:/]+$/i.test(range));
  // PowerShell would make a list of what has commas.
  const word = `'${[...ranges, 'YOUR_ADDRESS/32'].join(',')}'`;
  return ['az aks update', targetOptions(cluster), '--api-server-authorized-ip-ranges', word].join(' ');
}

/** What Cloud Shell runs first: az and kubectl are there already, and signed in. */
export function cloudShellLine(cluster: ClusterIdParts): string {
  return getCredentialsLine(cluster);
}
