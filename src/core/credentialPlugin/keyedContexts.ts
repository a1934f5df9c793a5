import { applyChanges, type KubeconfigChange } from '../kubeconfigText/applyChanges.ts';
import { openKubeconfig, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { firstOfEach } from '../kubeconfig/readContexts.ts';
import { keyedUser, type PluginCommand } from '../login/pluginLogin.ts';
import { contextKeyOf } from '../login/writtenExec.ts';
import { isEqualValue, mapAt, stringAt, type YamlMap } from '../yamlValue.ts';
import { canBeListed } from './listedCluster.ts';
import { isSameAccess, type TrustedCluster } from './trustedCluster.ts';
import type { PluginContext } from './trustedContexts.ts';

/** What writing keys into kubeconfigs comes to. */
export interface KeyPlan {
  /** One for each of the given ones, and the same string where nothing changes in it. */
  readonly texts: readonly string[];
  /** The contexts that get another user, or whose user is written anew. */
  readonly contextNames: readonly string[];
}

/**
 * Writes the users of contexts anew, each with its key: in that text of a KUBECONFIG list that kubectl takes it from. A
 * user that serves contexts with several keys, or others beside them, is split: the further ones get a user of their own,
 * in the text of the context. Contexts without a key, and those that are none of our plugin's, stay as they are.
 *
 * @param keys by the context's name: the list's, never one that was found in a kubeconfig
 * @throws AksEntraError kubeconfigInvalid, and as `applyChanges`
 */
export function planKeys(texts: readonly string[], plugin: PluginCommand, keys: ReadonlyMap<string, string>): KeyPlan {
  const models = texts.map((text) => readFirstModel(text));
  const users = firstOfEach(models, 'users');
  const changes = texts.map((): KubeconfigChange[] => []);
  const contextNames: string[] = [];
  const taken = takenUserNames(models);
  for (const [userName, contexts] of Map.groupBy(placedContexts(models, keys), (each) => each.userName)) {
    const found = users.get(userName);
    const user = mapAt(found?.entry, 'user');
    if (found === undefined || user === undefined) {
      continue;
    }
    const stays = keyThatStays(contexts, user, plugin);
    for (const group of groupedByUser(contexts, stays)) {
      const [{ key, fileIndex, clusterName }] = group;
      const keyed = key === undefined ? undefined : keyedUser(user, plugin, key);
      if (keyed === undefined) {
        continue;
      }
      if (key === stays) {
        if (!isEqualValue(user, keyed)) {
          changes[found.fileIndex]?.push(putUser(userName, { ...found.entry, user: keyed }));
          contextNames.push(...group.map(({ contextName }) => contextName));
        }
        continue;
      }
      const name = freeName(`${userName}-${clusterName}`, taken);
      taken.add(name);
      changes[fileIndex]?.push(putUser(name, { name, user: keyed }), ...group.map((each) => withUser(each, name)));
      contextNames.push(...group.map(({ contextName }) => contextName));
    }
  }
  return {
    texts: texts.map((text, index) => {
      const own = changes[index] ?? [];
      return own.length === 0 ? text : applyChanges(openKubeconfig(text), own);
    }),
    contextNames,
  };
}

/** Contexts of our plugin that get no token as they are. */
export interface ContextsWithoutKey {
  /** They lead to a cluster of the list, and have not its key, or are not as we write them. */
  readonly known: readonly PluginContext[];
  /** They lead to none, and could. */
  readonly unknown: readonly PluginContext[];
}

/**
 * Which contexts of our plugin need a key.
 *
 * @param contexts with the certificates of their clusters, also where kubectl reads them from a file
 */
export function contextsWithoutKey(
  contexts: readonly PluginContext[],
  trusted: readonly TrustedCluster[],
): ContextsWithoutKey {
  const known: PluginContext[] = [];
  const unknown: PluginContext[] = [];
  for (const context of contexts) {
    const entries = trusted.filter((each) => isSameAccess(each, context.cluster));
    if (entries.length === 0) {
      unknown.push(...(canBeListed(context.cluster) ? [context] : []));
    } else if (!context.isAsWritten || entries.every(({ key }) => key !== context.key)) {
      known.push(context);
    }
  }
  return { known, unknown };
}

/** A context as kubectl finds it. */
interface PlacedContext {
  readonly contextName: string;
  readonly clusterName: string;
  readonly userName: string;
  readonly entry: YamlMap;
  readonly context: YamlMap;
  readonly fileIndex: number;
  /** The one that it is to have. */
  readonly key: string | undefined;
}

function placedContexts(models: readonly YamlMap[], keys: ReadonlyMap<string, string>): PlacedContext[] {
  return [...firstOfEach(models, 'contexts')].flatMap(([contextName, { entry, fileIndex }]) => {
    const context = mapAt(entry, 'context');
    const userName = stringAt(context, 'user');
    if (context === undefined || userName === undefined) {
      return [];
    }
    const clusterName = stringAt(context, 'cluster') ?? '';
    return [{ contextName, clusterName, userName, entry, context, fileIndex, key: keys.get(contextName) }];
  });
}

/** The key of the contexts that keep the user's name; undefined where those without a key do, and it stays as it is. */
function keyThatStays(contexts: readonly PlacedContext[], user: YamlMap, plugin: PluginCommand): string | undefined {
  const keys = contexts.map(({ key }) => key);
  const present = contextKeyOf(mapAt(user, 'exec') ?? {});
  if (keys.includes(undefined)) {
    const isAsMeant = present !== undefined && isEqualValue(user, keyedUser(user, plugin, present));
    return isAsMeant ? present : undefined;
  }
  return present !== undefined && keys.includes(present) ? present : keys[0];
}

/** Those that share a user afterwards: the user's own, wherever they are, and for each further key those of one text. */
function groupedByUser(
  contexts: readonly PlacedContext[],
  stays: string | undefined,
): (readonly [PlacedContext, ...PlacedContext[]])[] {
  const groups = Map.groupBy(contexts, ({ key, fileIndex }) =>
    key === stays ? 'stays' : JSON.stringify([key, fileIndex]),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}

/** Of entries that there are, and of those that contexts only hope for: they would be let in by ours. */
function takenUserNames(models: readonly YamlMap[]): Set<string> {
  const names = models.flatMap((model) => [
    ...sectionOf(model, 'users').map((entry) => stringAt(entry, 'name')),
    ...sectionOf(model, 'contexts').map((entry) => stringAt(mapAt(entry, 'context'), 'user')),
  ]);
  return new Set(names.filter((name) => name !== undefined));
}

function freeName(stem: string, taken: ReadonlySet<string>): string {
  let name = stem;
  for (let number = 2; taken.has(name); number++) {
    name = `${stem}-${number}`;
  }
  return name;
}

function putUser(name: string, entry: YamlMap): KubeconfigChange {
  return { kind: 'put', section: 'users', name, entry };
}

function withUser({ contextName, entry, context }: PlacedContext, userName: string): KubeconfigChange {
  const changed = { ...entry, context: { ...context, user: userName } };
  return { kind: 'put', section: 'contexts', name: contextName, entry: changed };
}
