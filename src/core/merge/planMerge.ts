import { applyChanges, applyChangesQuickly, type KubeconfigChange } from '../kubeconfigText/applyChanges.ts';
import type { ContextMetadata } from '../kubeconfig/contextMetadata.ts';
import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import {
  type EditableKubeconfig,
  openKubeconfig,
  openPlainKubeconfig,
  type SectionName,
  sectionOf,
} from '../kubeconfigText/editableKubeconfig.ts';
import { maskedPair } from '../kubeconfigText/maskSecrets.ts';
import { loadProblemOf } from '../kubeconfigText/loadableModel.ts';
import { type ChangeOfContext, changedSignIn, type LoginModeChange, oneChange } from './loginModeChange.ts';
import { type MergedEntry, mergeEntries } from './mergedEntries.ts';
import { keepBothBases, type MergedNames, namesToMergeInto, namesUnder } from './mergedNames.ts';
import { joinedSections } from './mergeParts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { ownValue, stringAt, type YamlMap } from '../yamlValue.ts';

/** One credential of a merge. */
export interface CredentialToMerge {
  readonly credential: KubeconfigCredential;
  /** The name that the user typed; without it the credential's own name, or the one it was merged under before. */
  readonly contextName?: string;
  readonly metadata?: ContextMetadata;
}

interface MergeConditions {
  /** The kubeconfig as it is; undefined where there is no file yet. */
  readonly text: string | undefined;
  /** The other texts of its KUBECONFIG list, in their order: what they hold is no free name, and may say it all already. */
  readonly beside?: readonly string[];
  /** `ask` reports entries that differ instead of touching them. */
  readonly onConflict: 'ask' | 'overwrite' | 'keepBoth';
}

export interface MergeRequest extends MergeConditions, CredentialToMerge {
  readonly setCurrentContext: boolean;
}

export interface MergeAllRequest extends MergeConditions {
  readonly credentials: readonly CredentialToMerge[];
  /** The one of them whose context becomes the current one; undefined: none. */
  readonly current: CredentialToMerge | undefined;
  /** A current context stays if it names one that there is, in this text or beside it. */
  readonly keepsCurrent?: boolean;
}

