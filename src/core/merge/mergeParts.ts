import { withPathInErrors } from '../kubeconfigText/withPathInErrors.ts';
import type { KubeconfigSnapshot } from '../kubeconfig/kubeconfigSnapshot.ts';
import type { KubeconfigFile } from '../kubeconfig/kubeconfigStore.ts';
import { namesToMergeInto, type NamingRequest } from './mergedNames.ts';
import { firstOfEach } from '../kubeconfig/readContexts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import type { YamlMap } from '../yamlValue.ts';

/** What goes into one file. */
export interface MergePart<Credential extends NamingRequest> {
  readonly path: string;
  readonly credentials: readonly Credential[];
  /** The other texts of the KUBECONFIG list. */
  readonly beside: readonly string[];
}

/**
 * What goes into which file: into the one that the user chose, or into those of the KUBECONFIG list.
 *
 * @throws AksEntraError as `partsByFile`
 */
export function mergeParts<Credential extends NamingRequest>(
  { paths, files, defaultPath }: KubeconfigSnapshot,
  credentials: readonly Credential[],
  chosenPath: string | undefined,
): MergePart<Credential>[] {
  // Of a single file, what is wrong with the text is best told by the one who writes it.
  if (chosenPath !== undefined || paths.length === 1) {
    return [{ path: chosenPath ?? defaultPath, credentials, beside: [] }];
  }
  return partsByFile(files, credentials, defaultPath);
}

/**
 * Divides credentials among the files of a KUBECONFIG list. Each goes into the first that holds an entry of its names, be
 * it under those that its cluster was merged under before: in an earlier file it would hide that entry, unasked; in a
 * later one it would be hidden itself.
 *
 * @param newPath where those go whose names are all new
 * @throws AksEntraError kubeconfigInvalid
 */
export function partsByFile<Credential extends NamingRequest>(
  files: readonly KubeconfigFile[],
  credentials: readonly Credential[],
  newPath: string,
): MergePart<Credential>[] {
  const models = files.map(({ path, text }) => withPathInErrors(path, () => readFirstModel(text)));
  const [clusters, contexts, users] = ['clusters', 'contexts', 'users'].map((section) => firstOfEach(models, section));
  const joined = joinedSections(models);
  const pathOf = (credential: Credential): string => {
    const names = namesToMergeInto(joined, credential);
    const found = [clusters?.get(names.clusterName), contexts?.get(names.contextName), users?.get(names.userName)];
    const first = Math.min(...found.map((entry) => entry?.fileIndex ?? Infinity));
    return files[first]?.path ?? newPath;
  };
  return [...Map.groupBy(credentials, pathOf)].map(([path, group]) => {
    const beside = files.filter((file) => file.path !== path).map(({ text }) => text);
    return { path, credentials: group, beside };
  });
}

/** The entries that kubectl finds in several texts together: of each name the first. */
export function joinedSections(models: readonly YamlMap[]): YamlMap {
  return Object.fromEntries(
    ['clusters', 'contexts', 'users'].map((section) => [
      section,
      [...firstOfEach(models, section).values()].map(({ entry }) => entry),
    ]),
  );
}
