import { parseClusterId } from '../azure/resourceId.ts';
import { type ContextMetadata, isSamePlace, metadataOf, namesPlace } from '../kubeconfig/contextMetadata.ts';
import { isAdmin, type KubeconfigCredential, userNameUnder } from '../kubeconfig/credential.ts';
import { isUnguessable } from '../kubeconfig/unguessableName.ts';
import { type SectionName, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { pluginRequestOf } from '../login/pluginRequest.ts';
import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

/** The names of the three entries that a credential becomes. */
export interface MergedNames {
  readonly contextName: string;
  readonly clusterName: string;
  readonly userName: string;
}

export interface NamingRequest {
  readonly credential: KubeconfigCredential;
  readonly contextName?: string;
  readonly metadata?: ContextMetadata;
}

/**
 * The names to merge under: those that this cluster was merged under before, else the typed name, else the
 * credential's own.
 */
export function namesToMergeInto(model: YamlMap, request: NamingRequest): MergedNames {
  const { credential, contextName } = request;
  const generated = namesUnder(model, credential, contextName ?? credential.contextName);
  const mergedBefore = contextsOfCluster(model, request);
  const named = mergedBefore.find((names) => names.contextName === generated.contextName);
  if (contextName !== undefined) {
    return named ?? generated;
  }
  return named ?? mergedBefore[0] ?? generated;
}

/**
 * The three names for one base name: the generated ones, but for the unguessable ones of our plugin's context of that
 * name, which a second pair of entries beside them would only lead it away from.
 */
export function namesUnder(model: YamlMap, credential: KubeconfigCredential, base: string): MergedNames {
  const generated = generatedNames(credential, base);
  const context = valueNamed(model, 'contexts', generated.contextName, 'context');
  const [clusterName = '', userName = ''] = [stringAt(context, 'cluster'), stringAt(context, 'user')];
  const exec = mapAt(valueNamed(model, 'users', userName, 'user'), 'exec');
  const isOurs = exec !== undefined && pluginRequestOf(exec) !== undefined;
  if (!isOurs || isAdmin(userName) !== isAdmin(credential.userName)) {
    return generated;
  }
  return {
    ...generated,
    ...(isUnguessable(clusterName) ? { clusterName } : {}),
    ...(isUnguessable(userName) ? { userName } : {}),
  };
}

/**
 * The three names for one base name. An admin credential in its own `<cluster>-admin` context shares the cluster's
 * entry with the user's, as with az.
 */
function generatedNames(credential: KubeconfigCredential, base: string): MergedNames {
  if (base === credential.contextName) {
    return { contextName: base, clusterName: credential.clusterName, userName: credential.userName };
  }
  return { contextName: base, clusterName: base, userName: userNameUnder(credential.userName, base) };
}

/** Further base names, in order: with the resource group, with the start of the subscription's id too, with a number. */
export function* keepBothBases(request: NamingRequest, taken: string): Generator<string> {
  const parts = request.metadata?.clusterId === undefined ? undefined : parseClusterId(request.metadata.clusterId);
  const stem = request.contextName ?? (parts === undefined ? taken : request.credential.contextName);
  let longest = stem;
  if (parts !== undefined) {
    longest = `${stem}-${parts.resourceGroup}`;
    yield longest;
    longest = `${longest}-${parts.subscriptionId.slice(0, 8)}`;
    yield longest;
  }
  for (let number = 2; number < 10_000; number++) {
    yield `${longest}-${number}`;
  }
}

/** The contexts that we wrote for this cluster, or this part of it; user and admin apart. */
function contextsOfCluster(model: YamlMap, request: NamingRequest): MergedNames[] {
  const { metadata } = request;
  if (metadata === undefined || !namesPlace(metadata)) {
    return [];
  }
  return sectionOf(model, 'contexts').flatMap((entry) => {
    const context = mapAt(entry, 'context');
    const contextName = stringAt(entry, 'name');
    const clusterName = stringAt(context, 'cluster');
    const userName = stringAt(context, 'user');
    if (context === undefined || !contextName || !clusterName || !userName) {
      return [];
    }
    if (!isSamePlace(metadataOf(context) ?? {}, metadata)) {
      return [];
    }
    if (isAdmin(userName) !== isAdmin(request.credential.userName)) {
      return [];
    }
    return [{ contextName, clusterName, userName }];
  });
}

function valueNamed(model: YamlMap, section: SectionName, name: string, key: string): YamlMap | undefined {
  return mapAt(
    sectionOf(model, section).find((entry) => stringAt(entry, 'name') === name),
    key,
  );
}
