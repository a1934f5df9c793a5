import { AksEntraError } from '../aksEntraError.ts';
import { applyChanges, type KubeconfigChange } from '../kubeconfigText/applyChanges.ts';
import { openKubeconfig, type SectionName } from '../kubeconfigText/editableKubeconfig.ts';
import { type ContextFacts, firstOfEach, readContexts } from '../kubeconfig/readContexts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { withPathInErrors } from '../kubeconfigText/withPathInErrors.ts';
import type { KubeconfigFile } from '../kubeconfig/kubeconfigStore.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { stringAt } from '../yamlValue.ts';

/** One entry of a KUBECONFIG list. */
interface LocatedEntry {
  /** Which of the texts holds it. */
  readonly fileIndex: number;
  readonly section: SectionName;
  readonly name: string;
}

interface KeptEntry {
  readonly section: SectionName;
  readonly name: string;
  readonly usedBy: { readonly contextName: string; readonly fileIndex: number };
}

/** What goes when a context is removed, and what stays because others use it. */
export interface RemovalPlan {
  readonly contextName: string;
  readonly removed: readonly LocatedEntry[];
  readonly kept: readonly KeptEntry[];
  /** The texts that name it as the current context. Of them, kubectl heeds the first that names any. */
  readonly currentIn: readonly number[];
  /** It is what kubectl uses by itself. */
  readonly wasCurrent: boolean;
  /** What kubectl uses by itself afterwards: another text may set it. */
  readonly currentAfter: string | undefined;
  /** The text whose context of the same name kubectl finds afterwards. */
  readonly reappearsIn: number | undefined;
  /** The removed user holds a certificate or token that stays valid wherever a copy of it lies. */
  readonly removesStatic: boolean;
}

/**
 * Plans the removal of a context with its cluster and user, as far as no other context of the list uses them. One of the
 * same name in a later text is another context: it reappears.
 *
 * @throws AksEntraError kubeconfigEntryNotFound, kubeconfigInvalid
 */
export function planRemoval(texts: readonly string[], contextName: string): RemovalPlan {
  const models = texts.map((text) => readFirstModel(text));
  const { contexts, currentContext } = readContexts(texts);
  const context = contexts.find((candidate) => candidate.contextName === contextName);
  if (context === undefined) {
    throw new AksEntraError(
      'kubeconfigEntryNotFound',
      l10n`There is no context named "${printable(contextName)}" in the kubeconfig any more.`,
    );
  }
  const reappearing = nextOfName(texts, context);
  const others = contexts.filter((other) => other !== context).concat(reappearing ?? []);
  const removed: LocatedEntry[] = [{ fileIndex: context.fileIndex, section: 'contexts', name: contextName }];
  const kept: KeptEntry[] = [];
  for (const [section, key] of [
    ['clusters', 'clusterName'],
    ['users', 'userName'],
  ] as const) {
    const name = context[key];
    const entry = firstOfEach(models, section).get(name);
    const user = others.find((other) => other[key] === name);
    if (entry === undefined) {
      continue;
    }
    if (user === undefined) {
      removed.push({ fileIndex: entry.fileIndex, section, name });
    } else {
      kept.push({ section, name, usedBy: { contextName: user.contextName, fileIndex: user.fileIndex } });
    }
  }
  const currents = models.map((model) => stringAt(model, 'current-context') ?? '');
  return {
    contextName,
    removed,
    kept,
    currentIn: [...currents.keys()].filter((index) => currents[index] === contextName),
    wasCurrent: currentContext === contextName,
    currentAfter: currents.find((name) => name !== '' && name !== contextName),
    reappearsIn: reappearing?.fileIndex,
    removesStatic: context.kind === 'static' && removed.some(({ section }) => section === 'users'),
  };
}

/** The context of the same name that kubectl finds in a later text once this one is gone. */
function nextOfName(texts: readonly string[], { contextName, fileIndex }: ContextFacts): ContextFacts | undefined {
  const start = fileIndex + 1;
  const next = readContexts(texts.slice(start)).contexts.find((context) => context.contextName === contextName);
  return next === undefined ? undefined : { ...next, fileIndex: start + next.fileIndex };
}

/**
 * The texts without the entries that a plan removes from them; what is wrong with one is said with its file in front.
 *
 * @param files that the removal was planned for
 * @throws AksEntraError as `applyRemoval`
 */
export function textsWithout(files: readonly KubeconfigFile[], plan: RemovalPlan): string[] {
  const changed = new Set([...plan.removed.map(({ fileIndex }) => fileIndex), ...plan.currentIn]);
  return files.map(({ path, text }, index) =>
    changed.has(index) ? withPathInErrors(path, () => applyRemoval(text, plan, index)) : text,
  );
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
  if (plan.currentIn.includes(fileIndex)) {
    changes.push({ kind: 'setCurrentContext', contextName: '' });
  }
  return applyChanges(openKubeconfig(text), changes);
}
