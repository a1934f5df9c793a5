import { AksEntraError } from '../aksEntraError.ts';
import type { KubeconfigCredential } from './credential.ts';
import {
  entraFactsOf,
  execArgumentsOf,
  flagValue,
  hasSwitch,
  isAzureKubelogin,
  parseExecArguments,
} from './execArguments.ts';
import type { EntraFacts, ExecFlag } from './execArguments.ts';
import { mapAt, stringAt, withoutKeys } from './yamlValue.ts';
import type { YamlMap, YamlValue } from './yamlValue.ts';

/** The login modes that a person uses. */
export type LoginMode = 'devicecode' | 'interactive' | 'azurecli';

/** What the present user says: the facts of either form, and the flags where it is an exec. */
interface LoginSource {
  readonly facts: EntraFacts;
  readonly flags: readonly ExecFlag[];
}

type ArgumentRule = (source: LoginSource) => readonly string[];

const clientId: ArgumentRule = ({ facts }) => required('client-id', facts.clientId);
const tenantId: ArgumentRule = ({ facts }) => required('tenant-id', facts.tenantId);
const environment: ArgumentRule = ({ facts }) => optional('environment', facts.environment);
const legacy: ArgumentRule = ({ facts }) => (facts.isLegacy ? ['--legacy'] : []);
const redirectUrl: ArgumentRule = ({ flags }) => optional('redirect-url', flagValue(flags, 'redirect-url'));
const loginHint: ArgumentRule = ({ flags }) => optional('login-hint', flagValue(flags, 'login-hint'));
const pop: ArgumentRule = ({ flags }) => {
  const isEnabled = hasSwitch(flags, 'pop-enabled');
  const claims = flagValue(flags, 'pop-claims');
  if (isEnabled && claims === undefined) throw missing('--pop-claims is required when specifying --pop-enabled');
  if (!isEnabled && claims !== undefined) throw missing('--pop-enabled is required when specifying --pop-claims');
  return claims === undefined ? [] : ['--pop-enabled', '--pop-claims', claims];
};
const serverId: ArgumentRule = ({ facts }) => required('server-id', facts.serverId);
const cacheFolder: ArgumentRule = ({ flags }) =>
  optional('cache-dir', flagValue(flags, 'cache-dir') ?? flagValue(flags, 'token-cache-dir'));

/**
 * The arguments behind `get-token --login <mode> --server-id <id> [--cache-dir <folder>]`, in kubelogin's order (its
 * `convert-kubeconfig`, 0.2.19).
 */
const argumentsOfMode: Readonly<Record<LoginMode, readonly ArgumentRule[]>> = {
  devicecode: [clientId, tenantId, environment, legacy],
  interactive: [clientId, tenantId, environment, pop, redirectUrl, loginHint],
  azurecli: [],
};

const installHint = `
kubelogin is not installed which is required to connect to AAD enabled cluster.

To learn more, please go to https://aka.ms/aks/kubelogin
`;

/**
 * The credential with another login mode, as `kubelogin convert-kubeconfig -l <mode>` would write it: from an exec of
 * kubelogin or from the azure auth provider, whose cached tokens go.
 *
 * @throws AksEntraError credentialNotConvertible for a static credential, or where a needed id is missing
 */
export function applyLoginMode(credential: KubeconfigCredential, mode: LoginMode): KubeconfigCredential {
  const user = convertUser(credential.user, mode);
  return { ...credential, user, kind: 'exec', entra: entraFactsOf(user) };
}

function convertUser(user: YamlMap, mode: LoginMode): YamlMap {
  const exec = mapAt(user, 'exec');
  const facts = entraFactsOf(user);
  if (facts === undefined || (exec !== undefined && !isAzureKubelogin(exec))) {
    throw new AksEntraError(
      'credentialNotConvertible',
      'This credential does not sign in with Microsoft Entra ID through kubelogin, so it has no login mode. ' +
        'Use it as it is.',
    );
  }
  const flags = exec === undefined ? [] : (parseExecArguments(execArgumentsOf(exec) ?? []) ?? []);
  const source: LoginSource = { facts, flags };
  const rules = [serverId, cacheFolder, ...argumentsOfMode[mode]];
  const args = ['get-token', '--login', mode, ...rules.flatMap((rule) => rule(source))];
  const hint: YamlValue = (exec === undefined ? undefined : stringAt(exec, 'installHint')) ?? installHint;
  return {
    ...withoutKeys(user, ['exec', 'auth-provider']),
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      args,
      command: 'kubelogin',
      env: null,
      installHint: hint,
      provideClusterInfo: false,
    },
  };
}

function required(name: string, value: string | undefined): readonly string[] {
  if (value === undefined || value === '') throw missing(`--${name} is required`);
  return [`--${name}`, value];
}

function optional(name: string, value: string | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [`--${name}`, value];
}

function missing(what: string): AksEntraError {
  return new AksEntraError(
    'credentialNotConvertible',
    `The login mode cannot be set: ${what}. Fetch the credential again, then try once more.`,
  );
}
