import { l10n } from '../l10n.ts';
import { contextKeyVariable, execInfoVariable } from '../login/contextKey.ts';
import { execArgumentsOf } from '../login/execArguments.ts';
import { userKindOf } from '../login/loginSource.ts';
import { environments } from '../kubeconfig/knownCredential.ts';
import { readableName } from '../kubeconfig/unguessableName.ts';
import { printable } from '../printable.ts';
import { isYamlList, isYamlMap, mapAt, ownValue, stringAt, type YamlMap } from '../yamlValue.ts';

/** The flags of kubelogin that carry a secret, and what it reads instead of each. */
const secretFlags: readonly (readonly [string, string, string])[] = [
  ['--client-secret', l10n`client secret`, 'AAD_SERVICE_PRINCIPAL_CLIENT_SECRET'],
  [
    '--client-certificate-password',
    l10n`password of the client certificate`,
    'AAD_SERVICE_PRINCIPAL_CLIENT_CERTIFICATE_PASSWORD',
  ],
  ['--password', l10n`password`, 'AAD_USER_PRINCIPAL_PASSWORD'],
];
/** What kubectl prefers to an exec, which then never runs. */
const strongerKeys = ['token', 'tokenFile', 'client-certificate', 'client-certificate-data', 'username'];

/** What a person should know about one user's conversion: whole sentences that name no secret, and no unguessable name. */
export function conversionWarnings(userName: string, before: YamlMap, after: YamlMap): string[] {
  const argsBefore = argumentsOf(before);
  const argsAfter = argumentsOf(after);
  const name = printable(readableName(userName));
  const warnings: string[] = [];
  for (const [flag, what, variable] of secretFlags) {
    if (holds(argsAfter, flag)) {
      warnings.push(
        l10n`The ${what} of "${name}" now stands in the kubeconfig, where everyone who can read the file can read it. ` +
          l10n`Safer: leave ${flag} out and set the environment variable ${variable} where kubectl runs.`,
      );
    } else if (holds(argsBefore, flag)) {
      warnings.push(
        l10n`The ${what} of "${name}" was not carried over. ` +
          l10n`If it is still needed, set the environment variable ${variable} where kubectl runs.`,
      );
    }
  }
  // The Azure CLI's folder means something to its own mode alone, as our plugin's variables do, and goes with it.
  const isOwn = userKindOf(before) === 'vscodePlugin';
  const isExpected = (variable: string) =>
    (variable === 'AZURE_CONFIG_DIR' && !argsAfter.includes('azurecli')) ||
    variable === 'ELECTRON_RUN_AS_NODE' ||
    (isOwn && (variable === contextKeyVariable || variable === execInfoVariable));
  const dropped = environmentNames(before).filter(
    (variable) => !environmentNames(after).includes(variable) && !isExpected(variable),
  );
  if (dropped.length > 0) {
    warnings.push(
      l10n`The command of "${name}" no longer sets ${dropped.map(printable).join(', ')}, as with kubelogin's own conversion.`,
    );
  }
  const environment = argsAfter[argsAfter.indexOf('--environment') + 1];
  if (argsAfter.includes('--environment') && environment !== undefined && !environments.test(environment)) {
    warnings.push(
      l10n`kubelogin does not know the environment "${printable(environment)}" of "${name}" and takes it for AzurePublicCloud.`,
    );
  }
  const stronger = strongerKeys.find((key) => (stringAt(after, key) ?? '') !== '');
  if (stronger !== undefined) {
    warnings.push(
      l10n`"${name}" also holds "${stronger}", which kubectl uses instead of its command. Remove one of them.`,
    );
  }
  return warnings;
}

function argumentsOf(user: YamlMap): readonly string[] {
  return execArgumentsOf(mapAt(user, 'exec') ?? {}) ?? [];
}

function holds(args: readonly string[], flag: string): boolean {
  return args.some((arg) => arg === flag || arg.startsWith(`${flag}=`));
}

function environmentNames(user: YamlMap): string[] {
  const env = ownValue(mapAt(user, 'exec') ?? {}, 'env');
  return isYamlList(env) ? env.flatMap((entry) => (isYamlMap(entry) ? (stringAt(entry, 'name') ?? []) : [])) : [];
}
