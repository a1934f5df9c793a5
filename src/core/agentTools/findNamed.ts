import { AksEntraError } from '../aksEntraError.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { ContextFacts, KubeconfigFacts } from '../kubeconfig/readContexts.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import { asData } from './answerText.ts';

/** More would tell a model no more. */
const mostNamed = 5;

/**
 * The cluster that a caller names.
 *
 * @param wanted its ARM id, or its name where that is one cluster's alone
 * @throws AksEntraError notFound, toolInputInvalid
 */
export function namedCluster(clusters: readonly SeenCluster[], wanted: string): SeenCluster {
  const key = wanted.toLowerCase();
  const byId = clusters.find(({ cluster }) => cluster.id.toLowerCase() === key);
  const named = byId === undefined ? clusters.filter(({ cluster }) => isCalled(cluster.name, wanted)) : [byId];
  const [found, ...others] = named;
  if (found === undefined) {
    throw new AksEntraError(
      'notFound',
      l10n`No cluster ${quotedName(wanted)} is listed. The tool listClusters tells which there are.`,
    );
  }
  if (others.length > 0) {
    const ids = named.slice(0, mostNamed).map(({ cluster }) => asData(cluster.id));
    throw new AksEntraError(
      'toolInputInvalid',
      l10n`${named.length} clusters are called ${quotedName(wanted)}. Give the id of one of them: ${ids.join(', ')}.`,
    );
  }
  return found;
}

/**
 * The context that a caller names, as it is in the file or as an answer has it.
 *
 * @throws AksEntraError kubeconfigEntryNotFound, toolInputInvalid
 */
export function namedContext({ contexts }: Pick<KubeconfigFacts, 'contexts'>, wanted: string): ContextFacts {
  const exact = contexts.find(({ contextName }) => contextName === wanted);
  const [found, ...others] =
    exact === undefined ? contexts.filter((one) => asData(one.contextName) === wanted) : [exact];
  if (found === undefined) {
    throw new AksEntraError(
      'kubeconfigEntryNotFound',
      l10n`There is no context ${quotedName(wanted)} in the kubeconfig. The tool listContexts tells which there are.`,
    );
  }
  if (others.length > 0) {
    throw new AksEntraError(
      'toolInputInvalid',
      l10n`Several contexts look like ${quotedName(wanted)}. Only the person can tell them apart.`,
    );
  }
  return found;
}

/** Azure does not tell capital from small letters. */
function isCalled(name: string, wanted: string): boolean {
  return [name, asData(name)].some((one) => one.toLowerCase() === wanted.toLowerCase());
}
