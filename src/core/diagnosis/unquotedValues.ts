import { l10n } from '../l10n.ts';
import type { KubeconfigFinding } from './kubeconfigFinding.ts';
import type { PlacedMap, PlacedScalar } from './kubeconfigNodes.ts';

/**
 * What kubectl, a YAML 1.1 reader, takes for a truth value or a number and then refuses where it wants text. Words count
 * in three spellings only (sigs.k8s.io/yaml, goyaml.v2/resolve.go).
 */
const trueValue = /^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/;
const falseValue = /^(?:n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/;
const numberValue =
  /^[-+]?(?:0[bB][01_]+|0[oO][0-7_]+|0[xX][0-9a-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF))$|^\.(?:nan|NaN|NAN)$/;

export function isTrue({ value, isPlain }: PlacedScalar): boolean {
  return isPlain && trueValue.test(value);
}

function isTruthValue(value: string): boolean {
  return trueValue.test(value) || falseValue.test(value);
}

/** Values without quotes that kubectl does not read as the text that they are meant to be. */
export function findUnquotedValues(root: PlacedMap): KubeconfigFinding[] {
  return textFields(root)
    .filter(({ value, isPlain }) => isPlain && (isTruthValue(value) || numberValue.test(value)))
    .map(({ value, start, end }) => ({
      code: 'unquotedValue',
      severity: 'error',
      start,
      end,
      // The value itself may be a secret.
      message: l10n`kubectl takes this for a ${isTruthValue(value) ? l10n`truth value` : l10n`number`} and refuses the file: text that looks so needs quotes.`,
      fix: { kind: 'edit', title: l10n`Put it in quotes`, edits: [{ start, end, text: `"${value}"` }] },
    }));
}

/** The fields whose type is text (client-go's clientcmd/api/v1/types.go); extensions may hold anything. */
function textFields(root: PlacedMap): PlacedScalar[] {
  return [
    ...fieldsOf(root, ['apiVersion', 'kind', 'current-context']),
    ...root.maps('clusters').flatMap((entry) => [...fieldsOf(entry, ['name']), ...clusterFields(entry.map('cluster'))]),
    ...root
      .maps('contexts')
      .flatMap((entry) => [
        ...fieldsOf(entry, ['name']),
        ...fieldsOf(entry.map('context'), ['cluster', 'user', 'namespace']),
      ]),
    ...root.maps('users').flatMap((entry) => [...fieldsOf(entry, ['name']), ...userFields(entry.map('user'))]),
  ];
}

function clusterFields(cluster: PlacedMap | undefined): PlacedScalar[] {
  const keys = ['server', 'tls-server-name', 'certificate-authority', 'certificate-authority-data', 'proxy-url'];
  return fieldsOf(cluster, keys);
}

function userFields(user: PlacedMap | undefined): PlacedScalar[] {
  if (user === undefined) {
    return [];
  }
  const exec = user.map('exec');
  const provider = user.map('auth-provider');
  const config = provider?.map('config');
  return [
    ...fieldsOf(user, ['client-certificate', 'client-certificate-data', 'client-key', 'client-key-data']),
    ...fieldsOf(user, ['token', 'tokenFile', 'username', 'password', 'as', 'as-uid']),
    ...fieldsOf(provider, ['name']),
    ...fieldsOf(config, config?.keys ?? []),
    ...fieldsOf(exec, ['apiVersion', 'command', 'installHint', 'interactiveMode']),
    ...(exec?.scalars('args') ?? []),
    ...(exec?.maps('env').flatMap((variable) => fieldsOf(variable, ['name', 'value'])) ?? []),
  ];
}

function fieldsOf(map: PlacedMap | undefined, keys: readonly string[]): PlacedScalar[] {
  return keys.flatMap((key) => map?.scalar(key) ?? []);
}
