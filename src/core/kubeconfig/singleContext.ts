import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { type FolderRules, withClusterPaths, withUserPaths } from './absolutePaths.ts';
import { firstOfEach } from './readContexts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { printable } from '../printable.ts';
import { kubectlStyle, renderMapLines } from '../yaml/renderYaml.ts';
import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

/** How the machine's paths work; core knows no file system. */
export interface PathRules {
  /** An absolute path for one that a text of the list names; relative ones start from that text's folder. */
  resolve(fileIndex: number, path: string): string;
  readonly separator: string;
}

/**
 * A kubeconfig with nothing but one context, its cluster and its user; it may stand in any folder, since relative
 * paths are resolved.
 *
 * @throws AksEntraError kubeconfigEntryNotFound, kubeconfigInvalid
 */
export function singleContextKubeconfig(texts: readonly string[], contextName: string, paths: PathRules): string {
  const models = texts.map((text) => readFirstModel(text));
  const entry = firstOfEach(models, 'contexts').get(contextName)?.entry;
  const context = mapAt(entry, 'context');
  if (entry === undefined || context === undefined) {
    throw notFound('context', contextName);
  }
  const cluster = resolved(models, 'cluster', stringAt(context, 'cluster') ?? '', (value, fileIndex) =>
    withClusterPaths(value, rulesOf(paths, fileIndex)),
  );
  const user = resolved(models, 'user', stringAt(context, 'user') ?? '', (value, fileIndex) =>
    withUserPaths(value, rulesOf(paths, fileIndex)),
  );
  return renderSingleContext(contextName, { cluster, context: entry, user });
}

/**
 * The text of a kubeconfig with one context, which is the current one.
 *
 * @param entries the three list entries, each with its name
 */
export function renderSingleContext(
  contextName: string,
  { cluster, context, user }: Readonly<Record<'cluster' | 'context' | 'user', YamlMap>>,
): string {
  const model: YamlMap = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [cluster],
    contexts: [context],
    'current-context': contextName,
    users: [user],
  };
  return `${renderMapLines(model, 0, kubectlStyle).join('\n')}\n`;
}

function resolved(
  models: readonly YamlMap[],
  kind: 'cluster' | 'user',
  name: string,
  change: (value: YamlMap, fileIndex: number) => YamlMap,
): YamlMap {
  const found = firstOfEach(models, `${kind}s`).get(name);
  if (found === undefined) {
    throw notFound(kind, name);
  }
  return { ...found.entry, [kind]: change(mapAt(found.entry, kind) ?? {}, found.fileIndex) };
}

/** The rules for one text of a list. */
export function rulesOf(paths: PathRules, fileIndex: number): FolderRules {
  return { resolve: (path) => paths.resolve(fileIndex, path), separator: paths.separator };
}

function notFound(kind: string, name: string): AksEntraError {
  return new AksEntraError(
    'kubeconfigEntryNotFound',
    l10n`The kubeconfig holds no ${kind} named "${printable(name)}". Get the credential again, or correct the context.`,
  );
}
