import path from 'node:path';
import * as vscode from 'vscode';
import { l10n } from '../../core/l10n.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { notesAsComments } from './notesAsComments.ts';
import { type DecisionAnswer, OpenDecisions } from './openDecisions.ts';

/**
 * What a decision is about. Each has a scheme of its own, by which package.json chooses what stands in the title of the
 * editor: for `change` and `foreign` Accept and Discard, for `mode` Keep Both too, for `conflict` Keep Both, Overwrite and
 * Discard.
 */
type DecisionKind = 'change' | 'mode' | 'conflict' | 'foreign';

interface Decision {
  readonly kind: DecisionKind;
  /** What it is about: the titles of the editors begin with it. */
  readonly title: string;
  /** What the answers mean, a sentence. */
  readonly question: string;
  /** What the user should know before, in whole sentences: it stands above what is shown. */
  readonly notes: readonly string[];
  /** Their secrets hidden; what has no state before is no difference, but a text to read. */
  readonly documents: readonly { readonly path: string; readonly before?: string; readonly after: string }[];
}

/** Until a screen reader has begun to say it. */
const announcedForMs = 3_000;

const decisions = new OpenDecisions();
let made = 0;

/**
 * Shows something in editors, in whose titles the user accepts or discards it. Nothing lies on top of it, it waits as long
 * as the user likes, and a closed editor is a discard; after a reload of the window there is none.
 */
export async function decide({ kind, title, question, notes, documents }: Decision): Promise<DecisionAnswer> {
  const scheme = `aks-entra-${kind}`;
  const id = (made += 1);
  const texts = new Map<string, string>();
  const head = notesAsComments([question, ...notes].map(withTilde));
  const add = (name: string, side: string, text: string): vscode.Uri => {
    // The extension makes it YAML for the editor: most kubeconfigs are just called "config".
    const uri = vscode.Uri.from({ scheme, path: `/${id}/${side}/${path.basename(name)}.yaml` });
    texts.set(uri.toString(), head + text);
    return uri;
  };
  const editors = documents.map(({ path: file, before, after }, index) => {
    const [left, right] = [
      before === undefined ? undefined : add(file, `${index}-before`, before),
      add(file, `${index}-after`, after),
    ];
    const label = `${title}: ${path.basename(file)}`;
    const show: vscode.Command =
      left === undefined
        ? { title: label, command: 'vscode.open', arguments: [right, { preview: false }, label] }
        : { title: label, command: 'vscode.diff', arguments: [left, right, label, { preview: false }] };
    return { right, show };
  });
  const answer = decisions.ask(editors.map(({ right }) => right.toString()));
  const discard = (): void => {
    editors.slice(0, 1).forEach(({ right }) => {
      decisions.answer(right.toString(), 'discard');
    });
  };
  const open: vscode.Disposable[] = [
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()),
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      decisions.discardClosed(closed.flatMap(shownIn), openTabs().flatMap(shownIn));
    }),
  ];
  try {
    for (const { show } of editors) {
      await vscode.commands.executeCommand(show.command, ...(show.arguments as unknown[]));
    }
    // Behind the editors, whose focus a screen reader tells first.
    const files = documents.map(({ path: file }) => file).join(l10n` and `);
    open.push(wayBack(title, withTilde(l10n`${title}, in ${files}. ${question}`), editors.at(-1)?.show));
    return await answer;
  } finally {
    // Where an editor could not be shown, nobody waits any more.
    discard();
    const ours = openTabs().filter((tab) => shownIn(tab).some((each) => texts.has(each)));
    const isInFront = ours.some((tab) => tab.isActive && tab.group.isActive);
    await vscode.window.tabGroups.close(ours, true);
    if (isInFront) {
      // With the last editor VS Code leaves the focus nowhere, whether it is to be kept or not (1.139).
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    }
    vscode.Disposable.from(...open).dispose();
  }
}

/**
 * Answers what is shown in an editor.
 *
 * @param argument its document, which VS Code hands over from the title and not from a key
 */
export function answerShown(answer: DecisionAnswer, argument: unknown): void {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  const documents = argument instanceof vscode.Uri ? [argument.toString()] : tab === undefined ? [] : shownIn(tab);
  for (const document of documents) {
    decisions.answer(document, answer);
  }
}

/**
 * Says where to answer, also where a long difference begins far below the notes, and leads back from wherever the user went
 * meanwhile. It comes as an alert, which a screen reader says at once, and no toast: that would lie on what is to be decided
 * on. Words in the title itself are no way: VS Code draws their keys below them, half out of sight.
 */
function wayBack(title: string, message: string, show: vscode.Command | undefined): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('aksEntra.decision', vscode.StatusBarAlignment.Left);
  item.name = l10n`AKS Entra: open decision`;
  item.text = l10n`$(diff) ${title}: decide in the editor’s title`;
  item.tooltip = message;
  item.command = show;
  item.accessibilityInformation = { label: message, role: 'alert' };
  item.show();
  const timer = setTimeout(() => {
    item.accessibilityInformation = { label: l10n`A decision is waiting: ${title}. Shows it.`, role: 'button' };
  }, announcedForMs);
  return vscode.Disposable.from(item, {
    dispose: () => {
      clearTimeout(timer);
    },
  });
}

function openTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

/** The document of a tab: of a difference, the right one. */
function shownIn({ input }: vscode.Tab): string[] {
  if (input instanceof vscode.TabInputTextDiff) {
    return [input.modified.toString()];
  }
  return input instanceof vscode.TabInputText ? [input.uri.toString()] : [];
}
