import { AksEntraError } from '../aksEntraError.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { stateWord } from '../clusters/stateWords.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { goalTexts } from './goalTexts.ts';
import { rotateCertificatesLine } from './equivalentCommand.ts';
import type { CheckedOperation } from './checkedOutcome.ts';
import type { CreationChange, EntraChange, IntegrationChange } from './plannedProfile.ts';
import { profileLines } from './profileDiff.ts';

/** What came of a change that did what was asked for. */
export interface ChangeResult {
  readonly message: string;
  /** The AADProfile as Azure returned it, with what it means, to read. */
  readonly document: string;
  /** A line for a terminal that the message speaks of. */
  readonly command?: ResultLine;
  /** What people mostly do next, the first thing first. */
  readonly next: readonly ('getCredentials' | 'refreshToken')[];
}

/** A line of az, and what the button that copies it is called: nobody expects another line than the one it names. */
interface ResultLine {
  readonly line: string;
  readonly copy: string;
}

/**
 * What came of a change, by what Azure returned and not by what was sent.
 *
 * @throws AksEntraError updateFailed where the cluster is not as it was asked for, with all that Azure said
 */
export function changeResult(cluster: Cluster, change: EntraChange, { end, outcome }: CheckedOperation): ChangeResult {
  const { done, failed } = goalTexts(cluster, change);
  if (outcome.kind !== 'asAsked') {
    throw notAsAsked(failed, { end, outcome });
  }
  if (end.kind === 'failed' || end.kind === 'canceled' || outcome.provisioningState.toLowerCase() !== 'succeeded') {
    throw uncertain(cluster, end, outcome.provisioningState);
  }
  const { means, command, next } = meaningOf(cluster, change);
  const oddEnd = end.kind === 'succeeded' || end.kind === 'lost' ? [] : [endSentence(end)];
  const message = [done, ...oddEnd, means].join(' ');
  return {
    message,
    document: resultDocument(message, outcome, command),
    ...(command === undefined ? {} : { command }),
    next,
  };
}

/** What follows from a change that was made. */
interface Meaning extends Pick<ChangeResult, 'command' | 'next'> {
  readonly means: string;
}

function meaningOf(cluster: Cluster, change: EntraChange): Meaning {
  switch (change.goal) {
    case 'enable':
      return { ...rotation(cluster, change), next: nextWithEntra(change) };
    case 'migrate':
      return {
        means: inSentences(
          l10n`Every kubeconfig from before stops working: get the credentials again, and tell everybody who uses the cluster.`,
          newMember(change),
        ),
        next: nextWithEntra(change),
      };
    case 'adminGroups':
      return {
        means: l10n`Groups travel in the token: where you joined one a moment ago, refresh yours.`,
        next: ['refreshToken'],
      };
    case 'authorization':
      return {
        means: change.enableAzureRbac
          ? l10n`A new role assignment takes up to five minutes.`
          : l10n`Admin groups and Kubernetes role bindings alone decide now.`,
        next: [],
      };
    case 'localAccounts':
      return change.disableLocalAccounts
        ? { ...rotation(cluster), next: [] }
        : {
            means: l10n`The admin credential bypasses Entra: turn local accounts off again when they are not needed.`,
            next: [],
          };
    case 'create':
      return { ...meaningOfCreation(change), next: nextWithEntra(change) };
  }
}

function meaningOfCreation(change: CreationChange): Omit<Meaning, 'next'> {
  const { enableAzureRbac, adminGroupObjectIds, roleLine } = change;
  if (roleLine !== undefined) {
    return {
      means: l10n`You cannot use it yet: anyone who gives roles there has to give you the role, by the az line.`,
      command: { line: roleLine, copy: l10n`Copy Role Line` },
    };
  }
  return {
    means: enableAzureRbac
      ? l10n`You have the role for it. It can take five minutes until it counts; until then, kubectl says Forbidden.`
      : adminGroupObjectIds.length > 0
        ? inSentences(l10n`The members of its admin groups are cluster admins.`, newMember(change))
        : l10n`Nobody is cluster admin by Entra yet: with its admin credential, write a role binding first.`,
  };
}

function rotation(cluster: Cluster, change?: IntegrationChange): Omit<Meaning, 'next'> {
  return {
    means: inSentences(
      l10n`Certificates that were given out before stay full admin until they are rotated.`,
      change && newMember(change),
    ),
    command: { line: rotateCertificatesLine(cluster), copy: l10n`Copy Rotation Line` },
  };
}

function nextWithEntra(change: Pick<IntegrationChange, 'hasNewGroup'>): ChangeResult['next'] {
  return newMember(change) === undefined ? ['getCredentials'] : ['getCredentials', 'refreshToken'];
}

function newMember({ hasNewGroup }: Pick<IntegrationChange, 'hasNewGroup'>): string | undefined {
  return hasNewGroup === true
    ? l10n`You joined one of its groups a moment ago: refresh your token before you use it.`
    : undefined;
}

function inSentences(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter((one) => one !== undefined).join(' ');
}

/** A GET repeats what was asked for while and after Azure failed to do it. */
function uncertain({ name }: Cluster, end: CheckedOperation['end'], provisioningState: string): AksEntraError {
  return new AksEntraError(
    'updateFailed',
    [
      l10n`It is not certain that the change of ${printable(name)} took effect.`,
      endSentence(end),
      l10n`Azure shows what was asked for, in the state ${printable(stateWord(provisioningState))}. Try the change again, or look at the cluster in the portal.`,
    ].join(' '),
  );
}

function notAsAsked(failed: string, { end, outcome }: CheckedOperation): AksEntraError {
  const differences =
    outcome.kind === 'differs'
      ? outcome.differences.map((one) => l10n`${one.name} is ${one.found} (asked: ${one.asked})`).join('; ')
      : l10n`Azure is still changing it (${printable(stateWord(outcome.provisioningState))})`;
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

function resultDocument(
  message: string,
  { profile, properties }: Pick<Extract<CheckedOperation['outcome'], { kind: 'asAsked' }>, 'profile' | 'properties'>,
  command: ResultLine | undefined,
): string {
  return [
    `# ${l10n`AADProfile as Azure returned it`}`,
    '',
    '```yaml',
    ...profileLines(profile),
    '```',
    '',
    ...(properties === undefined ? [] : ['```yaml', ...profileLines(properties), '```', '']),
    message,
    '',
    ...(command === undefined ? [] : ['```sh', command.line, '```', '']),
  ].join('\n');
}
