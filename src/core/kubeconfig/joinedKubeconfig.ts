import { applyChanges, type KubeconfigChange } from '../kubeconfigText/applyChanges.ts';
import { openKubeconfig, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { kubectlStyle, renderMapLines } from '../yaml/renderYaml.ts';
import {
  isEqualValue,
  isYamlList,
  isYamlMap,
  mapAt,
  ownValue,
  stringAt,
  type YamlMap,
  type YamlValue,
} from '../yamlValue.ts';
import { type FolderRules, withClusterPaths, withUserPaths } from './absolutePaths.ts';
import { rulesOf, type PathRules } from './singleContext.ts';

/**
 * A kubeconfig that may stand in any folder: the given one, comments and order included, with its paths made absolute.
 *
 * @returns undefined where an entry with such a path has no name to find it by
 * @throws AksEntraError as `openKubeconfig` and `applyChanges`
 */
export function movableKubeconfig(text: string, rules: FolderRules): string | undefined {
  const kubeconfig = openKubeconfig(text);
  const changes: KubeconfigChange[] = [];
  for (const section of ['clusters', 'users'] as const) {
    for (const entry of sectionOf(kubeconfig.model, section)) {
      const moved = withPaths(section, entry, rules);
      if (isEqualValue(entry, moved)) {
        continue;
      }
      const name = stringAt(entry, 'name');
      if (name === undefined) {
        return undefined;
      }
      changes.push({ kind: 'put', section, name, entry: moved });
    }
  }
  return applyChanges(kubeconfig, changes);
}

/**
 * The files of a KUBECONFIG list as one that may stand in any folder, as `kubectl config view --raw --flatten` joins
 * them: for each name the first file wins, and so does the first current context that is not empty. It is written anew,
 * so comments are not in it.
 *
 * @throws AksEntraError kubeconfigInvalid
 */
export function joinedKubeconfig(texts: readonly string[], paths: PathRules): string {
  const models = texts.map((text) => readFirstModel(text));
  const section = (name: 'clusters' | 'contexts' | 'users'): YamlMap[] =>
    firstOfName(
      models.flatMap((model, index) =>
        listAt(model, name).map((entry) => withPaths(name, entry, rulesOf(paths, index))),
      ),
    );
  const preferences = Object.assign({}, ...models.toReversed().map((model) => mapAt(model, 'preferences'))) as YamlMap;
  const extensions = firstOfName(models.flatMap((model) => listAt(model, 'extensions')));
  const current = models.map((model) => stringAt(model, 'current-context')).find((name) => !!name);
  const joined: Readonly<Record<string, YamlValue>> = {
    apiVersion: 'v1',
    kind: 'Config',
    ...(Object.keys(preferences).length === 0 ? {} : { preferences }),
    ...(extensions.length === 0 ? {} : { extensions }),
    clusters: section('clusters'),
    contexts: section('contexts'),
    'current-context': current ?? '',
    users: section('users'),
  };
  return `${renderMapLines(joined, 0, kubectlStyle).join('\n')}\n`;
}

function withPaths(section: string, entry: YamlMap, rules: FolderRules): YamlMap {
  const cluster = section === 'clusters' ? mapAt(entry, 'cluster') : undefined;
  const user = section === 'users' ? mapAt(entry, 'user') : undefined;
  return {
    ...entry,
    ...(cluster === undefined ? {} : { cluster: withClusterPaths(cluster, rules) }),
    ...(user === undefined ? {} : { user: withUserPaths(user, rules) }),
  };
}

function firstOfName(entries: readonly YamlMap[]): YamlMap[] {
  const found = new Map<string, YamlMap>();
  for (const entry of entries) {
    if (!found.has(nameOf(entry))) {
      found.set(nameOf(entry), entry);
    }
  }
  return [...found.values()];
}

/** To kubectl an entry without a name is one whose name is empty. */
function nameOf(entry: YamlMap): string {
  return stringAt(entry, 'name') ?? '';
}

function listAt(model: YamlMap, key: string): readonly YamlMap[] {
  const list = ownValue(model, key);
  return isYamlList(list) ? list.filter(isYamlMap) : [];
}
