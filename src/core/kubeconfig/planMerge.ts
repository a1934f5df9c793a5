import { applyChanges } from './applyChanges.ts';
import type { KubeconfigChange } from './applyChanges.ts';
import type { ContextMetadata } from './contextMetadata.ts';
import type { KubeconfigCredential } from './credential.ts';
import { openKubeconfig } from './editableKubeconfig.ts';
import type { EditableKubeconfig, SectionName } from './editableKubeconfig.ts';
import { maskedPair } from './maskSecrets.ts';
import { mergeEntries } from './mergedEntries.ts';
import type { MergedEntry } from './mergedEntries.ts';
import { generatedNames, keepBothBases, namesToMergeInto } from './mergedNames.ts';
import type { MergedNames } from './mergedNames.ts';
import { stringAt } from './yamlValue.ts';
import type { YamlMap } from './yamlValue.ts';

export interface MergeRequest {
  /** The kubeconfig as it is; undefined where there is no file yet. */
  readonly text: string | undefined;
  readonly credential: KubeconfigCredential;
  /** The name that the user typed; without it the credential's own name, or the one it was merged under before. */
  readonly contextName?: string;
  readonly metadata?: ContextMetadata;
  /** `ask` reports entries that differ instead of touching them. */
  readonly onConflict: 'ask' | 'overwrite' | 'keepBoth';
  readonly setCurrentContext: boolean;
}

/** An entry of the same name that says something else. Both sides are YAML, secrets hidden. */
interface EntryConflict {
  readonly section: SectionName;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export type MergePlan =
  | ({ readonly kind: 'unchanged' } & MergedNames)
  | ({
      readonly kind: 'conflict';
      readonly conflicts: readonly EntryConflict[];
      /** The context's name if both were kept. */
      readonly keepBothName: string;
    } & MergedNames)
  | ({ readonly kind: 'changed'; readonly text: string } & MergedNames);

/**
 * Plans how a credential goes into a kubeconfig. Its cluster, user and context go in together; entries that say the
 * same already are not touched; where one is overwritten, what the user added to it stays (namespace, proxy-url,
 * tls-server-name, extensions).
 *
 * @throws AksEntraError where the text cannot be edited safely: see `applyChanges`
 */
export function planMerge(request: MergeRequest): MergePlan {
  const kubeconfig = openKubeconfig(request.text ?? '');
  const { model } = kubeconfig;
  const names = namesToMergeInto(model, request);
  const entries = mergeEntries(model, request, names);
  if (!entries.some((entry) => entry.isConflict)) return finish(kubeconfig, request, names, entries);
  switch (request.onConflict) {
    case 'overwrite':
      return finish(kubeconfig, request, names, entries);
    case 'keepBoth': {
      const free = firstFreeNames(model, request, names.contextName);
      return finish(kubeconfig, request, free, mergeEntries(model, request, free));
    }
    case 'ask':
      return {
        kind: 'conflict',
        conflicts: entries.flatMap(({ section, name, before, after, isConflict }) =>
          before !== undefined && isConflict ? [{ section, name, ...maskedPair(before, after) }] : [],
        ),
        keepBothName: firstFreeNames(model, request, names.contextName).contextName,
        ...names,
      };
  }
}

/** The first names under which the credential stands already, or under which nothing else stands. */
function firstFreeNames(model: YamlMap, request: MergeRequest, taken: string): MergedNames {
  for (const base of keepBothBases(request, taken)) {
    const names = generatedNames(request.credential, base);
    if (!mergeEntries(model, request, names).some((entry) => entry.isConflict)) return names;
  }
  throw new RangeError('No free name.');
}

function finish(
  kubeconfig: EditableKubeconfig,
  request: MergeRequest,
  names: MergedNames,
  entries: readonly MergedEntry[],
): MergePlan {
  const changes: KubeconfigChange[] = entries.flatMap(({ section, name, after, isChanged }) =>
    isChanged ? [{ kind: 'put', section, name, entry: after }] : [],
  );
  if (request.setCurrentContext && stringAt(kubeconfig.model, 'current-context') !== names.contextName) {
    changes.push({ kind: 'setCurrentContext', contextName: names.contextName });
  }
  if (changes.length === 0) return { kind: 'unchanged', ...names };
  const text = applyChanges(kubeconfig, changes);
  return text === kubeconfig.text ? { kind: 'unchanged', ...names } : { kind: 'changed', text, ...names };
}
