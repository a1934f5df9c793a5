import type { CredentialFormat, ServerAddress } from '../../core/clusters/clusterCredentials.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { loginModeGuides } from '../../core/conversion/loginModeGuide.ts';
import type { CredentialChoice } from '../../core/login/credentialChoice.ts';
import { personLoginModes, type PersonLoginMode } from '../../core/login/loginModeNames.ts';
import type { Choice, QuickPickStep } from '../../ui/quickPickStep.ts';
import { furtherChoices, type FurtherAnswer } from './furtherChoices.ts';

/** What to fetch and how to merge it. Only the choice is remembered: the rest is an exception each time. */
export interface CredentialWish {
  readonly choice: CredentialChoice;
  readonly isAdmin: boolean;
  readonly address: ServerAddress;
  /** Absent: the cluster's own name. */
  readonly contextName?: string;
  /** Absent: where new entries go by themselves. */
  readonly targetFile?: string;
  /** Shown with its secrets hidden, instead of merged. */
  readonly isShownOnly: boolean;
}

type FirstAnswer = CredentialFormat | 'static' | FurtherAnswer;

/** The first question: the formats, and below them the ways to further ones. */
export interface FormatQuestion extends QuickPickStep<FirstAnswer> {
  readonly further: readonly Choice<FirstAnswer>[];
}

/** Asks the person. Each rejects with an AbortError where the person ends it all. */
export interface CredentialQuestions {
  /** @returns undefined where the person goes back */
  format(question: FormatQuestion): Promise<FirstAnswer | undefined>;
  /** @returns undefined where the person goes back */
  loginMode(question: QuickPickStep<PersonLoginMode>): Promise<PersonLoginMode | undefined>;
  contextName(cluster: Cluster, present: string | undefined): Promise<string>;
  /** @returns undefined where the person goes back */
  targetFile(present: string | undefined): Promise<string | undefined>;
}

const formats: readonly Choice<CredentialFormat>[] = [
  {
    label: 'exec',
    description: 'recommended',
    detail: 'kubectl runs a command to sign in. Works with every supported kubectl.',
    value: 'exec',
  },
  {
    label: 'azure',
    description: 'old',
    detail: 'The auth-provider that kubectl 1.26 and newer refuse. For old tools only.',
    value: 'azure',
  },
];

/** In place of the formats, where the cluster has no Entra to sign in with. */
const withoutEntra: Choice<'static'> = {
  label: 'static certificate',
  description: 'the only kind without Entra',
  detail: 'A client certificate with full rights that never asks who you are. It is confirmed before it is written.',
  value: 'static',
};

/** What is worth saying where a credential is fetched, beside the text that each mode has everywhere. */
const remarks: Partial<Record<PersonLoginMode, string>> = { vscode: 'recommended', devicecode: 'as AKS returns it' };

const loginModes = personLoginModes.map((mode): Choice<PersonLoginMode> => {
  const description = remarks[mode];
  const row = { label: mode, detail: loginModeGuides[mode].detail, value: mode };
  return description === undefined ? row : { ...row, description };
});

/**
 * Asks for the format and, for exec, the login mode; the first question also leads to the further choices. Several
 * clusters get one answer for all of them: those with legacy Entra take no part in the login mode, those without Entra
 * in neither; where none has Entra, only the further choices are left.
 *
 * @param place where new entries go by themselves, for the person to read
 * @returns undefined when the person goes back before the first question
 */
export async function askCredentialWish(
  ask: CredentialQuestions,
  clusters: readonly [Cluster, ...Cluster[]],
  remembered: CredentialChoice | undefined,
  place: string,
): Promise<CredentialWish | undefined> {
  let wish: CredentialWish = { choice: { format: 'exec' }, isAdmin: false, address: 'default', isShownOnly: false };
  const hasEntra = clusters.some(({ entra }) => entra.kind !== 'none');
  const [cluster, ...others] = clusters;
  const subject = others.length === 0 ? cluster.name : `${clusters.length} clusters`;
  let preselected: FirstAnswer = hasEntra ? (remembered?.format ?? 'exec') : 'static';
  for (;;) {
    const answer = await ask.format({
      title: `Credential format for ${subject}`,
      placeholder: `How should kubectl sign in to ${others.length === 0 ? 'this cluster' : 'these clusters'}?`,
      choices: hasEntra ? formats : [withoutEntra],
      further: furtherChoices(clusters, wish, wish.targetFile ?? place),
      preselected,
    });
    switch (answer) {
      case undefined:
        return undefined;
      case 'static':
        return wish;
      case 'admin':
        return { ...wish, isAdmin: true };
      case 'address':
        wish = { ...wish, address: wish.address === 'public' ? 'default' : 'public' };
        break;
      case 'name':
        wish = { ...wish, contextName: await ask.contextName(cluster, wish.contextName) };
        break;
      case 'file': {
        const targetFile = await ask.targetFile(wish.targetFile);
        wish = targetFile === undefined ? wish : { ...wish, targetFile };
        break;
      }
      case 'show':
        wish = { ...wish, isShownOnly: !wish.isShownOnly };
        break;
      case 'azure':
        return { ...wish, choice: { format: answer } };
      case 'exec': {
        // kubelogin signs in to a legacy server application with a device code only (its --legacy flag).
        if (clusters.every(({ entra }) => entra.kind !== 'managed')) {
          return { ...wish, choice: { format: answer } };
        }
        const loginMode = await ask.loginMode({
          title: `Login mode for ${subject}`,
          placeholder: 'Where should kubectl get its token from?',
          choices: loginModes,
          preselected: remembered?.loginMode ?? 'vscode',
        });
        if (loginMode !== undefined) {
          return { ...wish, choice: { format: answer, loginMode } };
        }
      }
    }
    preselected = answer;
  }
}
