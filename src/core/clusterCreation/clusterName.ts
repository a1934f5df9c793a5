import { l10n } from '../l10n.ts';

/** The longest name that Azure gives the group of a cluster’s nodes, which it makes of three names. */
const longestNodeGroup = 80;

/**
 * What Azure would refuse about a cluster’s name; undefined where it takes it.
 *
 * @param taken names of clusters that are known to be in the group
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerservice
 */
export function clusterNameProblem(
  name: string,
  place: { readonly resourceGroup: string; readonly location: string },
  taken: readonly string[] = [],
): string | undefined {
  if (name === '') {
    return l10n`The cluster needs a name.`;
  }
  if (/[^a-z0-9_-]/i.test(name)) {
    return l10n`Only letters (a–z), digits, hyphens and underscores may be in the name.`;
  }
  if (!/^[a-z0-9].*$/i.test(name) || !/[a-z0-9]$/i.test(name)) {
    return l10n`The name begins and ends with a letter or digit.`;
  }
  if (name.length > 63) {
    return l10n`The name has ${name.length} characters; Azure allows 63.`;
  }
  if (taken.some((one) => one.toLowerCase() === name.toLowerCase())) {
    return nameTaken(name, place.resourceGroup);
  }
  const tooMany = `MC_${place.resourceGroup}_${name}_${place.location}`.length - longestNodeGroup;
  return tooMany > 0
    ? l10n`Azure names the group of the nodes after group, cluster and region, with 80 characters at most: the name is ${tooMany} too long.`
    : undefined;
}

/** What is said where a cluster of that name is there already. */
export function nameTaken(name: string, resourceGroup: string): string {
  return l10n`There is a cluster ${name} in ${resourceGroup} already. Choose another name.`;
}

/**
 * What Azure would refuse about the name of a new resource group; undefined where it takes it.
 *
 * @param present groups that there are
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
 */
export function groupNameProblem(name: string, present: readonly string[]): string | undefined {
  if (name === '') {
    return l10n`The group needs a name.`;
  }
  if (/[^\p{L}\p{Nd}_.()-]/u.test(name)) {
    return l10n`Only letters, digits, hyphens, underscores, full stops and round brackets may be in the name.`;
  }
  if (name.endsWith('.')) {
    return l10n`The name does not end with a full stop.`;
  }
  if (name.length > 90) {
    return l10n`The name has ${name.length} characters; Azure allows 90.`;
  }
  return present.some((one) => one.toLowerCase() === name.toLowerCase())
    ? l10n`There is a group of that name already: go back and choose it.`
    : undefined;
}

/** What Azure would refuse about a number of nodes; undefined where it takes it. */
export function nodeCountProblem(text: string): string | undefined {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= 1000 ? undefined : l10n`A whole number from 1 to 1000.`;
}

/** What Azure would refuse about the size of a machine, as far as its form tells; undefined where it may take it. */
export function nodeSizeProblem(text: string): string | undefined {
  return text === '' || /^Standard_[A-Za-z]+\d+[\w-]*$/i.test(text)
    ? undefined
    : l10n`A size is called, for example, Standard_D4s_v5. Leave it empty and Azure chooses.`;
}
