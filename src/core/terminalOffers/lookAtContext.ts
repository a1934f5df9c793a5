import { AksEntraError } from '../aksEntraError.ts';
import type { InstalledTools } from '../diagnosis/installedTools.ts';
import { isAzureFormatRefused, signInWayOf, toolObstacles } from '../diagnosis/obstacles.ts';
import { readAccessToken } from '../entra/accessToken.ts';
import { kindOf } from '../kubeconfig/credential.ts';
import type { KubeconfigFile } from '../kubeconfig/kubeconfigStore.ts';
import { type ContextFacts, firstOfEach, readContexts } from '../kubeconfig/readContexts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { entraFactsOf } from '../login/entraFacts.ts';
import { pluginRequestOf } from '../login/pluginRequest.ts';
import { userSignInOf } from '../login/userSignIn.ts';
import type { PluginRefusal } from '../kuberc/pluginAllowlist.ts';
import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

/** What the look asks of the machine. It reads and starts no sign-in. */
export interface LookPorts {
  /** Asked only where an entry needs kubelogin, or has the format that kubectl's version decides about. */
  installedTools(): Promise<InstalledTools>;
  exists(path: string): Promise<boolean>;
  /** Why kubectl does not run our plugin. */
  pluginRefusal(): Promise<PluginRefusal | undefined>;
  /** What VS Code last answered kubectl with, where that was no token. */
  lastFailure(accountId: string, tenantId: string): Promise<string | undefined>;
  nowMs(): number;
  /** Whether kubectl runs in a pod, whose own ServiceAccount it takes where no context is chosen. */
  readonly isInCluster: boolean;
}

/** What was found. */
export interface ContextLook {
  /** undefined where there is none. */
  readonly context: ContextFacts | undefined;
  /** What kubectl says where it meets that, for the error catalogue; undefined where nothing is wrong with the entry. */
  readonly words: string | undefined;
}

/** How kubectl and its plugins say it: one catalogue explains what they say and what is found here. */
export const said = {
  unreadable: 'error loading config file "FILE"',
  noCluster: 'The connection to the server localhost:8080 was refused',
  noContext: 'context was not found for specified context: NAME',
  noUser: 'Please enter Username:',
  azureFormat: 'The azure auth plugin has been removed.',
  unauthorized: 'You must be logged in to the server',
  oldVersion: 'exec plugin: invalid apiVersion "client.authentication.k8s.io/v1alpha1"',
  noInteractiveMode: 'interactiveMode must be specified for USER to use exec authentication plugin',
  noProgram: 'exec: fork/exec PROGRAM: no such file or directory',
  noKubelogin: 'exec: executable kubelogin not found',
  otherKubelogin: 'Error: unknown flag: --server-id',
  noAz: 'AzureCLICredential: Azure CLI not found on path',
  notAllowed: 'plugin path "PROGRAM" is not permitted by the credential plugin allowlist',
  allDenied: 'plugin "PROGRAM" not allowed: policy set to "DenyAll"',
};
const execPrefix = 'client.authentication.k8s.io/';

/**
 * Looks at the context that a command used, for what is sure to have failed it.
 *
 * @param files that kubectl reads together
 * @param contextName undefined: the current one
 */
export async function lookAtContext(
  files: readonly KubeconfigFile[],
  contextName: string | undefined,
  ports: LookPorts,
): Promise<ContextLook> {
  let models: readonly YamlMap[];
  try {
    models = files.map(({ text }) => readFirstModel(text));
  } catch (error) {
    if (error instanceof AksEntraError) {
      return { context: undefined, words: said.unreadable.replace('FILE', () => files[0]?.path ?? '') };
    }
    throw error;
  }
  const { contexts, currentContext } = readContexts(files.map(({ text }) => text));
  const name = contextName ?? currentContext;
  if (name === undefined) {
    return { context: undefined, words: ports.isInCluster ? undefined : said.noCluster };
  }
  const context = contexts.find((each) => each.contextName === name);
  if (context === undefined) {
    return { context, words: said.noContext.replace('NAME', () => name) };
  }
  if (!firstOfEach(models, 'clusters').has(context.clusterName)) {
    return { context, words: said.noCluster };
  }
  const user = mapAt(firstOfEach(models, 'users').get(context.userName)?.entry, 'user');
  return { context, words: user === undefined ? said.noUser : await wordsOfUser(user, context.userName, ports) };
}

async function wordsOfUser(user: YamlMap, userName: string, ports: LookPorts): Promise<string | undefined> {
  const { kind } = userSignInOf(user);
  if (kind === 'azureAuthProvider') {
    // A kubectl that does not tell its version, or is not on the PATH here, is hardly four years old.
    const { kubectlVersion } = await ports.installedTools();
    return kubectlVersion === undefined || isAzureFormatRefused(kubectlVersion) ? said.azureFormat : undefined;
  }
  const token = kind === 'token' ? readAccessToken(stringAt(user, 'token') ?? '') : undefined;
  if (token !== undefined && token.expiresOnMs < ports.nowMs()) {
    return said.unauthorized;
  }
  const exec = mapAt(user, 'exec');
  // What is written there itself goes before the command.
  if (exec === undefined || kind === 'certificate' || kind === 'token' || kind === 'password') {
    return undefined;
  }
  const version = stringAt(exec, 'apiVersion');
  if (version === `${execPrefix}v1alpha1`) {
    return said.oldVersion;
  }
  if (version === `${execPrefix}v1` && stringAt(exec, 'interactiveMode') === undefined) {
    return said.noInteractiveMode.replace('USER', () => userName);
  }
  return (await wordsOfCommand(user, stringAt(exec, 'command') ?? '', ports)) ?? wordsOfPlugin(exec, ports);
}

async function wordsOfCommand(user: YamlMap, command: string, ports: LookPorts): Promise<string | undefined> {
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(command)) {
    return (await ports.exists(command)) ? undefined : said.noProgram.replace('PROGRAM', () => command);
  }
  const way = signInWayOf({ user, kind: kindOf(user), entra: entraFactsOf(user) });
  if (way === 'other' || way === 'vscode') {
    return undefined;
  }
  const obstacles = toolObstacles(way, await ports.installedTools());
  if (obstacles.includes('kubeloginMissing')) {
    return said.noKubelogin;
  }
  if (obstacles.includes('otherKubelogin')) {
    return said.otherKubelogin;
  }
  return obstacles.includes('azMissing') ? said.noAz : undefined;
}

async function wordsOfPlugin(exec: YamlMap, ports: LookPorts): Promise<string | undefined> {
  const request = pluginRequestOf(exec);
  if (request === undefined) {
    return undefined;
  }
  const refusal = await ports.pluginRefusal();
  if (refusal !== undefined && refusal.command === stringAt(exec, 'command')) {
    return (refusal.isDenyAll === true ? said.allDenied : said.notAllowed).replace('PROGRAM', () => refusal.command);
  }
  return ports.lastFailure(request.accountId, request.tenantId);
}
