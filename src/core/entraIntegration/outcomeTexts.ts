import { AksEntraError } from '../aksEntraError.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { rotateCertificatesLine } from './equivalentCommand.ts';
import type { CheckedOperation } from './checkedOutcome.ts';
import type { EntraChange } from './plannedProfile.ts';
import { profileLines } from './profileDiff.ts';
import type { JsonObject } from '../clusterWrites/rawCluster.ts';

/** What came of a change that did what was asked for. */
export interface ChangeResult {
  readonly message: string;
  /** The AADProfile as Azure returned it, with what it means, to read. */
  readonly document: string;
  /** A line for a terminal that the message speaks of. */
  readonly command?: string;
}

/**
 * What came of a change, by what Azure returned and not by what was sent.
 *
 * @throws AksEntraError updateFailed where the cluster is not as it was asked for, with all that Azure said
 */
export function changeResult(cluster: Cluster, change: EntraChange, { end, outcome }: CheckedOperation): ChangeResult {
  const name = printable(cluster.name);
  if (outcome.kind !== 'asAsked') {
    throw notAsAsked(name, change, { end, outcome });
  }
  const done =
    change.goal === 'enable'
      ? l10n`Microsoft Entra is on for ${name}: Azure returned the AADProfile that was asked for.`
      : l10n`${name} has AKS-managed Entra now: Azure returned the AADProfile that was asked for.`;
  const meaning =
    change.goal === 'enable'
      ? l10n`Certificates that were given out before stay full admin until they are rotated.`
      : l10n`Every kubeconfig from before stops working: get the credentials again, and tell everybody who uses the cluster.`;
  const command = change.goal === 'enable' ? rotateCertificatesLine(cluster) : undefined;
  const oddEnd = end.kind === 'succeeded' || end.kind === 'lost' ? [] : [endSentence(end)];
  const message = [done, ...oddEnd, meaning].join(' ');
  return {
    message,
    document: resultDocument(message, outcome.profile, command),
    ...(command === undefined ? {} : { command }),
  };
}

function notAsAsked(name: string, { goal }: EntraChange, { end, outcome }: CheckedOperation): AksEntraError {
  const failed =
    goal === 'enable' ? l10n`Microsoft Entra was not enabled on ${name}.` : l10n`${name} was not migrated.`;
  const differences =
    outcome.kind === 'differs'
      ? outcome.differences.map((one) => l10n`${one.name} is ${one.found} (asked: ${one.asked})`).join('; ')
      : l10n`Azure is still changing it (${printable(outcome.provisioningState)})`;
  return new AksEntraError(
    'updateFailed',
    [failed, endSentence(end), l10n`The cluster now: ${differences}.`].join(' '),
  );
}

function endSentence(end: CheckedOperation['end']): string {
  switch (end.kind) {
    case 'succeeded':
      return l10n`Azure says that it succeeded.`;
    case 'overtaken':
      return l10n`Another change came in between: ${end.error.text}`;
    case 'failed':
      return l10n`Azure says: ${end.error.text}`;
    case 'canceled':
      return l10n`Somebody cancelled it elsewhere: ${end.error.text}`;
    case 'lost':
      return l10n`Azure no longer says what became of the operation.`;
  }
}

function resultDocument(message: string, profile: JsonObject, command: string | undefined): string {
  return [
    `# ${l10n`AADProfile as Azure returned it`}`,
    '',
    '```yaml',
    ...profileLines(profile),
    '```',
    '',
    message,
    '',
    ...(command === undefined ? [] : ['```sh', command, '```', '']),
  ].join('\n');
}
