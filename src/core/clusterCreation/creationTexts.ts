import { headline } from '../entraIntegration/goalTexts.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedNames } from '../quotedNames.ts';
import { type CreationCommand, creationCommand } from './creationCommand.ts';
import { creationNotices } from './creationNotices.ts';
import type { Creator } from './creatorRoles.ts';
import type { NewCluster } from './newCluster.ts';

/** What a creation is, for the person who is asked about it. */
export interface CreationTexts {
  readonly title: string;
  /** A Markdown text to read and copy from. */
  readonly document: string;
  readonly command: CreationCommand;
  /** The one question before anything is written. */
  readonly question: { readonly message: string; readonly detail: string; readonly accept: string };
}

/** Names of what the choices have ids of. */
export interface ChoiceNames {
  readonly subscription: string;
  readonly region: string;
  /** By object id in small letters. */
  readonly groups: ReadonlyMap<string, string>;
}

/** @throws AksEntraError unexpectedAnswer for a name that Azure allows nowhere */
export function creationTexts(cluster: NewCluster, creator: Creator, names: ChoiceNames): CreationTexts {
  const command = creationCommand(cluster, creator);
  const name = printable(cluster.name);
  const title = headline(cluster, { goal: 'create' });
  const notices = creationNotices(cluster, creator);
  return {
    title,
    command,
    document: documentOf(title, choiceLines(cluster, names), notices, command),
    question: {
      message:
        cluster.kind === 'automatic'
          ? l10n`Create the AKS Automatic cluster ${name}?`
          : l10n`Create the AKS cluster ${name}?`,
      detail: [
        l10n`In ${groupText(cluster)} of ${printable(names.subscription)}, in ${printable(names.region)}.`,
        ...notices.map(({ text }) => text),
      ].join('\n\n'),
      accept: l10n`Create`,
    },
  };
}

function choiceLines(cluster: NewCluster, names: ChoiceNames): string[] {
  const automatic = cluster.kind === 'automatic';
  const ids = cluster.adminGroupObjectIds;
  const azureChooses = l10n`Azure chooses`;
  const rows: [string, string][] = [
    [l10n`Kind`, automatic ? l10n`AKS Automatic` : l10n`Standard, in the Free tier`],
    [l10n`Subscription`, `${printable(names.subscription)} (${cluster.subscriptionId})`],
    [
      l10n`Resource group`,
      cluster.isGroupNew ? l10n`${printable(cluster.resourceGroup)} (new)` : printable(cluster.resourceGroup),
    ],
    [l10n`Region`, `${printable(names.region)} (${cluster.location})`],
    [l10n`Kubernetes`, cluster.kubernetesVersion === '' ? azureChooses : cluster.kubernetesVersion],
    [
      l10n`Nodes`,
      automatic
        ? l10n`chosen by Azure, as many as are needed`
        : l10n`${cluster.nodeCount} × ${cluster.nodeSize === '' ? l10n`a size that Azure chooses` : cluster.nodeSize}`,
    ],
    [l10n`Sign-in`, l10n`Microsoft Entra, managed by AKS`],
    [
      l10n`Admin groups`,
      ids.length === 0 ? l10n`none` : quotedNames(ids.map((id) => names.groups.get(id.toLowerCase()) ?? id)),
    ],
    [l10n`Authorization`, cluster.enableAzureRbac ? l10n`Azure RBAC and Kubernetes RBAC` : l10n`Kubernetes RBAC`],
    [l10n`Identity`, l10n`system-assigned`],
  ];
  return rows.map(([label, value]) => `- **${label}**: ${value}`);
}

function groupText({ resourceGroup, isGroupNew }: NewCluster): string {
  return isGroupNew
    ? l10n`the new resource group ${printable(resourceGroup)}`
    : l10n`the resource group ${printable(resourceGroup)}`;
}

function documentOf(
  title: string,
  choices: readonly string[],
  notices: ReturnType<typeof creationNotices>,
  { az, bicep, arm }: CreationCommand,
): string {
  const fenced = (language: string, text: string): string[] => [`\`\`\`${language}`, text.trimEnd(), '```', ''];
  return [
    `# ${title}`,
    '',
    l10n`Nothing has been written yet. This is what will be made:`,
    '',
    ...choices,
    '',
    `## ${l10n`What to know`}`,
    '',
    ...notices.flatMap(({ text, command }) => [
      `- ${text}`,
      ...(command === undefined ? [] : ['', ...fenced('sh', command)]),
    ]),
    '',
    `## ${l10n`The same with the Azure CLI`}`,
    '',
    ...fenced('sh', az),
    `## ${l10n`The same as a Bicep template`}`,
    '',
    ...fenced('bicep', bicep),
    `## ${l10n`The same as an ARM template`}`,
    '',
    ...fenced('json', arm),
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}
