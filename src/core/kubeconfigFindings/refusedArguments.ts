import { l10n } from '../l10n.ts';
import { readGetTokenArguments } from '../login/execArguments.ts';
import { isLoginMode, loginModeNames } from '../login/loginModeNames.ts';
import { type FlagProblem, lastValue } from '../login/pflag.ts';
import { pluginPath } from '../login/pluginRequest.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import type { KubeconfigFinding } from './kubeconfigFinding.ts';
import type { PlacedMap, PlacedScalar } from './kubeconfigNodes.ts';

/** Arguments of `kubelogin get-token` with which kubelogin (0.2.22) ends before it signs in. */
export function findRefusedArguments(root: PlacedMap): KubeconfigFinding[] {
  return root.maps('users').flatMap((entry) => {
    const exec = entry.map('user')?.map('exec');
    const command = exec?.scalar('command');
    const isKubelogin = command !== undefined && /(?:^|[\\/])kubelogin(?:\.exe)?$/i.test(command.value);
    if (exec === undefined || !isKubelogin || pluginPath.test(command.value)) {
      return [];
    }
    const args = exec.scalars('args');
    const isOidc = args.some(({ value }) => value.startsWith('--oidc-issuer-url'));
    const read = isOidc ? undefined : readGetTokenArguments(args.map(({ value }) => value));
    if (read === undefined) {
      return [];
    }
    const findings = read.problems.flatMap((problem): KubeconfigFinding[] => {
      const message = sentenceOf(problem);
      // What a newer kubelogin may know is no error for certain.
      const severity = problem.kind === 'unknown' ? 'warning' : 'error';
      return message === undefined ? [] : [finding(placeOf(problem.flag, args) ?? command, severity, message)];
    });
    const login = lastValue(read.flags, 'login');
    if (login !== undefined && !isLoginMode(login)) {
      const place = args.findLast(({ value }) => value.endsWith(login)) ?? command;
      const modes = loginModeNames.join(', ');
      const message = l10n`kubelogin 0.2.22 has no login mode ${quotedName(login)}. It has ${modes}.`;
      findings.push(finding(place, 'warning', message));
    }
    return findings;
  });
}

function finding(
  { start, end }: PlacedScalar,
  severity: KubeconfigFinding['severity'],
  message: string,
): KubeconfigFinding {
  return { code: 'refusedArgument', severity, start, end, message };
}

/** @returns undefined where kubelogin only tells its usage */
function sentenceOf({ kind, flag }: FlagProblem): string | undefined {
  const name = printable(flag);
  switch (kind) {
    case 'unknown':
      return l10n`kubelogin 0.2.22 knows no ${name}: it ends with an error, and kubectl gets no token.`;
    case 'needsValue':
      return l10n`${name} needs a value behind it: without one kubelogin ends with an error.`;
    case 'noTruthValue':
      return l10n`${name} is either true or false: with another value kubelogin ends with an error.`;
    case 'noLogLevel':
      return l10n`${name} is a whole number: with another value kubelogin ends with an error.`;
    case 'noDuration':
      return l10n`${name} is a duration with its unit, such as 30s or 1m30s: with another value kubelogin ends with an error.`;
    case 'malformed':
      return l10n`A flag has two dashes in front of its name, and no more: kubelogin ends with an error here.`;
    case 'help':
      return undefined;
  }
}

/** @param flag with its dashes, in its long form where it has one */
function placeOf(flag: string, args: readonly PlacedScalar[]): PlacedScalar | undefined {
  const isLong = flag.startsWith('--');
  const short = isLong ? flag.slice(1, 3) : flag;
  return (
    args.find(({ value }) => value === flag || value.startsWith(`${flag}=`)) ??
    args.find(({ value }) => value.startsWith('-') && !value.startsWith('--') && value.includes(short.slice(1)))
  );
}
