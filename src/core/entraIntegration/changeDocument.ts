import type { AccessProof } from '../access/accessProof.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { changeLimits, entraLimits } from './entraLimits.ts';
import { equivalentCommand } from './equivalentCommand.ts';
import { headline } from './goalTexts.ts';
import { clusterDiff } from './clusterDiff.ts';
import type { EntraUpdate } from './plannedProfile.ts';
import type { JsonObject } from '../clusterWrites/rawCluster.ts';

/** What people should know of a change before they say yes, in the order in which it matters. */
export interface ChangeNotice {
  readonly text: string;
  readonly command?: string;
}

/** What holds for the cluster, and for what was chosen; whether one keeps access comes first. */
export function changeNotices(body: JsonObject, change: EntraUpdate, proof?: AccessProof): ChangeNotice[] {
  return [
    ...(proof === undefined ? [] : [{ text: proof.text }]),
    ...entraLimits(body, change.goal).notices,
    ...changeLimits(body, change).notices,
  ];
}

/**
 * Everything that a change is, as a Markdown text to read and copy from: what to know, what changes before and after,
 * and the same change for az and for templates. A picker lies over the first lines, whose sentences the question repeats.
 *
 * @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere
 */
export function changeDocument(
  cluster: Cluster,
  body: JsonObject,
  change: EntraUpdate,
  groupNames: ReadonlyMap<string, string>,
  proof?: AccessProof,
): string {
  const { az, bicep, arm } = equivalentCommand(cluster, change);
  const signs = { same: ' ', removed: '-', added: '+' };
  const diff = clusterDiff(body, change).map(({ kind, text }) => `${signs[kind]} ${withName(text, groupNames)}`);
  return [
    `# ${headline(cluster, change)}`,
    '',
    l10n`Nothing has been written yet. This is what to know before:`,
    '',
    ...changeNotices(body, change, proof).flatMap(({ text, command }) => [
      `- ${text}`,
      ...(command === undefined ? [] : ['', ...fenced('sh', command)]),
    ]),
    '',
    `## ${l10n`What changes`}`,
    '',
    change.goal === 'localAccounts'
      ? l10n`This property of the cluster, and nothing else of it:`
      : l10n`These lines of the cluster’s AADProfile, and nothing else of the cluster:`,
    '',
    ...fenced('diff', diff.join('\n')),
    `## ${l10n`The same with the Azure CLI`}`,
    '',
    ...fenced('sh', az),
    `## ${l10n`The same in a Bicep template`}`,
    '',
    ...fenced('bicep', bicep.trimEnd()),
    `## ${l10n`The same in an ARM template`}`,
    '',
    ...fenced('json', arm.trimEnd()),
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

/** An id alone tells nobody which group it is. */
function withName(line: string, groupNames: ReadonlyMap<string, string>): string {
  const id = /^\s*- (\S+)$/.exec(line)?.[1];
  const name = id === undefined ? undefined : groupNames.get(id.toLowerCase());
  return name === undefined ? line : `${line}  # ${printable(name)}`;
}

function fenced(language: string, text: string): string[] {
  return [`\`\`\`${language}`, text, '```', ''];
}
