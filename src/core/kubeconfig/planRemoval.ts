import { AksEntraError } from '../aksEntraError.ts';
import { applyChanges } from './applyChanges.ts';
import type { KubeconfigChange } from './applyChanges.ts';
import { openKubeconfig } from './editableKubeconfig.ts';
import type { SectionName } from './editableKubeconfig.ts';
import { firstOfEach, readContexts } from './readContexts.ts';
import type { ContextFacts } from './readContexts.ts';
import { readFirstModel } from './readModel.ts';
import { stringAt } from './yamlValue.ts';

/** One entry of a KUBECONFIG list. */
interface LocatedEntry {
  /** Which of the texts holds it. */
  readonly fileIndex: number;
  readonly section: SectionName;
  readonly name: string;
}

/** What goes when a context is removed, and what stays because others use it. */
export interface RemovalPlan {
  readonly contextName: string;
  readonly removed: readonly LocatedEntry[];
  readonly kept: readonly { readonly section: SectionName; readonly name: string; readonly usedBy: string }[];
  /** The texts whose current context it is. */
  readonly currentIn: readonly number[];
  /** The removed user holds a certificate or token that stays valid wherever a copy of it lies. */
  readonly removesStatic: boolean;
}

/**
 * Plans the removal of a context with its cluster and user, as far as no other context of the list uses them.
 *
 * @throws AksEntraError kubeconfigEntryNotFound, kubeconfigInvalid
 */
export function planRemoval(texts: readonly string[], contextName: string): RemovalPlan {
  const models = texts.map((text) => readFirstModel(text));
  const { contexts } = readContexts(texts);
  const context = contexts.find((candidate) => candidate.contextName === contextName);
  if (context === undefined) {
    throw new AksEntraError(
      'kubeconfigEntryNotFound',
      `There is no context named "${contextName}" in the kubeconfig any more.`,
    );
  }
  const others = contexts.filter((candidate) => candidate !== context);
  const removed: LocatedEntry[] = [{ fileIndex: context.fileIndex, section: 'contexts', name: contextName }];
  const kept: { section: SectionName; name: string; usedBy: string }[] = [];
  for (const [section, nameIn] of [
    ['clusters', (candidate: ContextFacts) => candidate.clusterName],
    ['users', (candidate: ContextFacts) => candidate.userName],
  ] as const) {
    const name = nameIn(context);
    const entry = firstOfEach(models, section).get(name);
    const user = others.find((candidate) => nameIn(candidate) === name);
    if (entry === undefined) continue;
    if (user === undefined) removed.push({ fileIndex: entry.fileIndex, section, name });
    else kept.push({ section, name, usedBy: user.contextName });
  }
  return {
    contextName,
    removed,
    kept,
    currentIn: [...models.keys()].filter((index) => stringAt(models[index], 'current-context') === contextName),
    removesStatic: context.kind === 'static' && removed.some(({ section }) => section === 'users'),
  };
}

/** The indexes of the texts that a plan changes. */
export function filesOf(plan: RemovalPlan): number[] {
  return [...new Set([...plan.removed.map(({ fileIndex }) => fileIndex), ...plan.currentIn])].toSorted((a, b) => a - b);
}

/**
 * One of the texts without the entries that a plan removes from it.
 *
 * @throws AksEntraError kubeconfigEntryNotFound where an entry is gone, and as `applyChanges`
 */
export function applyRemoval(text: string, plan: RemovalPlan, fileIndex: number): string {
  const changes: KubeconfigChange[] = plan.removed
    .filter((entry) => entry.fileIndex === fileIndex)
    .map(({ section, name }) => ({ kind: 'remove', section, name }));
  if (plan.currentIn.includes(fileIndex)) changes.push({ kind: 'setCurrentContext', contextName: '' });
  return applyChanges(openKubeconfig(text), changes);
}
