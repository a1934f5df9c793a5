import { hostOf } from '../kubeconfig/contextsOfCluster.ts';
import { describeSignIn } from '../kubeconfig/describeContext.ts';
import type { ContextFacts, KubeconfigFacts } from '../kubeconfig/readContexts.ts';
import { type Answer, fitting } from './answerText.ts';
import { leftOutAnswer } from './clustersAnswer.ts';

const mostContexts = 100;

/**
 * The contexts of the kubeconfig, and which of them is current.
 *
 * @param search words that all have to stand somewhere in what is told of a context
 */
export function contextsAnswer(facts: KubeconfigFacts, search: string | undefined): Answer {
  const words = (search ?? '').toLowerCase().split(/\s+/);
  const all = facts.contexts.map((context) => ({ ...contextFacts(context), isCurrent: context === facts.current }));
  const found = all.filter((entry) => words.every((word) => searchTextOf(entry).includes(word)));
  // Whatever is left out, the current one is told.
  const { entries, leftOut } = fitting(
    found.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent)),
    mostContexts,
    (entry) => entry,
  );
  return {
    ...(facts.currentContext === undefined ? {} : { currentContext: facts.currentContext }),
    ...(facts.currentContext !== undefined && facts.current === undefined ? { isCurrentContextMissing: true } : {}),
    contexts: entries,
    ...(search === undefined ? { count: all.length } : { count: found.length, ofAll: all.length }),
    ...leftOutAnswer(leftOut),
  };
}

/** What may be told of a context: where it leads and how it signs in, and nothing that it signs in with. */
function contextFacts(context: ContextFacts): Answer {
  const { contextName, clusterName, server, namespace, entra, metadata } = context;
  const host = hostOf(server);
  return {
    name: contextName,
    cluster: clusterName,
    ...(host === undefined ? {} : { serverHost: host }),
    ...(namespace === undefined ? {} : { namespace }),
    signIn: describeSignIn(context),
    ...(entra?.login === undefined ? {} : { loginMode: entra.login }),
    ...(entra?.tenantId === undefined ? {} : { tenantId: entra.tenantId }),
    ...(metadata?.clusterId === undefined ? {} : { clusterId: metadata.clusterId }),
  };
}

function searchTextOf(entry: Answer): string {
  return Object.values(entry)
    .filter((value) => typeof value === 'string')
    .join('\n')
    .toLowerCase();
}
