import { credentialOfContext } from '../kubeconfig/contextCredential.ts';
import { type ContextMetadata, metadataOf } from '../kubeconfig/contextMetadata.ts';
import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import { sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import type { KubeconfigWrite } from '../kubeconfig/kubeconfigStore.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { stringAt } from '../yamlValue.ts';

/** A context that we added to a file, with what it takes to add it again: it may hold a secret, so never log it. */
export interface WrittenContext {
  readonly path: string;
  readonly contextName: string;
  readonly credential: KubeconfigCredential;
  readonly metadata: ContextMetadata | undefined;
  readonly writtenOnMs: number;
}

/**
 * A racing kubectl or az drops what was written while it ran, some seconds at most, and an editor what was written
 * since it opened the file. After that, whoever removes a context most likely wants it gone.
 */
export const watchedForMs = 10 * 60_000;

/** Those whose loss would still be noticed; nothing of the others is to be kept. */
export function stillWatched<Watched extends WrittenContext>(watched: readonly Watched[], nowMs: number): Watched[] {
  return watched.filter(({ writtenOnMs }) => nowMs - writtenOnMs < watchedForMs);
}

/** A context that a write of ours took out of a file: in another window, its loss is no loss. */
export interface RemovedContext {
  readonly path: string;
  readonly contextName: string;
  readonly removedOnMs: number;
}

/**
 * The contexts that are gone after a write.
 *
 * @throws AksEntraError kubeconfigInvalid where one of the two texts is none
 */
export function removedByWrite({ path, before, after }: KubeconfigWrite, nowMs: number): RemovedContext[] {
  const stayed = contextNamesIn(after);
  return [...contextNamesIn(before)]
    .filter((name) => !stayed.has(name))
    .map((contextName) => ({ path, contextName, removedOnMs: nowMs }));
}

/** Whether one of these removals is of that context, and came after it was written. */
export function wasRemoved(
  { path, contextName, writtenOnMs }: WrittenContext,
  removed: readonly RemovedContext[],
): boolean {
  return removed.some(
    (removal) => removal.path === path && removal.contextName === contextName && removal.removedOnMs >= writtenOnMs,
  );
}

/**
 * The contexts whose loss is to be noticed, after one more write of ours: those that it added, and those that earlier
 * ones added as they are now. What a write of ours takes away was meant to go.
 *
 * @throws AksEntraError kubeconfigInvalid where one of the two texts is none
 */
export function watchedAfterWrite(
  watched: readonly WrittenContext[],
  { path, before, after }: KubeconfigWrite,
  nowMs: number,
): WrittenContext[] {
  const known = new Map(
    watched.filter((context) => context.path === path).map((context) => [context.contextName, context]),
  );
  const present = contextNamesIn(before);
  const model = readFirstModel(after ?? '');
  const written = sectionOf(model, 'contexts').flatMap((entry): WrittenContext[] => {
    const contextName = stringAt(entry, 'name');
    if (contextName === undefined || (present.has(contextName) && !known.has(contextName))) {
      return [];
    }
    const credential = credentialOfContext(model, entry);
    if (typeof credential === 'string') {
      return [];
    }
    const writtenOnMs = known.get(contextName)?.writtenOnMs ?? nowMs;
    return [{ path, contextName, credential, metadata: metadataOf(credential.context), writtenOnMs }];
  });
  return [...watched.filter((context) => context.path !== path), ...written];
}

function contextNamesIn(text = ''): Set<string> {
  return new Set(sectionOf(readFirstModel(text), 'contexts').flatMap((entry) => stringAt(entry, 'name') ?? []));
}
