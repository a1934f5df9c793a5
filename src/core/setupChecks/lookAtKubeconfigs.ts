import { AksEntraError } from '../aksEntraError.ts';
import type { KubeconfigStore } from '../kubeconfig/kubeconfigStore.ts';
import { firstOfEach, readContexts, type ContextFacts } from '../kubeconfig/readContexts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { mapAt, type YamlMap } from '../yamlValue.ts';

/** One path of the KUBECONFIG list, or the file in the home folder. */
interface LookedAtFile {
  readonly path: string;
  /** undefined where there is no file, or none that kubectl can read. It may hold secrets. */
  readonly text?: string;
  /** Why kubectl reads none of the files. */
  readonly problem?: AksEntraError;
}

/** A context with the entries that it leads to. */
export interface SetupContext {
  readonly facts: ContextFacts;
  /** The value below `cluster`; undefined: there is no such entry. */
  readonly cluster: YamlMap | undefined;
  readonly user: YamlMap | undefined;
  /** The file that its cluster's paths are relative to. */
  readonly clusterFile: string | undefined;
  /** The same of its user. */
  readonly userFile: string | undefined;
}

export interface KubeconfigLook {
  /** The value of KUBECONFIG; undefined where it is not set. */
  readonly variable: string | undefined;
  readonly files: readonly LookedAtFile[];
  /** Further paths of files that the list has already. */
  readonly repeated: readonly string[];
  readonly contexts: readonly SetupContext[];
  readonly currentContext: string | undefined;
}

export type LookedAtStore = Pick<KubeconfigStore, 'paths' | 'namedPaths' | 'read'>;

/**
 * Reads the kubeconfigs, each by itself: what is wrong with one is told beside what the others hold, although kubectl then
 * reads none.
 */
export async function lookAtKubeconfigs(store: LookedAtStore, variable: string | undefined): Promise<KubeconfigLook> {
  const [paths, named] = await Promise.all([store.paths(), store.namedPaths()]);
  const files = await Promise.all(paths.map((path) => lookAt(store, path)));
  const readable = files.filter(({ text, problem }) => text !== undefined && problem === undefined);
  const texts = readable.map(({ text = '' }) => text);
  const models = texts.map((text) => readFirstModel(text));
  const [clusters, users] = [firstOfEach(models, 'clusters'), firstOfEach(models, 'users')];
  const { contexts, currentContext } = readContexts(texts);
  return {
    variable: variable === '' ? undefined : variable,
    files,
    repeated: named.filter((path) => !paths.includes(path)),
    currentContext,
    contexts: contexts.map((facts) => {
      const cluster = clusters.get(facts.clusterName);
      const user = users.get(facts.userName);
      return {
        facts,
        cluster: cluster && (mapAt(cluster.entry, 'cluster') ?? {}),
        user: user && (mapAt(user.entry, 'user') ?? {}),
        clusterFile: cluster && readable[cluster.fileIndex]?.path,
        userFile: user && readable[user.fileIndex]?.path,
      };
    }),
  };
}

async function lookAt(store: LookedAtStore, path: string): Promise<LookedAtFile> {
  try {
    const text = await store.read(path);
    if (text === undefined) {
      return { path };
    }
    readFirstModel(text);
    return { path, text };
  } catch (error) {
    if (error instanceof AksEntraError) {
      return { path, problem: error };
    }
    throw error;
  }
}
