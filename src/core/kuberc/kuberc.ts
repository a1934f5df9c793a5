import { AksEntraError } from '../aksEntraError.ts';
import { readFirstModel, readModel } from '../kubeconfigText/readModel.ts';
import { blockStyleOf } from '../yaml/blockStyle.ts';
import { firstDocument } from '../yaml/firstDocument.ts';
import { spliceMap } from '../yaml/spliceValue.ts';
import { isMapToken, parseSyntaxTree } from '../yaml/syntaxTree.ts';
import { unusualCharacter } from '../yaml/ordinaryYaml.ts';
import { applyEdits } from '../yaml/textEdit.ts';
import { isEqualValue, isYamlList, isYamlMap, ownValue, stringAt, type YamlMap } from '../yamlValue.ts';

/** What a kuberc file says of a plugin; see `policyFor`. */
export type PluginPolicy = 'allowed' | 'deniedAll' | 'unlisted';

const listKey = 'credentialPluginAllowlist';

/**
 * What kubectl's policy (kuberc, since kubectl 1.35) says of a credential plugin, read as kubectl 1.35.2 and 1.37 do: the
 * first document that holds its Preference counts, v1alpha1 knows no policy, and names are compared letter by letter.
 *
 * @param command the plugin's, as it stands in a kubeconfig: an absolute path
 */
export function policyFor(text: string, command: string): PluginPolicy {
  const preference = preferenceIn(text);
  const policy = preference && stringAt(preference, 'credentialPluginPolicy');
  if (policy === 'DenyAll') {
    return 'deniedAll';
  }
  const isListed = entriesOf(preference).some((entry) =>
    ['name', 'command'].some((key) => isYamlMap(entry) && ownValue(entry, key) === command),
  );
  return policy === 'Allowlist' && !isListed ? 'unlisted' : 'allowed';
}

/**
 * The text with one more entry on its allowlist; nothing else of it changes. The entry says `name`, which every kubectl
 * with a policy takes; `command`, the newer word, makes each call of kubectl 1.35 fail.
 *
 * @returns undefined where there is no allowlist with entries, or where it cannot be edited safely
 */
export function withListed(text: string, command: string): string | undefined {
  try {
    const before = readModel(text);
    if (
      unusualCharacter.test(text) ||
      policyFor(text, command) !== 'unlisted' ||
      !isPreference(before) ||
      entriesOf(before).length === 0
    ) {
      return undefined;
    }
    const tree = parseSyntaxTree(text);
    const { root } = tree;
    if (!isMapToken(root) || tree.isRootAnchored) {
      return undefined;
    }
    const after = { ...before, [listKey]: [...entriesOf(before), { name: command }] };
    const result = applyEdits(text, spliceMap({ tree, style: blockStyleOf(tree) }, root, before, after));
    return isEqualValue(readModel(result), after) ? result : undefined;
  } catch (error) {
    if (error instanceof AksEntraError) {
      return undefined;
    }
    throw error;
  }
}

/** @returns undefined where kubectl finds none, or cannot read it */
function preferenceIn(text: string): YamlMap | undefined {
  try {
    for (let rest = text; rest !== '';) {
      const document = firstDocument(rest).text;
      const model = readFirstModel(document);
      if (isOfKubectl(model)) {
        return isPreference(model) ? model : undefined;
      }
      rest = rest.slice(document.length);
    }
    return undefined;
  } catch (error) {
    if (error instanceof AksEntraError) {
      return undefined;
    }
    throw error;
  }
}

function isOfKubectl(model: YamlMap): boolean {
  const version = stringAt(model, 'apiVersion') ?? '';
  return /^kubectl\.config\.k8s\.io\/v1(?:alpha|beta)1$/.test(version) && stringAt(model, 'kind') === 'Preference';
}

function isPreference(model: YamlMap): boolean {
  return isOfKubectl(model) && stringAt(model, 'apiVersion') === 'kubectl.config.k8s.io/v1beta1';
}

function entriesOf(preference: YamlMap | undefined) {
  const list = preference && ownValue(preference, listKey);
  return isYamlList(list) ? list : [];
}
