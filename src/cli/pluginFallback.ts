import { readExecInfo } from '../core/credentialPlugin/execInfo.ts';
import { l10n } from '../core/l10n.ts';
import { readPluginInput } from '../core/credentialPlugin/pluginInput.ts';
import { parsePluginArguments } from '../core/login/pluginArguments.ts';
import { allowedEntries, consentMissing, findUnnamedAccess } from '../core/credentialPlugin/programConsent.ts';
import { entriesOfKey, findTrustedCluster } from '../core/credentialPlugin/trustedCluster.ts';
import { aksClientAppId, aksServerAppId } from '../core/entra/scopes.ts';
import type { CommandLinePorts } from './commandLinePorts.ts';
import { UsageError } from './parseFlags.ts';

/**
 * `plugin-fallback <azurecli|interactive> get-token --login vscode …`: kubectl's plugin runs it where no VS Code window
 * is open, with the context's key and KUBERNETES_EXEC_INFO on standard input. The rules are those of the windows: a token
 * only for a cluster that the user set up, to who knows its key, and to a program that names no cluster only where the
 * user allowed it and its kubeconfigs lead there.
 *
 * @param getToken the command line's own command
 */
export async function pluginFallback(
  args: readonly string[],
  ports: CommandLinePorts,
  getToken: (args: readonly string[], ports: CommandLinePorts) => Promise<void>,
): Promise<void> {
  const [mode, ...pluginArguments] = args;
  if (mode !== 'azurecli' && mode !== 'interactive') {
    throw new UsageError(l10n`only kubectl’s plugin runs this command`);
  }
  const request = parsePluginArguments(pluginArguments);
  const { key = '', execInfo, unnamed } = readPluginInput(await ports.readInput('-'));
  const { trustedClusters, programKubeconfigs, signInGate, environment } = await ports.openPluginData();
  const ofKey = entriesOfKey(await trustedClusters.read(), key);
  const { apiVersion, cluster } = readExecInfo(execInfo);
  if (cluster === undefined) {
    const access = findUnnamedAccess(ofKey, unnamed, request);
    const allowed = allowedEntries(access.entries);
    if (allowed.length === 0) {
      throw consentMissing();
    }
    await programKubeconfigs.assertLeadTo(allowed, access.request);
  } else {
    findTrustedCluster(ofKey, cluster, request);
  }

  const typed = ['--login', mode, '--server-id', aksServerAppId, '--tenant-id', request.tenantId];
  // az has a cloud of its own; for the browser, get-token says that it knows no custom one.
  if (mode === 'interactive' || request.environment !== 'AzureStackCloud') {
    typed.push('--environment', request.environment);
  }
  if (mode === 'interactive') {
    typed.push('--client-id', aksClientAppId);
  }
  const forGetToken = JSON.stringify({ kind: 'ExecCredential', apiVersion, spec: { interactive: false } });
  const signIn = () =>
    getToken(typed, { ...ports, environment: { ...environment, KUBERNETES_EXEC_INFO: forGetToken } });
  if (mode === 'azurecli') {
    await signIn();
  } else {
    await signInGate.run(`${request.environment} ${request.tenantId}`, signIn, ports.signal);
  }
}
