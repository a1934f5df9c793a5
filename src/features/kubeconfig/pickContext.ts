import { AksEntraError } from '../../core/aksEntraError.ts';
import { contextsOfCluster, type KeyedCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { ContextFacts, KubeconfigFacts } from '../../core/kubeconfig/readContexts.ts';
import { l10n } from '../../core/l10n.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { contextChoice } from './contextChoice.ts';

/**
 * Lets the user pick one of the contexts; the only context of a given cluster is taken without asking.
 *
 * @param cluster or what else has contexts: limits the choice to those
 * @throws an AbortError when the user closes the picker; AksEntraError kubeconfigEntryNotFound without any context
 */
export async function pickContext(
  { contexts, currentContext }: KubeconfigFacts,
  title: string,
  placeholder: string,
  cluster?: KeyedCluster & { readonly name: string },
): Promise<ContextFacts> {
  const candidates = cluster === undefined ? contexts : contextsOfCluster(contexts, cluster);
  const [only] = candidates;
  if (only === undefined) {
    throw new AksEntraError(
      'kubeconfigEntryNotFound',
      cluster === undefined
        ? l10n`There is no context in your kubeconfig. Run “Get AKS credentials” first.`
        : l10n`${cluster.name} is not in your kubeconfig. Run “Get AKS credentials” first.`,
    );
  }
  if (cluster !== undefined && candidates.length === 1) {
    return only;
  }
  const current = candidates.find(({ contextName }) => contextName === currentContext);
  return pick({
    title,
    placeholder,
    choices: candidates.map((context) => contextChoice(context, context === current)),
    ...(current === undefined ? {} : { preselected: current }),
  });
}

/** The context that a command's argument names, as our own buttons do; undefined where there is none of that name. */
export function namedContext({ contexts }: KubeconfigFacts, argument: unknown): ContextFacts | undefined {
  const name = contextNameOf(argument);
  return contexts.find(({ contextName }) => contextName === name);
}

/** The name that it has of one, whether there is such a context or not. */
export function contextNameOf(argument: unknown): string | undefined {
  const name =
    typeof argument === 'object' && argument !== null && 'contextName' in argument ? argument.contextName : undefined;
  return typeof name === 'string' ? name : undefined;
}

/**
 * The same for a command on several rows.
 *
 * @param selected the rows that are selected, the one that was clicked among them; that one alone where it is no list
 */
export function namedContexts(facts: KubeconfigFacts, argument: unknown, selected: unknown): ContextFacts[] {
  const rows: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [argument];
  return rows.flatMap((row) => namedContext(facts, row) ?? []);
}
