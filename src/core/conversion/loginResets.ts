import { applyChanges, type KubeconfigChange } from '../kubeconfigText/applyChanges.ts';
import { type ContextMetadata, metadataOf, withMetadata } from '../kubeconfig/contextMetadata.ts';
import { openKubeconfig, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import type { EntraFacts } from '../login/entraFacts.ts';
import { type AnyLoginMode, isAnyLoginMode } from '../login/loginModeNames.ts';
import type { ContextFacts } from '../kubeconfig/readContexts.ts';
import { isEqualValue, mapAt, stringAt } from '../yamlValue.ts';

/** How a context signed in while it was as the user chose. */
export interface ChosenLogin {
  readonly mode: AnyLoginMode;
  readonly server: string | undefined;
  readonly metadata: ContextMetadata;
  readonly entra: EntraFacts | undefined;
  readonly names: EntryNames;
}

/** Of the entries that a context leads to. */
type EntryNames = Pick<ContextFacts, 'clusterName' | 'userName'>;

/** A context whose login mode is no longer the one that the user chose here. */
export interface LoginReset {
  readonly contextName: string;
  readonly chosen: AnyLoginMode;
  readonly present: AnyLoginMode;
  /** What our metadata is to say where the choice holds. */
  readonly metadata: ContextMetadata;
  /** False where another tool replaced the context, and our metadata went with it. */
  readonly isRemembered: boolean;
  /** What the user's entry said before, as far as it was seen. */
  readonly before: EntraFacts | undefined;
  /** Of its entries before, as far as they were seen. */
  readonly formerNames: EntryNames | undefined;
}

/** The contexts that sign in as the user chose here, by name. */
export function chosenLogins(contexts: readonly ContextFacts[]): Map<string, ChosenLogin> {
  return new Map(
    contexts.flatMap(({ contextName, clusterName, userName, metadata, entra, server, isUserElsewhere }) => {
      const mode = metadata?.loginMode;
      if (
        isUserElsewhere ||
        metadata === undefined ||
        mode === undefined ||
        !isAnyLoginMode(mode) ||
        entra?.login !== mode
      ) {
        return [];
      }
      return [[contextName, { mode, server, metadata, entra, names: { clusterName, userName } }] as const];
    }),
  );
}

/**
 * The contexts whose login mode another tool changed. kubelogin's own conversion, which `az aks get-credentials` runs
 * for every user since 2.78, leaves our metadata in place; az replaces the whole context of the cluster that it
 * fetches, so there what was seen before has to do. Where the user stands in another file of a list than the context, our
 * own command line writes the user's file alone, and our metadata says nothing about who changed it.
 */
export function loginResets(contexts: readonly ContextFacts[], seen: ReadonlyMap<string, ChosenLogin>): LoginReset[] {
  return contexts.flatMap(({ contextName, metadata, entra, server, kind, isUserElsewhere }) => {
    const last = seen.get(contextName);
    const isSameCluster = last !== undefined && last.server === server;
    const isRemembered = metadata?.loginMode !== undefined;
    const chosen = metadata?.loginMode ?? (isSameCluster ? last.mode : undefined);
    const present = entra?.login;
    if (isUserElsewhere || kind !== 'exec' || chosen === undefined || present === undefined || chosen === present) {
      return [];
    }
    if (!isAnyLoginMode(chosen) || !isAnyLoginMode(present)) {
      return [];
    }
    return [
      {
        contextName,
        chosen,
        present,
        metadata: { ...(isSameCluster ? last.metadata : {}), ...metadata, loginMode: chosen },
        isRemembered,
        before: isSameCluster ? last.entra : undefined,
        formerNames: isSameCluster ? last.names : undefined,
      },
    ];
  });
}

/**
 * The text with our metadata of the given contexts set; contexts that it does not hold are passed over.
 *
 * @returns the text itself where nothing changes
 * @throws AksEntraError as `applyChanges`
 */
export function withContextMetadata(text: string, metadata: ReadonlyMap<string, ContextMetadata>): string {
  const kubeconfig = openKubeconfig(text);
  const changes = sectionOf(kubeconfig.model, 'contexts').flatMap((entry): KubeconfigChange[] => {
    const name = stringAt(entry, 'name');
    const context = mapAt(entry, 'context');
    const wanted = name === undefined ? undefined : metadata.get(name);
    if (name === undefined || context === undefined || wanted === undefined) {
      return [];
    }
    if (isEqualValue({ ...metadataOf(context) }, { ...wanted })) {
      return [];
    }
    return [{ kind: 'put', section: 'contexts', name, entry: { ...entry, context: withMetadata(context, wanted) } }];
  });
  return changes.length === 0 ? text : applyChanges(kubeconfig, changes);
}