/** An entry of the same name that says something else. Both sides are YAML, secrets hidden. */
export interface EntryConflict {
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

/** What is wrong with the kubeconfig as it is. */
interface TargetFacts {
  /** Why kubectl cannot load it, a sentence with its line; undefined where it loads. */
  readonly loadProblem: string | undefined;
}

export type MergeAllPlan =
  | (TargetFacts & {
      readonly kind: 'conflict';
      readonly conflicts: readonly EntryConflict[];
      /** The contexts' names if both were kept, of those that are in the way of something. */
      readonly keepBothNames: readonly string[];
      /** Where nothing differs but how the same contexts sign in. */
      readonly modeChange: LoginModeChange | undefined;
      readonly contexts: readonly MergedContext[];
    })
  | (TargetFacts & {
      readonly kind: 'merged';
      /** undefined where the kubeconfig says all of it already */
      readonly text: string | undefined;
      readonly contexts: readonly MergedContext[];
      /** The current context that named none, where another one took its place because of that. */
      readonly danglingContext: string | undefined;
    });

/** What became of one credential, in the order of the request. */
export interface MergedContext extends MergedNames {
  readonly isChanged: boolean;
}

/**
 * Plans how a credential goes into a kubeconfig. Its cluster, user and context go in together; entries that say the
 * same already are not touched; where one is overwritten, what the user added to it stays (namespace, proxy-url,
 * tls-server-name, extensions).
 *
 * @throws AksEntraError where the text cannot be edited safely: see `applyChanges`
 */
export function planMerge({ text, beside = [], onConflict, setCurrentContext, ...item }: MergeRequest): MergePlan {
  const current = setCurrentContext ? item : undefined;
  const plan = planMergeAll({ text, beside, onConflict, credentials: [item], current });
  const [context] = plan.contexts;
  if (context === undefined) {
    throw new TypeError('A merge of one credential ended without a context.');
  }
  const { contextName, clusterName, userName } = context;
  const names = { contextName, clusterName, userName };
  if (plan.kind === 'conflict') {
    return { kind: 'conflict', conflicts: plan.conflicts, keepBothName: plan.keepBothNames[0] ?? '', ...names };
  }
  return plan.text === undefined ? { kind: 'unchanged', ...names } : { kind: 'changed', text: plan.text, ...names };
}

/**
 * The same for several credentials at once: all of them, or a conflict. Where two of them want the same name, the
 * later one gets another, as if both were to be kept: overwriting what was just merged is never meant.
 *
 * @throws AksEntraError as `planMerge`
 */
export function planMergeAll(request: MergeAllRequest): MergeAllPlan {
  const quick = planQuickly(request);
  if (quick !== undefined) {
    return quick;
  }
  const kubeconfig = openKubeconfig(request.text ?? '');
  const { conflicts, keepBothNames, changesOfSignIn, contexts, changes, danglingContext } = draftMerge(
    kubeconfig,
    request,
  );
  const loadProblem = loadProblemOf(kubeconfig.text, kubeconfig.model);
  if (conflicts.length > 0) {
    const modeChange = oneChange(changesOfSignIn);
    return { kind: 'conflict', conflicts, keepBothNames, modeChange, contexts, loadProblem };
  }
  const after = changes.length === 0 ? kubeconfig.text : applyChanges(kubeconfig, changes);
  const text = after === kubeconfig.text ? undefined : after;
  return { kind: 'merged', text, contexts, danglingContext, loadProblem };
}

/**
 * Plans from what `openPlainKubeconfig` reads, where the parser's reading of the result proves all of it: where nothing
 * goes that was there, but a current context by the user's own wish.
 */
function planQuickly(request: MergeAllRequest): MergeAllPlan | undefined {
  const kubeconfig = openPlainKubeconfig(request.text ?? '');
  if (kubeconfig === undefined) {
    return undefined;
  }
  const { text: before, model } = kubeconfig;
  const { conflicts, contexts, changes, danglingContext } = draftMerge(kubeconfig, request);
  const isAllKept = changes.every((change) => change.kind !== 'put' || !holds(model, change.section, change.name));
  if (conflicts.length > 0 || changes.length === 0 || !isAllKept || danglingContext !== undefined) {
    return undefined;
  }
  const text = applyChangesQuickly(kubeconfig, changes);
  return text === undefined
    ? undefined
    : { kind: 'merged', text, contexts, danglingContext, loadProblem: loadProblemOf(before, model) };
}

/** What a merge comes to, before the text is edited. */
interface MergeDraft {
  readonly conflicts: readonly EntryConflict[];
  readonly keepBothNames: readonly string[];
  /** What each conflict is, if it is no more than another way to sign in. */
  readonly changesOfSignIn: readonly ChangeOfContext[];
  readonly contexts: readonly MergedContext[];
  readonly changes: readonly KubeconfigChange[];
  readonly danglingContext: string | undefined;
}

function draftMerge(kubeconfig: EditableKubeconfig, request: MergeAllRequest): MergeDraft {
  const { beside = [], credentials, current, keepsCurrent = false, onConflict } = request;
  const puts = new Map<string, KubeconfigChange>();
  const own = new Set<string>();
  const conflicts: EntryConflict[] = [];
  const keepBothNames: string[] = [];
  const changesOfSignIn: ChangeOfContext[] = [];
  const contexts: MergedContext[] = [];
  const others = beside.map((other) => readFirstModel(other));
  let model: YamlMap = { ...kubeconfig.model, ...joinedSections([kubeconfig.model, ...others]) };
  const formerCurrent = stringAt(model, 'current-context') ?? '';
  const isCurrentKept = keepsCurrent && holds(model, 'contexts', formerCurrent);
  let currentContext: string | undefined;
  for (const item of credentials) {
    const placed = place(model, item, onConflict, own);
    conflicts.push(...placed.conflicts);
    if (placed.conflicts.length > 0) {
      keepBothNames.push(firstFreeNames(model, item, placed.names).contextName);
      changesOfSignIn.push({ contextName: placed.names.contextName, change: changedSignIn(placed.entries) });
    }
    for (const { section, name, after, isChanged } of placed.entries) {
      own.add(keyOf(section, name));
      if (isChanged) {
        puts.set(keyOf(section, name), { kind: 'put', section, name, entry: after });
      }
    }
    // Where a conflict is to be asked about, the next ones are looked at as if it had been overwritten.
    model = withEntries(model, placed.entries);
    contexts.push({ ...placed.names, isChanged: placed.entries.some(({ isChanged }) => isChanged) });
    if (item === current && !isCurrentKept) {
      currentContext = placed.names.contextName;
    }
  }
  const changes = [...puts.values()];
  if (currentContext !== undefined && stringAt(model, 'current-context') !== currentContext) {
    changes.push({ kind: 'setCurrentContext', contextName: currentContext });
  }
  const danglingContext = keepsCurrent ? replacedName(formerCurrent, currentContext) : undefined;
  return { conflicts, keepBothNames, changesOfSignIn, contexts, changes, danglingContext };
}

function holds(model: YamlMap, section: SectionName, name: string): boolean {
  return sectionOf(model, section).some((entry) => ownValue(entry, 'name') === name);
}

/** A name that another one takes the place of. */
function replacedName(former: string, name: string | undefined): string | undefined {
  return former === '' || name === undefined || name === former ? undefined : former;
}

interface PlacedCredential {
  readonly names: MergedNames;
  readonly entries: readonly MergedEntry[];
  /** To be asked about. */
  readonly conflicts: readonly EntryConflict[];
}

/** @param own the entries of the credentials before it */
function place(
  model: YamlMap,
  item: CredentialToMerge,
  onConflict: MergeConditions['onConflict'],
  own: ReadonlySet<string>,
): PlacedCredential {
  const names = namesToMergeInto(model, item);
  const entries = mergeEntries(model, item, names);
  const clashes = entries.filter(({ isConflict }) => isConflict);
  const isAmongThemselves = clashes.some(({ section, name }) => own.has(keyOf(section, name)));
  if (isAmongThemselves || (clashes.length > 0 && onConflict === 'keepBoth')) {
    const free = firstFreeNames(model, item, names);
    return { names: free, entries: mergeEntries(model, item, free), conflicts: [] };
  }
  const conflicts = clashes.flatMap(({ section, name, before, after }) =>
    before !== undefined && onConflict === 'ask' ? [{ section, name, ...maskedPair(before, after) }] : [],
  );
  return { names, entries, conflicts };
}

/** The first names under which the credential stands already, or under which nothing else stands. */
function firstFreeNames(model: YamlMap, item: CredentialToMerge, taken: MergedNames): MergedNames {
  for (const base of keepBothBases(item, taken.contextName)) {
    const names = namesUnder(model, item.credential, base);
    if (!mergeEntries(model, item, names).some((entry) => entry.isConflict)) {
      return names;
    }
  }
  throw new RangeError('No free name.');
}

function withEntries(model: YamlMap, entries: readonly MergedEntry[]): YamlMap {
  const after = { ...model };
  for (const { section, name, after: entry, isChanged } of entries) {
    if (!isChanged) {
      continue;
    }
    const present = sectionOf(after, section);
    const isThere = present.some((candidate) => ownValue(candidate, 'name') === name);
    after[section] = isThere
      ? present.map((candidate) => (ownValue(candidate, 'name') === name ? entry : candidate))
      : [...present, entry];
  }
  return after;
}

function keyOf(section: SectionName, name: string): string {
  return `${section}/${name}`;
}
