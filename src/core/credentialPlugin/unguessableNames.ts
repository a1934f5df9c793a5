import { applyChanges, type KubeconfigChange } from '../kubeconfigText/applyChanges.ts';
import { openKubeconfig, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { firstOfEach } from '../kubeconfig/readContexts.ts';
import { isUnguessable, unguessableName } from '../kubeconfig/unguessableName.ts';
import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

const sections = [
  ['clusters', 'cluster'],
  ['users', 'user'],
] as const;

/** The new name of an entry, and which of the texts holds it. */
interface Renamed {
  readonly name: string;
  readonly fileIndex: number;
}

/**
 * Gives the cluster and the user of contexts names that nobody can guess: a kubeconfig that somebody else wrote can then
 * not lead such a user to another server, nor such a cluster name to another one, in a program that merges files by
 * itself. The contexts keep their own names, and go on sharing what they shared.
 *
 * What another context uses too is copied, and stays as it is for that one; everything else is renamed where it stands,
 * in that text of a KUBECONFIG list that kubectl takes it from.
 *
 * @param contextNames of one trusted cluster, with users of our plugin; one that there is not is passed over
 * @param newName 128 random bits as 32 characters of 0-9a-f
 * @param present what becomes of names that look like ours: `keep` where we write once more; `renew` where they are
 *   given for the first time, since a file that somebody handed over may have brought them
 * @returns one for each of the texts, and the same string where nothing changes in it
 * @throws AksEntraError kubeconfigInvalid, and as `applyChanges`
 */
export function planUnguessableNames(
  texts: readonly string[],
  contextNames: readonly string[],
  newName: () => string,
  present: 'keep' | 'renew' = 'keep',
): readonly string[] {
  const models = texts.map((text) => readFirstModel(text));
  const contexts = firstOfEach(models, 'contexts');
  const chosen = new Map([...contexts].filter(([name]) => contextNames.includes(name)));
  const changes = texts.map((): KubeconfigChange[] => []);
  const renamed = { clusters: new Map<string, Renamed>(), users: new Map<string, Renamed>() };
  for (const [section, key] of sections) {
    const entries = firstOfEach(models, section);
    const used = [...chosen.values()].flatMap(({ entry }) => stringAt(mapAt(entry, 'context'), key) ?? []);
    for (const formerName of new Set(used)) {
      const found = entries.get(formerName);
      if (found === undefined || (present === 'keep' && isUnguessable(formerName))) {
        continue;
      }
      const { entry, fileIndex } = found;
      const name = unguessableName(formerName, newName());
      // Of one file alone, kubectl also sees a context that an earlier one hides.
      const seen = [...[...contexts.values()].map((each) => each.entry), ...contextsIn(models[fileIndex])];
      const isShared = seen.some(
        (each) => stringAt(mapAt(each, 'context'), key) === formerName && !chosen.has(stringAt(each, 'name') ?? ''),
      );
      renamed[section].set(formerName, { name, fileIndex });
      changes[fileIndex]?.push({ kind: 'put', section, name: isShared ? name : formerName, entry: { ...entry, name } });
    }
  }
  for (const [fileIndex, model] of models.entries()) {
    for (const entry of contextsIn(model)) {
      const place = chosen.get(stringAt(entry, 'name') ?? '');
      if (place !== undefined) {
        changes[fileIndex]?.push(...withNames(entry, renamed, place.entry === entry ? undefined : fileIndex));
      }
    }
  }
  return texts.map((text, index) => {
    const own = changes[index] ?? [];
    return own.length === 0 ? text : applyChanges(openKubeconfig(text), own);
  });
}

function contextsIn(model: YamlMap = {}): readonly YamlMap[] {
  return sectionOf(model, 'contexts');
}

/** @param only the text whose entries are meant, where kubectl sees the context in that text alone */
function withNames(
  entry: YamlMap,
  renamed: Readonly<Record<'clusters' | 'users', ReadonlyMap<string, Renamed>>>,
  only: number | undefined,
): KubeconfigChange[] {
  const context = mapAt(entry, 'context') ?? {};
  const changed = sections.flatMap(([section, key]) => {
    const to = renamed[section].get(stringAt(context, key) ?? '');
    return to === undefined || (only !== undefined && only !== to.fileIndex) ? [] : [[key, to.name]];
  });
  if (changed.length === 0) {
    return [];
  }
  const after = { ...entry, context: { ...context, ...(Object.fromEntries(changed) as YamlMap) } };
  return [{ kind: 'put', section: 'contexts', name: stringAt(entry, 'name') ?? '', entry: after }];
}
