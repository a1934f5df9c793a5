import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { pluginEnvironment } from './contextKey.ts';
import { type Fallback, type PluginRequest, renderPluginArguments } from './pluginArguments.ts';
import { pluginRequestOf, runsOwnPlugin, runtimeEnvironmentOf } from './pluginRequest.ts';
import { aksServerAppId } from '../entra/scopes.ts';
import { execArgumentsOf } from './execArguments.ts';
import type { EntraFacts } from './entraFacts.ts';
import { printable } from '../printable.ts';
import { withoutVscode } from './removedPlugin.ts';
import { writtenExecVersion } from './writtenExec.ts';
import { mapAt, stringAt, withoutKeys, type YamlMap } from '../yamlValue.ts';

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
  /** What `--environment` calls the cloud that VS Code is signed in to. */
  readonly environment: string;
  /** For these contexts alone. Absent: as it was for each; `setting`: none of its own. */
  readonly fallback?: Fallback | 'setting';
  /** For these contexts, as `isContextKey`; a secret. Absent: it is put in afterwards, and until then there is no token. */
  readonly key?: string;
}

const tenantGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const installHint = `
This context signs in with VS Code, and its plugin is missing. Start VS Code with the
extension AKS Entra, which brings it back, or do without VS Code:
${withoutVscode.fetch}
`;

/**
 * A kubeconfig user (the value below `user`) that signs in through our plugin. Everything but the exec and the auth
 * provider stays.
 *
 * @param facts of the user as it was
 * @throws AksEntraError credentialNotConvertible: a lower-case half sentence, as for kubelogin's modes
 */
export function withPluginLogin(user: YamlMap, facts: EntraFacts, login: PluginLogin, tenantId?: string): YamlMap {
  const { plugin, accountId, environment, fallback = facts.fallback ?? 'setting', key } = login;
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
  return { ...withoutKeys(user, ['exec', 'auth-provider']), exec: execOf(plugin, request, key) };
}

/**
 * A user of our plugin with its command as this machine runs it, and with a key. What it asks for stays, and nothing else
 * of its command: whoever wrote it may have given it an environment.
 *
 * @returns undefined where the user is none of our plugin's
 */
export function keyedUser(user: YamlMap, plugin: PluginCommand, key: string): YamlMap | undefined {
  const exec = mapAt(user, 'exec');
  const request = exec === undefined ? undefined : pluginRequestOf(exec);
  return request === undefined ? undefined : { ...user, exec: execOf(plugin, request, key) };
}

/**
 * A user of our plugin that comes from outside, without a key and with nothing else in its environment that is somebody
 * else's. Which program it runs stays: that is for the person to judge.
 *
 * @returns undefined where the user is none of our plugin's
 */
export function keylessUser(user: YamlMap): YamlMap | undefined {
  const exec = mapAt(user, 'exec');
  if (exec === undefined || !runsOwnPlugin(exec)) {
    return undefined;
  }
  const request = pluginRequestOf(exec);
  if (request === undefined) {
    // With arguments that are not ours it gets no token, and is for the person to judge as it is; its key is not.
    return { ...user, exec: { ...exec, env: null } };
  }
  const args = execArgumentsOf(exec) ?? [];
  const plugin = {
    command: stringAt(exec, 'command') ?? '',
    args: args.slice(0, args.indexOf('get-token')),
    env: runtimeEnvironmentOf(exec),
  };
  return { ...user, exec: execOf(plugin, request, undefined) };
}

/**
 * v1beta1 of the protocol is what every program speaks: some refuse v1, and others compare it with the answer, which
 * says v1beta1 where they told the plugin nothing. The plugin has to know the cluster, and asks nothing on the terminal.
 */
function execOf(plugin: PluginCommand, request: PluginRequest, key: string | undefined): YamlMap {
  return {
    apiVersion: writtenExecVersion,
    args: [...plugin.args, ...renderPluginArguments(request)],
    command: plugin.command,
    env: pluginEnvironment(plugin.env, key),
    installHint,
    interactiveMode: 'Never',
    provideClusterInfo: true,
  };
}

/** Of kubelogin's several names for a cloud the one that our plugin takes. */
function cloudNameOf(environment: string): string {
  if (/^azureusgovernment(cloud)?$/i.test(environment)) {
    return 'AzureUSGovernmentCloud';
  }
  if (/^azurestackcloud$/i.test(environment)) {
    return 'AzureStackCloud';
  }
  return /^azurechinacloud$/i.test(environment) ? 'AzureChinaCloud' : 'AzurePublicCloud';
}
