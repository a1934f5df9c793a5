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

/** Long enough to be read; VS Code itself takes a message away after fifteen seconds. */
const announcedForMs = 10_000;

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
  const add = (name: string, side: string, text: string): vscode.Uri => {
    // The extension makes it YAML for the editor: most kubeconfigs are just called "config".
    const uri = vscode.Uri.from({ scheme, path: `/${id}/${side}/${path.basename(name)}.yaml` });
    texts.set(uri.toString(), notesAsComments(notes) + text);
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
  const open = [
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()),
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      decisions.discardClosed(closed.flatMap(shownIn), openTabs().flatMap(shownIn));
    }),
    wayBack(title, question, editors.at(-1)?.show),
  ];
  try {
    for (const { show } of editors) {
      await vscode.commands.executeCommand(show.command, ...(show.arguments as unknown[]));
    }
    const files = documents.map(({ path: file }) => file).join(l10n` and `);
    announce(withTilde(l10n`${title}, in ${files}. ${question}`), answer, discard);
    return await answer;
  } finally {
    // Where an editor could not be shown, nobody waits any more.
    discard();
    await vscode.window.tabGroups.close(
      openTabs().filter((tab) => shownIn(tab).some((each) => texts.has(each))),
      true,
    );
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

/** Says what there is to decide, to a screen reader too, and then leaves the view free. Cancel is a discard. */
function announce(message: string, answer: Promise<unknown>, discard: () => void): void {
  const options = { location: vscode.ProgressLocation.Notification, title: message, cancellable: true };
  void vscode.window.withProgress(options, async (_progress, token) => {
    token.onCancellationRequested(discard);
    const isRead = Promise.withResolvers<undefined>();
    const timer = setTimeout(isRead.resolve, announcedForMs, undefined);
    await Promise.race([answer, isRead.promise]);
    clearTimeout(timer);
  });
}

/** Leads back from wherever the user went meanwhile. */
function wayBack(title: string, question: string, show: vscode.Command | undefined): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('aksEntra.decision', vscode.StatusBarAlignment.Left);
  item.name = l10n`AKS Entra: open decision`;
  item.text = `$(diff) ${title}`;
  item.tooltip = question;
  item.accessibilityInformation = { label: l10n`Waits for a decision: ${title}. Shows it.`, role: 'button' };
  item.command = show;
  item.show();
  return item;
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
