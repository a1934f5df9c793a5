import { type ContextMetadata, metadataOf } from './contextMetadata.ts';
import { type CredentialKind, kindOf } from './credential.ts';
import { kubeloginOf } from '../login/kubeloginCommand.ts';
import { type EntraFacts, entraFactsOf } from '../login/entraFacts.ts';
import { pluginRequestOf } from '../login/pluginRequest.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { type UserSignIn, userSignInOf } from '../login/userSignIn.ts';
import { isYamlList, isYamlMap, mapAt, ownValue, stringAt, type YamlMap } from '../yamlValue.ts';

export interface ContextFacts {
  readonly contextName: string;
  readonly clusterName: string;
  readonly userName: string;
  readonly server: string | undefined;
  readonly namespace: string | undefined;
  /** `other`: another tool's command or auth provider, or no such user. */
  readonly kind: CredentialKind | 'other';
  readonly entra: EntraFacts | undefined;
  readonly metadata: ContextMetadata | undefined;
  /** Which of the texts holds the context. */
  readonly fileIndex: number;
  /** Whether another text than the context's holds its user. */
  readonly isUserElsewhere: boolean;
}

export interface KubeconfigFacts {
  readonly currentContext: string | undefined;
  /** undefined too where the current context names none that exists. */
  readonly current: ContextFacts | undefined;
  /** How kubectl signs in there; `none` where there is no current context. It may hold a certificate, and no secret. */
  readonly currentSignIn: UserSignIn;
  /** Which of the texts holds its user; undefined where none does. */
  readonly currentUserIndex: number | undefined;
  readonly contexts: readonly ContextFacts[];
}

/**
 * What a kubeconfig says, or several of a KUBECONFIG list together: for each name the first file wins, and so does the
 * first current context that is not empty (clientcmd's rules). Odd entries are passed over.
 *
 * @throws AksEntraError kubeconfigInvalid where a text is no YAML map: then kubectl reads none of the files
 */
export function readContexts(texts: string | readonly string[]): KubeconfigFacts {
  const models = (typeof texts === 'string' ? [texts] : texts).map((text) => readFirstModel(text));
  const clusters = firstOfEach(models, 'clusters');
  const users = firstOfEach(models, 'users');
  const contexts = [...firstOfEach(models, 'contexts')].map(([contextName, { entry, fileIndex }]): ContextFacts => {
    const context = mapAt(entry, 'context') ?? {};
    const clusterName = stringAt(context, 'cluster') ?? '';
    const userName = stringAt(context, 'user') ?? '';
    const userFound = users.get(userName);
    const user = mapAt(userFound?.entry, 'user');
    return {
      contextName,
      clusterName,
      userName,
      server: stringAt(mapAt(clusters.get(clusterName)?.entry, 'cluster'), 'server'),
      namespace: stringAt(context, 'namespace'),
      kind: user === undefined ? 'other' : contextKind(user),
      entra: user === undefined ? undefined : entraFactsOf(user),
      metadata: metadataOf(context),
      fileIndex,
      isUserElsewhere: userFound !== undefined && userFound.fileIndex !== fileIndex,
    };
  });
  const currentContext = models.map((model) => stringAt(model, 'current-context')).find((name) => !!name);
  const current = contexts.find((context) => context.contextName === currentContext);
  const currentUser = current === undefined ? undefined : users.get(current.userName);
  const currentSignIn = userSignInOf(mapAt(currentUser?.entry, 'user'));
  return { currentContext, current, currentSignIn, currentUserIndex: currentUser?.fileIndex, contexts };
}

function contextKind(user: YamlMap): CredentialKind | 'other' {
  const exec = mapAt(user, 'exec');
  if (exec !== undefined) {
    return kubeloginOf(exec) === 'azure' || pluginRequestOf(exec) !== undefined ? 'exec' : 'other';
  }
  const provider = mapAt(user, 'auth-provider');
  return provider !== undefined && stringAt(provider, 'name') !== 'azure' ? 'other' : kindOf(user);
}

/** The entries of a section by name, of each name the first, with the index of the text that holds it. */
export function firstOfEach(
  models: readonly YamlMap[],
  section: string,
): Map<string, { readonly entry: YamlMap; readonly fileIndex: number }> {
  const found = new Map<string, { entry: YamlMap; fileIndex: number }>();
  for (const [fileIndex, model] of models.entries()) {
    const entries = ownValue(model, section);
    for (const entry of isYamlList(entries) ? entries : []) {
      const name = isYamlMap(entry) ? stringAt(entry, 'name') : undefined;
      if (isYamlMap(entry) && name !== undefined && !found.has(name)) {
        found.set(name, { entry, fileIndex });
      }
    }
  }
  return found;
}
