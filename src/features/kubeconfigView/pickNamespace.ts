import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { type NamespaceRow, namespaceRows } from '../../core/kubeconfigView/namespaceRows.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';

/**
 * Lets the user type a namespace or choose one: those that other contexts of the cluster have, and its own as soon as it
 * tells them.
 *
 * @param list undefined where the cluster does not tell them; it never rejects
 * @returns empty for none
 * @throws an AbortError where the picker is closed
 */
export async function pickNamespace(
  contextName: string,
  present: string,
  known: readonly string[],
  list: (signal: AbortSignal) => Promise<readonly string[] | undefined>,
): Promise<string> {
  const picker = vscode.window.createQuickPick<NamespaceRow & vscode.QuickPickItem>();
  const ends = new AbortController();
  let all = [present, ...known];
  const show = (): void => {
    picker.items = namespaceRows(picker.value.trim(), present, all);
  };
  picker.title = l10n`Namespace of ${printable(contextName)}`;
  picker.placeholder = l10n`Type a namespace, or choose one`;
  picker.ignoreFocusOut = true;
  picker.busy = true;
  picker.onDidChangeValue(show);
  show();
  void list(ends.signal).then((listed = []) => {
    if (!ends.signal.aborted) {
      all = [...all, ...listed];
      picker.busy = false;
      show();
    }
  });
  try {
    return await new Promise((resolve, reject) => {
      picker.onDidAccept(() => {
        const typed = picker.value.trim();
        // Enter may come before the row of what was typed is there.
        const row = picker.selectedItems[0] ?? namespaceRows(typed, present, all).find(({ label }) => label === typed);
        const namespace = row?.namespace;
        if (namespace !== undefined) {
          resolve(namespace);
        }
      });
      picker.onDidHide(() => {
        reject(cancellation());
      });
      picker.show();
    });
  } finally {
    ends.abort(cancellation());
    picker.dispose();
  }
}
