import type {
  FileRow,
  HiddenContext,
  KubeconfigContents,
  UsedContext,
} from '../../core/kubeconfigView/kubeconfigRows.ts';
import type { Remedy } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { type ContextFact, factsOfContext, type KnownNames } from './contextFactTexts.ts';

/** What a row of the view stands for. */
export type KubeconfigNode =
  | FileRow
  | UsedContext
  | HiddenContext
  | { readonly kind: 'fact'; readonly context: UsedContext; readonly fact: ContextFact }
  /** Why a file cannot be read or loaded. */
  | { readonly kind: 'problem'; readonly path: string; readonly text: string }
  /** A way out of it. */
  | { readonly kind: 'remedy'; readonly path: string; readonly remedy: Remedy };

/**
 * The view's element: a class of its own, so that a command can tell our rows from anything else it is given. Commands of
 * other rooms look for `contextName`, which only a context has that kubectl finds.
 */
export class KubeconfigRow {
  readonly node: KubeconfigNode;

  constructor(node: KubeconfigNode) {
    this.node = node;
  }

  get contextName(): string | undefined {
    return this.node.kind === 'context' ? this.node.facts.contextName : undefined;
  }
}

/** The first level: the files; where there is one, and nothing is wrong with it, its contexts. Empty where there is no context. */
export function rootNodes({ files }: KubeconfigContents): readonly KubeconfigNode[] {
  const [first, ...others] = files;
  if (first === undefined || files.every(({ state }) => state.kind === 'missing')) {
    return [];
  }
  return others.length === 0 && first.state.kind === 'read' ? first.contexts : files;
}

/** @param names of accounts and tenants, as far as they are known; @param nowMs for what a certificate has left */
export function nodesBelow(node: KubeconfigNode, names: KnownNames, nowMs: number): readonly KubeconfigNode[] {
  switch (node.kind) {
    case 'file':
      return nodesOfFile(node);
    case 'context':
      return factsOfContext(node, names, nowMs).map((fact) => ({ kind: 'fact', context: node, fact }));
    case 'hiddenContext':
    case 'fact':
    case 'problem':
    case 'remedy':
      return [];
  }
}

/** The node below which it stands; undefined for the first level. */
export function parentOf(node: KubeconfigNode, contents: KubeconfigContents): KubeconfigNode | undefined {
  if (node.kind === 'fact') {
    return node.context;
  }
  return rootNodes(contents).find((root) => root.kind === 'file' && root !== node && root.path === node.path);
}

/**
 * The rows that a command is for. A key names the focused row alone: as in a menu, all selected rows are meant where it is
 * one of them.
 *
 * @param selected what a menu names beside the row
 */
export function rowsFor(argument: unknown, selected: unknown, selection: readonly KubeconfigRow[]): readonly unknown[] {
  if (Array.isArray(selected) && selected.length > 0) {
    return selected;
  }
  return selection.some((row) => row === argument) ? selection : [argument];
}

function nodesOfFile({ path, state, contexts }: FileRow): readonly KubeconfigNode[] {
  return state.kind === 'refused' ? [...problemNodes(path, state), ...contexts] : contexts;
}

function problemNodes(
  path: string,
  { problem, line }: Extract<FileRow['state'], { kind: 'refused' }>,
): KubeconfigNode[] {
  // One without a line may be none that an editor opens.
  const first: Remedy =
    line === undefined
      ? { kind: 'checkSetup', title: l10n`Check My AKS Setup` }
      : { kind: 'openFile', title: l10n`Open the File`, path, line };
  const remedies: readonly Remedy[] = [first, { kind: 'restoreBackup', title: l10n`Restore a Backup…` }];
  return [
    { kind: 'problem', path, text: problem },
    ...remedies.map((remedy) => ({ kind: 'remedy', path, remedy }) as const),
  ];
}

/** What is said above the rows; empty where there is nothing to say. */
export function messageOf({ files, currentContext }: KubeconfigContents): string {
  if (files.some(({ state }) => state.kind === 'refused')) {
    // Of one file alone its row says it.
    return files.length === 1 ? '' : l10n`kubectl uses none of these files as long as it cannot use one of them.`;
  }
  const contexts = files.flatMap((file) => file.contexts);
  const isThere = contexts.some((context) => context.kind === 'context' && context.isCurrent);
  return currentContext === undefined || isThere || contexts.length === 0
    ? ''
    : l10n`The current context ${quotedName(currentContext)} is not there.`;
}

/** No two rows of the view have the same one: a context's name is there once in a file, and a file once in the list. */
export function rowId(node: KubeconfigNode): string {
  switch (node.kind) {
    case 'file':
      return JSON.stringify(['file', node.path]);
    case 'context':
      return JSON.stringify(['context', node.path, node.facts.contextName]);
    case 'hiddenContext':
      return JSON.stringify(['context', node.path, node.hiddenName]);
    case 'fact':
      return JSON.stringify(['fact', node.context.path, node.context.facts.contextName, node.fact.id]);
    case 'problem':
      return JSON.stringify(['problem', node.path]);
    case 'remedy':
      return JSON.stringify(['remedy', node.path, node.remedy.kind]);
  }
}
