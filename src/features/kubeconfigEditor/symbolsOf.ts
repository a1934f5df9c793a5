import * as vscode from 'vscode';
import type { PlacedKubeconfig, SectionKind, TextPlace } from '../../core/kubeconfigEditor/kubeconfigSections.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';

const kinds: Readonly<Record<SectionKind, vscode.SymbolKind>> = {
  contexts: vscode.SymbolKind.Namespace,
  clusters: vscode.SymbolKind.Object,
  users: vscode.SymbolKind.Key,
};

/** The outline of a kubeconfig: its lists, and the entries of each. */
export function symbolsOf(
  { sections, currentContext }: PlacedKubeconfig,
  rangeOf: (place: TextPlace) => vscode.Range,
): vscode.DocumentSymbol[] {
  return sections.map(({ kind, key, place, entries }) => {
    const list = new vscode.DocumentSymbol(kind, '', vscode.SymbolKind.Array, rangeOf(place), rangeOf(key));
    list.children = entries.map((entry) => {
      const isCurrent = kind === 'contexts' && entry.name.value === currentContext?.value;
      const detail = isCurrent ? l10n`current` : '';
      const name = printable(entry.name.value);
      return new vscode.DocumentSymbol(name, detail, kinds[kind], rangeOf(entry.place), rangeOf(entry.name));
    });
    return list;
  });
}
