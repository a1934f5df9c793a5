import { l10n } from '../l10n.ts';
import { goYamlScalar } from '../yaml/goYamlScalar.ts';
import type { KubeconfigFinding } from './kubeconfigFinding.ts';
import type { PlacedMap, PlacedScalar } from './kubeconfigNodes.ts';

export function isTrue({ value, isPlain }: PlacedScalar): boolean {
  return isPlain && goYamlScalar(value) === true;
}

/** Values without quotes that kubectl does not read as the text that they are meant to be. */
export function findUnquotedValues(root: PlacedMap): KubeconfigFinding[] {
  return textFields(root)
    .filter(({ value, isPlain }) => isPlain && /^(?:boolean|number)$/.test(typeof goYamlScalar(value)))
    .map(({ value, start, end }) => ({
      code: 'unquotedValue',
      severity: 'error',
      start,
      end,
      // The value itself may be a secret.
      message: l10n`kubectl takes this for a ${typeof goYamlScalar(value) === 'boolean' ? l10n`truth value` : l10n`number`} and refuses the file: text that looks so needs quotes.`,
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
