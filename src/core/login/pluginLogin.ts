import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { type Fallback, renderPluginArguments } from './pluginArguments.ts';
import { pluginRequestOf } from './pluginRequest.ts';
import { aksServerAppId } from '../entra/scopes.ts';
import { execArgumentsOf } from './execArguments.ts';
import type { EntraFacts } from './entraFacts.ts';
import { printable } from '../printable.ts';
import { mapAt, withoutKeys, type YamlMap } from '../yamlValue.ts';

/** How kubectl starts our credential plugin on this machine. */
export interface PluginCommand {
  /** An absolute path. */
  readonly command: string;
  /** What stands before the plugin's own arguments, where a runtime has to be told which script to run. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The login mode that is ours: VS Code's own sign-in, through our plugin. */
export interface PluginLogin {
  readonly mode: 'vscode';
  readonly plugin: PluginCommand;
  readonly accountId: string;
  /** kubelogin's name of the cloud that VS Code is signed in to. */
  readonly environment: string;
  /** For these contexts alone. Absent: as it was for each; `setting`: none of its own. */
  readonly fallback?: Fallback | 'setting';
}

const tenantGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const installHint = `
This context signs in with VS Code, and its plugin is missing. Start VS Code with the
extension AKS Entra, which brings it back, or get the cluster's credentials with another tool.
`;

/**
 * A kubeconfig user (the value below `user`) that signs in through our plugin. Everything but the exec and the auth
 * provider stays. v1 of the protocol is what every kubectl since 1.22 speaks; the plugin has to know the cluster, and
 * asks nothing on the terminal.
 *
 * @param facts of the user as it was
 * @throws AksEntraError credentialNotConvertible: a lower-case half sentence, as for kubelogin's modes
 */
export function withPluginLogin(user: YamlMap, facts: EntraFacts, login: PluginLogin, tenantId?: string): YamlMap {
  const { plugin, accountId, environment, fallback = facts.fallback ?? 'setting' } = login;
  if (facts.isLegacy || (facts.serverId ?? aksServerAppId).toLowerCase() !== aksServerAppId) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`its server application is not that of managed Entra, and VS Code's own application gets no token for it`,
    );
  }
  const tenant = tenantId ?? facts.tenantId;
  if (tenant === undefined) {
    throw new AksEntraError('credentialNotConvertible', l10n`--tenant-id is required`);
  }
  if (!tenantGuid.test(tenant)) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`its tenant "${printable(tenant)}" is a name: the ID (a GUID) is needed`,
    );
  }
  const isOtherCloud = facts.environment !== undefined && cloudNameOf(facts.environment) !== environment;
  if (isOtherCloud) {
    throw new AksEntraError('credentialNotConvertible', l10n`it is in another cloud than VS Code is signed in to`);
  }
  const request = { tenantId: tenant, environment, accountId, ...(fallback === 'setting' ? {} : { fallback }) };
  const env = Object.entries(plugin.env).map(([name, value]) => ({ name, value }));
  return {
    ...withoutKeys(user, ['exec', 'auth-provider']),
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      args: [...plugin.args, ...renderPluginArguments(request)],
      command: plugin.command,
      env: env.length === 0 ? null : env,
      installHint,
      interactiveMode: 'Never',
      provideClusterInfo: true,
    },
  };
}

/** Of kubelogin's several names for a cloud the one that our plugin takes. */
function cloudNameOf(environment: string): string {
  if (/^azureusgovernment(cloud)?$/i.test(environment)) {
    return 'AzureUSGovernmentCloud';
  }
  return /^azurechinacloud$/i.test(environment) ? 'AzureChinaCloud' : 'AzurePublicCloud';
}

/** A user that signs in through our plugin, with the fallback that the user chose for the present one alone. */
export function withFallbackOf(present: YamlMap, user: YamlMap): YamlMap {
  const [chosen, exec] = [mapAt(present, 'exec'), mapAt(user, 'exec')];
  const fallback = chosen === undefined ? undefined : pluginRequestOf(chosen)?.fallback;
  const request = exec === undefined ? undefined : pluginRequestOf(exec);
  if (exec === undefined || request === undefined || fallback === undefined || request.fallback !== undefined) {
    return user;
  }
  const args = execArgumentsOf(exec) ?? [];
  const before = args.slice(0, args.indexOf('get-token'));
  return { ...user, exec: { ...exec, args: [...before, ...renderPluginArguments({ ...request, fallback })] } };
}
