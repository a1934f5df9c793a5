import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { type EntraFacts, entraFactsOf } from '../login/entraFacts.ts';
import { openKubeconfig, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { atLine, loadableModel } from '../kubeconfigText/loadableModel.ts';
import { explainDistrust } from './knownCredential.ts';
import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

/**
 * exec: kubelogin fetches Entra tokens. azureAuthProvider: the same for kubectl before 1.26. static: a certificate or
 * token that is valid for whoever holds it.
 */
export type CredentialKind = 'exec' | 'azureAuthProvider' | 'static';

/** One cluster, one user and the context that joins them, as ARM hands them out. */
export interface KubeconfigCredential {
  readonly clusterName: string;
  readonly contextName: string;
  readonly userName: string;
  /** The values below `cluster`, `context` and `user` of the three entries. */
  readonly cluster: YamlMap;
  readonly context: YamlMap;
  readonly user: YamlMap;
  readonly kind: CredentialKind;
  /** undefined for a static credential. */
  readonly entra: EntraFacts | undefined;
  /** As `NamedCluster`: only where it was fetched from Azure. */
  readonly otherHost?: string;
}

/**
 * Reads the credential that ARM handed out from the text of its kubeconfig, and lets it through only where it can do
 * nothing but sign in: kubelogin with arguments that are known and no environment, the azure auth provider, or a
 * static certificate or token, for an https server without a proxy. An admin's context is named `<cluster>-admin`, as az
 * names it.
 *
 * @throws AksEntraError credentialInvalid, credentialUntrusted
 */
export function parseCredential(text: string): KubeconfigCredential {
  return judged(text, (model) => [only(model, 'clusters'), only(model, 'contexts'), only(model, 'users')]);
}

/** How a credential is to be merged that Azure gave out for a part of a cluster, or for what is no cluster of its own. */
export interface PlaceNaming {
  readonly contextName: string;
  /** The namespace that its context gets where it sets none. */
  readonly namespace?: string;
}

/**
 * The same for a managed namespace or the hub of a fleet. No recording shows what names these have, so they count for
 * nothing: its three entries get names of their own, which neither the cluster’s nor another fleet’s `hub` has. Of several
 * contexts it is the one of the namespace, else the current one.
 *
 * @throws as `parseCredential`
 */
export function parsePlaceCredential(text: string, { contextName, namespace }: PlaceNaming): KubeconfigCredential {
  const credential = judged(text, (model) => {
    const context = chosenContext(model, namespace);
    const value = mapAt(context, 'context');
    return [
      named(model, 'clusters', stringAt(value, 'cluster')),
      context,
      named(model, 'users', stringAt(value, 'user')),
    ];
  });
  const own = stringAt(credential.context, 'namespace') ?? '';
  const context = own === '' && namespace !== undefined ? { ...credential.context, namespace } : credential.context;
  return {
    ...credential,
    context,
    contextName,
    clusterName: contextName,
    userName: userNameUnder(credential.userName, contextName),
  };
}

/** AKS names its users `<role>_<resource group>_<cluster>`; resource groups may hold `_` themselves. */
const rolePattern = /^cluster(?:User|Admin|MonitoringUser)(?=_)/;

/** What the user of a credential is called under another name of its context. */
export function userNameUnder(userName: string, base: string): string {
  const role = rolePattern.exec(userName)?.[0];
  return role === undefined ? base : `${role}_${base}`;
}

function judged(text: string, choose: (model: YamlMap) => readonly [YamlMap, YamlMap, YamlMap]): KubeconfigCredential {
  const { model, problems } = loadableModel(text, readForeign(text));
  const [problem] = problems;
  const [cluster, context, user] = choose(model);
  const clusterValue = mapAt(cluster, 'cluster');
  const contextValue = mapAt(context, 'context');
  const userValue = mapAt(user, 'user');
  const clusterName = stringAt(cluster, 'name');
  const contextName = stringAt(context, 'name');
  const userName = stringAt(user, 'name');
  if (!clusterValue || !contextValue || !userValue || !clusterName || !contextName || !userName) {
    throw incomplete();
  }
  if (stringAt(contextValue, 'cluster') !== clusterName || stringAt(contextValue, 'user') !== userName) {
    throw incomplete();
  }
  if (problem !== undefined) {
    throw new AksEntraError(
      'credentialInvalid',
      l10n`kubectl could not use this credential, so nothing was written. ${atLine(problem)} Fetch it again.`,
      { line: problem.line },
    );
  }
  const distrust = explainDistrust(clusterValue, contextValue, userValue);
  if (distrust !== undefined) {
    throw new AksEntraError(
      'credentialUntrusted',
      l10n`The credential is not one that this extension knows: ${distrust}. Nothing was written. ` +
        l10n`Ask the people who run the cluster where it comes from before you use it.`,
    );
  }
  // ARM gives an admin's context the name of the user's.
  const ownName = isAdmin(userName) ? `${contextName}-admin` : contextName;
  const names = { clusterName, contextName: ownName, userName };
  const values = { cluster: clusterValue, context: contextValue, user: userValue };
  return { ...names, ...values, kind: kindOf(userValue), entra: entraFactsOf(userValue) };
}

export function isAdmin(userName: string): boolean {
  return userName.startsWith('clusterAdmin');
}

export function kindOf(user: YamlMap): CredentialKind {
  if (mapAt(user, 'exec') !== undefined) {
    return 'exec';
  }
  return mapAt(user, 'auth-provider') === undefined ? 'static' : 'azureAuthProvider';
}

function readForeign(text: string): YamlMap {
  try {
    return openKubeconfig(text, 'refused').model;
  } catch (error) {
    throw new AksEntraError('credentialInvalid', l10n`The credential is not a readable kubeconfig. Fetch it again.`, {
      cause: error,
    });
  }
}

function only(model: YamlMap, section: 'clusters' | 'contexts' | 'users'): YamlMap {
  const [entry, ...others] = sectionOf(model, section);
  if (entry === undefined || others.length > 0) {
    throw incomplete();
  }
  return entry;
}

function chosenContext(model: YamlMap, namespace: string | undefined): YamlMap {
  const contexts = sectionOf(model, 'contexts');
  const current = stringAt(model, 'current-context');
  const [onlyOne, ...others] = contexts;
  const [ofNamespace, ...more] = contexts.filter(
    (entry) => namespace !== undefined && stringAt(mapAt(entry, 'context'), 'namespace') === namespace,
  );
  const chosen =
    others.length === 0
      ? onlyOne
      : more.length === 0 && ofNamespace !== undefined
        ? ofNamespace
        : contexts.find((entry) => stringAt(entry, 'name') === current);
  if (chosen === undefined) {
    throw incomplete();
  }
  return chosen;
}

function named(model: YamlMap, section: 'clusters' | 'users', name: string | undefined): YamlMap {
  const [entry, ...others] = sectionOf(model, section).filter((each) => stringAt(each, 'name') === name);
  if (name === undefined || entry === undefined || others.length > 0) {
    throw incomplete();
  }
  return entry;
}

function incomplete(): AksEntraError {
  return new AksEntraError(
    'credentialInvalid',
    l10n`The credential does not hold one cluster, one user and the context that joins them. Fetch it again.`,
  );
}
