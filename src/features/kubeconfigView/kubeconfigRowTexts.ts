import type { FileRow, HiddenContext, UsedContext } from '../../core/kubeconfigView/kubeconfigRows.ts';
import { hasLoginMode } from '../../core/conversion/convertibleContexts.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { shownPath, shownPaths } from '../../core/shownPath.ts';
import { errorIcon, remedyIcon, warningIcon } from '../../ui/rows/rowIcons.ts';
import type { RowTexts } from '../../ui/rows/rowItem.ts';
import { type ContextFact, factsOfContext, type KnownNames, loginWords } from './contextFactTexts.ts';
import type { KubeconfigNode } from './kubeconfigNodes.ts';

/** What its login mode can become; what signs in through VS Code has tokens to renew. The current one cannot be made that. */
type ContextKind =
  'context' | 'currentContext' | 'entraContext' | 'currentEntraContext' | 'vscodeContext' | 'currentVscodeContext';

/** A row of the view in words. */
export interface KubeconfigRowTexts extends RowTexts {
  readonly tooltip: { readonly heading: string; readonly lines: readonly string[] };
  readonly accessibleLabel: string;
  readonly contextValue:
    ContextKind | 'hiddenContext' | 'kubeconfigFile' | 'missingFile' | 'fact' | 'idFact' | 'problem' | 'remedy';
}

const factIcons: Readonly<Record<ContextFact['id'], string>> = {
  cluster: 'server-environment',
  server: 'globe',
  login: 'key',
  certificate: 'verified',
  namespace: 'symbol-namespace',
  account: 'account',
  tenant: 'azure',
};

/** Where the texts are made: the home folder of paths, what is known by name, and the time. */
export interface TextPorts {
  readonly home: string;
  readonly names: KnownNames;
  readonly nowMs: number;
}

export function kubeconfigRowTexts(node: KubeconfigNode, ports: TextPorts): KubeconfigRowTexts {
  switch (node.kind) {
    case 'file':
      return fileTexts(node, ports.home);
    case 'context':
      return contextTexts(node, ports);
    case 'hiddenContext':
      return hiddenTexts(node, ports.home);
    case 'fact':
      return factTexts(node.fact);
    case 'problem': {
      const text = shownPaths(node.text, ports.home);
      return {
        label: printable(text),
        tooltip: { heading: shownPath(node.path, ports.home), lines: [text] },
        accessibleLabel: text,
        contextValue: 'problem',
        icon: { name: 'info' },
        below: 'nothing',
      };
    }
    case 'remedy': {
      const { title } = node.remedy;
      return {
        label: title,
        tooltip: { heading: title, lines: [] },
        accessibleLabel: title,
        contextValue: 'remedy',
        icon: remedyIcon,
        below: 'nothing',
        remedy: node.remedy,
      };
    }
  }
}

function fileTexts({ path, state, contexts }: FileRow, home: string): KubeconfigRowTexts {
  const label = shownPath(path, home);
  const isMissing = state.kind === 'missing';
  const lines = {
    read: [countOf(contexts.length)],
    missing: [l10n`does not exist`, l10n`kubectl skips it.`],
    refused: [l10n`kubectl cannot use it`, l10n`Until this is corrected, kubectl uses none of its files.`],
  }[state.kind];
  return {
    label,
    description: lines[0] ?? '',
    tooltip: { heading: printable(path), lines },
    accessibleLabel: [label, ...lines].join(', '),
    contextValue: isMissing ? 'missingFile' : 'kubeconfigFile',
    icon: isMissing ? { name: 'circle-slash' } : state.kind === 'read' ? { name: 'file' } : errorIcon,
    below: isMissing ? 'nothing' : 'expanded',
  };
}

function countOf(count: number): string {
  return count === 1 ? l10n`1 context` : l10n`${count} contexts`;
}

function contextTexts(context: UsedContext, { home, names, nowMs }: TextPorts): KubeconfigRowTexts {
  const { facts, isCurrent, path } = context;
  const label = printable(facts.contextName);
  const all = factsOfContext(context, names, nowMs);
  const wrong = all.filter(({ needsAttention }) => needsAttention === true);
  const login = loginWords(context, nowMs);
  const isWithoutCluster = facts.server === undefined;
  const description = [
    isCurrent ? l10n`current` : undefined,
    isWithoutCluster ? l10n`no such cluster` : undefined,
    facts.namespace === undefined || facts.namespace === '' ? undefined : printable(facts.namespace),
    login,
  ].filter((part) => part !== undefined);
  const said = all.map(({ label: what, value }) => `${what}: ${value}`);
  const explained = wrong.flatMap(({ explanation }) => explanation ?? []);
  const state = isCurrent ? [l10n`current context`] : [];
  return {
    label,
    description: description.join(' · '),
    tooltip: {
      heading: label,
      lines: [...(isCurrent ? [l10n`kubectl’s current context`] : []), ...said, shownPath(path, home), ...explained],
    },
    accessibleLabel: [[label, ...state].join(', '), ...said, ...explained].join('. '),
    contextValue: contextKind(context),
    icon: wrong.length > 0 ? warningIcon : { name: isCurrent ? 'pass-filled' : 'circle-outline' },
    below: 'collapsed',
  };
}

function contextKind({ facts, signIn, isCurrent }: UsedContext): ContextKind {
  // A token beside it goes before our plugin.
  if (signIn.kind === 'vscode') {
    return isCurrent ? 'currentVscodeContext' : 'vscodeContext';
  }
  if (hasLoginMode(facts)) {
    return isCurrent ? 'currentEntraContext' : 'entraContext';
  }
  return isCurrent ? 'currentContext' : 'context';
}

function hiddenTexts({ hiddenName, behind }: HiddenContext, home: string): KubeconfigRowTexts {
  const label = printable(hiddenName);
  const sentence = l10n`kubectl uses the context ${quotedName(hiddenName)} of ${shownPath(behind, home)}, which comes first.`;
  return {
    label,
    description: l10n`not used`,
    tooltip: { heading: label, lines: [sentence] },
    accessibleLabel: l10n`${label}, not used. ${sentence}`,
    contextValue: 'hiddenContext',
    icon: { name: 'circle-slash' },
    below: 'nothing',
  };
}

function factTexts({ id, label, value, explanation, needsAttention, namedId }: ContextFact): KubeconfigRowTexts {
  const more = explanation === undefined ? [] : [explanation];
  return {
    label,
    description: value,
    tooltip: { heading: label, lines: [value, ...more] },
    accessibleLabel: [`${label}: ${value}`, ...more].join('. '),
    contextValue: namedId === undefined ? 'fact' : 'idFact',
    icon: needsAttention === true ? warningIcon : { name: factIcons[id] },
    below: 'nothing',
  };
}
