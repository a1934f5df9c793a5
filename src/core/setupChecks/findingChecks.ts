import { type CheckRemedy, type CheckRow, worstState } from '../checks/checkRow.ts';
import { findInKubeconfig } from '../kubeconfigFindings/findInKubeconfig.ts';
import type { KubeconfigFinding, KubeconfigSurroundings } from '../kubeconfigFindings/kubeconfigFinding.ts';
import { placedKubeconfig } from '../kubeconfigFindings/kubeconfigNodes.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import { lineOfOffset } from '../yaml/syntaxTree.ts';
import { shownPath } from '../shownPath.ts';

/** A kubeconfig's text, and what of the machine decides about it. */
export interface FindingsText {
  readonly text: string;
  readonly surroundings: KubeconfigSurroundings;
}

/** Something found, and whose it is. */
interface Found {
  readonly finding: KubeconfigFinding;
  readonly path: string;
  readonly line: number;
  /** As in `user “a”`, or where it stands. */
  readonly owner: string;
}

type Code = KubeconfigFinding['code'];

/** What a row of its own tells already. */
const toldElsewhere: readonly Code[] = ['widePermissions', 'missingKubelogin', 'otherKubelogin', 'refusedPlugin'];

/** What everybody's setup is looked through for; whatever else is found has a row where there is any. */
const kinds: readonly {
  readonly id: string;
  readonly title: string;
  readonly fine: string;
  readonly codes: readonly Code[];
}[] = [
  {
    id: 'legacyAuthProvider',
    title: l10n`Format azure`,
    fine: l10n`no user has it`,
    codes: ['legacyAuthProvider'],
  },
  {
    id: 'oldExecVersion',
    title: l10n`Plugin protocol`,
    fine: l10n`none is v1alpha1`,
    codes: ['oldExecVersion'],
  },
  {
    id: 'staticBesideExec',
    title: l10n`Static credentials`,
    fine: l10n`none keeps a plugin from running`,
    codes: ['staticBesideExec'],
  },
  {
    id: 'deadPath',
    title: l10n`Named programs and files`,
    fine: l10n`all are there`,
    codes: ['deadPath', 'missingPlugin'],
  },
];

/** What is found in the texts, a row for each kind, with what it is about below. */
export function findingChecks(texts: readonly FindingsText[], home: string): CheckRow[] {
  if (texts.length === 0) {
    return [];
  }
  const found = texts
    .flatMap((each) => foundIn(each, home))
    .filter(({ finding: { code } }) => !toldElsewhere.includes(code));
  const rows = kinds.map(({ id, title, fine, codes }): CheckRow => {
    const own = found.filter(({ finding: { code } }) => codes.includes(code));
    return own.length === 0 ? { id, title, state: 'ok', summary: fine } : { id, title, ...summaryOf(own, home) };
  });
  const listed = new Set(kinds.flatMap(({ codes }) => codes));
  const others = found.filter(({ finding: { code } }) => !listed.has(code));
  return others.length === 0
    ? rows
    : [...rows, { id: 'otherFindings', title: l10n`Entries of the kubeconfig`, ...summaryOf(others, home) }];
}

function summaryOf(found: readonly Found[], home: string): Omit<CheckRow, 'id' | 'title'> {
  const rows = found.map(({ finding, path, line, owner }, index): CheckRow => {
    const { code, severity, message, fix } = finding;
    const open = { kind: 'openFile', title: l10n`Open the File There`, path, line } as const;
    const summary = l10n`${shownPath(path, home)}, line ${line}`;
    const remedies = fix === undefined || fix.kind === 'edit' ? [open] : [fix, open];
    return { id: `${code}${index}`, title: owner, state: severity, summary, details: [message], remedies };
  });
  const all = convertAll(found);
  return {
    state: worstState(rows),
    summary: found.length === 1 ? l10n`1 entry` : l10n`${found.length} entries`,
    ...(all === undefined ? {} : { remedies: [all] }),
    rows,
  };
}

/** One click for several users that only need to be converted. */
function convertAll(found: readonly Found[]): CheckRemedy | undefined {
  const fixes = found.flatMap(({ finding: { fix } }) => (fix?.kind === 'convert' ? [fix] : []));
  const [first] = fixes;
  return first === undefined
    ? undefined
    : { ...first, contextNames: [...new Set(fixes.flatMap(({ contextNames }) => contextNames))] };
}

function foundIn({ text, surroundings }: FindingsText, home: string): Found[] {
  const root = placedKubeconfig(text);
  const sections = [
    ['users', (name: string) => l10n`User ${quotedName(name)}`],
    ['clusters', (name: string) => l10n`Cluster ${quotedName(name)}`],
    ['contexts', (name: string) => l10n`Context ${quotedName(name)}`],
  ] as const;
  const entries = sections.flatMap(([section, title]) =>
    (root?.maps(section) ?? []).map((entry) => ({ entry, title: title(entry.scalar('name')?.value ?? '') })),
  );
  return findInKubeconfig(text, surroundings).map((finding) => ({
    finding,
    path: surroundings.path,
    line: lineOfOffset(text, finding.start),
    owner: entries.find(({ entry }) => entry.covers(finding.start))?.title ?? shownPath(surroundings.path, home),
  }));
}
