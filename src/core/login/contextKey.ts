import { l10n } from '../l10n.ts';

/** The variable of a kubeconfig user's exec that holds the key of the cluster that its contexts lead to. */
export const contextKeyVariable = 'AKS_ENTRA_CONTEXT';

/** What kubectl and the like say to a plugin; see `pluginEnvironment`. */
export const execInfoVariable = 'KUBERNETES_EXEC_INFO';

/**
 * Says less than a program that knows its cluster, and never more: kubectl, helm and the like write their own text over
 * it, and for all others it covers whatever their environment held.
 */
const execInfoWithoutCluster = JSON.stringify({
  kind: 'ExecCredential',
  apiVersion: 'client.authentication.k8s.io/v1beta1',
  spec: { interactive: false },
});

/** What a missing, malformed or wrong key gets, everywhere the same; `plugin/launcher.sh` says it too. */
export const contextKeyRefusal =
  l10n`AKS Entra gives out no token: the key in this context's kubeconfig user is missing or wrong. ` +
  l10n`Run "AKS Entra: Write Keys to Contexts" in VS Code, then try again.`;

/**
 * Whether a text has the form of a key: 128 random bits, in lower case. A line break or a quote in it would be read as
 * more than a key on its way.
 */
export function isContextKey(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{32}$/.test(text);
}

/** What our plugin's user sets, in the order in which we write it: exactly this is ours, and nothing else. */
export function pluginEnvironment(
  ofPlugin: Readonly<Record<string, string>>,
  key: string | undefined,
): { readonly name: string; readonly value: string }[] {
  const ours = {
    ...(key === undefined ? {} : { [contextKeyVariable]: key }),
    [execInfoVariable]: execInfoWithoutCluster,
  };
  return Object.entries({ ...ofPlugin, ...ours }).map(([name, value]) => ({ name, value }));
}
