import { l10n } from '../l10n.ts';
import { kindOf, type KubeconfigCredential } from './credential.ts';
import { sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { entraFactsOf } from '../login/entraFacts.ts';
import { printable } from '../printable.ts';
import { mapAt, ownValue, stringAt, type YamlMap } from '../yamlValue.ts';

/**
 * One context of a kubeconfig with its cluster and its user, as a credential to merge. It is judged by nobody yet.
 *
 * @param entry an entry of the model's `contexts`
 * @returns half a sentence that says why where there is none
 */
export function credentialOfContext(model: YamlMap, entry: YamlMap): KubeconfigCredential | string {
  const contextName = stringAt(entry, 'name');
  const context = mapAt(entry, 'context');
  const clusterName = stringAt(context, 'cluster');
  const userName = stringAt(context, 'user');
  if (!contextName || context === undefined) {
    return l10n`it has no name or is empty`;
  }
  if (!clusterName || !userName) {
    return l10n`it names no cluster or no user`;
  }
  const cluster = valueOf(model, 'clusters', clusterName, 'cluster');
  const user = valueOf(model, 'users', userName, 'user');
  if (cluster === undefined) {
    return l10n`its cluster "${printable(clusterName)}" is not in the file`;
  }
  if (user === undefined) {
    return l10n`its user "${printable(userName)}" is not in the file`;
  }
  return {
    clusterName,
    contextName,
    userName,
    cluster,
    context,
    user,
    kind: kindOf(user),
    entra: entraFactsOf(user),
  };
}

function valueOf(model: YamlMap, section: 'clusters' | 'users', name: string, key: string): YamlMap | undefined {
  const entry = sectionOf(model, section).find((candidate) => ownValue(candidate, 'name') === name);
  return entry === undefined ? undefined : mapAt(entry, key);
}
