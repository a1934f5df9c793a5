import { type FoundGroup, type GroupSearchResult, pastedIds } from '../../core/directory/groupSearch.ts';
import { longestGroupName } from '../../core/directory/groupCreation.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName, quotedNames } from '../../core/quotedNames.ts';
import { noteRow } from '../../ui/noteRow.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** What a row of the picker of admin groups does. */
export type AdminGroupAction =
  | { readonly kind: 'toggle'; readonly groups: readonly FoundGroup[] }
  /** With what is ticked. */
  | { readonly kind: 'goOn' }
  /** To make a group of that name, or to be told how it is made elsewhere. */
  | { readonly kind: 'create' | 'howToCreate'; readonly name: string };

/** What the picker knows at a moment. */
export interface AdminGroupState {
  readonly typed: string;
  /** By object id in small letters, in the order in which they were ticked. */
  readonly ticked: ReadonlyMap<string, FoundGroup>;
  readonly own: readonly FoundGroup[];
  /** What the directory has for what is typed; undefined while nobody knows. */
  readonly found: readonly FoundGroup[] | undefined;
  /** Why nobody was told; `isFinal`: nobody can be asked. */
  readonly refusal: { readonly why: string; readonly isFinal: boolean } | undefined;
  /** Whether the directory lets one make groups; undefined while nobody knows. */
  readonly mayCreate: boolean | undefined;
}

/** What an answer changes of what the picker knows. One that is lost stops nothing: the next one may come. */
export function afterAnswer(answer: GroupSearchResult, as: 'own' | 'found'): Partial<AdminGroupState> {
  if (answer.kind !== 'found') {
    return { refusal: { why: answer.why, isFinal: answer.kind === 'refused' } };
  }
  // Whoever may read their own groups need not be allowed to search.
  return as === 'own' ? { own: answer.groups } : { found: answer.groups, refusal: undefined };
}

/** What a text that somebody types changes of it, and whether the directory is to be asked for it. */
export function afterTyping(
  { refusal }: Pick<AdminGroupState, 'refusal'>,
  typed: string,
): { readonly change: Partial<AdminGroupState>; readonly isToLookFor: boolean } {
  const mayAsk = refusal?.isFinal !== true;
  return {
    change: { typed, found: undefined, ...(mayAsk ? { refusal: undefined } : {}) },
    isToLookFor: mayAsk && typed.trim() !== '' && pastedIds(typed) === undefined,
  };
}

/** Rows under a heading. */
interface RowGroup {
  readonly heading: string;
  readonly rows: readonly Choice<AdminGroupAction>[];
}

/**
 * The rows of the picker. What goes on comes first as soon as something is ticked, and last before, so that Enter by
 * itself does not leave a cluster without an admin group where there is one to tick; while somebody types, Enter ticks.
 */
export function adminGroupRows(state: AdminGroupState): RowGroup[] {
  const { own, found = [] } = state;
  const typed = state.typed.trim();
  const ids = pastedIds(typed);
  const ticked = [...state.ticked.values()];
  const notTicked = (groups: readonly FoundGroup[]): FoundGroup[] =>
    groups.filter(({ objectId }) => !state.ticked.has(objectId.toLowerCase()));
  const isMeant = ({ name = '' }: FoundGroup): boolean => name.toLowerCase().includes(typed.toLowerCase());
  const mine = notTicked(ids === undefined ? own.filter(isMeant) : []);
  const others = notTicked(found).filter(({ objectId }) => !mine.some((group) => group.objectId === objectId));
  const tickedRows: RowGroup = { heading: l10n`ticked`, rows: ticked.map((group) => groupRow(group, true)) };
  const toTick: RowGroup[] = [
    { heading: l10n`pasted`, rows: ids === undefined ? [] : [pastedRow(ids)] },
    { heading: l10n`groups that you are in`, rows: mine.map((group) => groupRow(group, false)) },
    { heading: l10n`found`, rows: others.map((group) => groupRow(group, false)) },
    { heading: '', rows: notes(state, typed, ids, mine.length + others.length).map(noteRow) },
    { heading: l10n`new`, rows: mayBeNew(state, typed, ids) ? createRows(typed, state.mayCreate) : [] },
  ];
  const goOn: RowGroup = { heading: '', rows: [goOnRow(ticked)] };
  const ordered =
    typed !== '' ? [...toTick, tickedRows] : ticked.length > 0 ? [goOn, tickedRows, ...toTick] : [...toTick, goOn];
  return ordered.filter(({ rows }) => rows.length > 0);
}

function notes(
  { found, refusal }: AdminGroupState,
  typed: string,
  ids: readonly string[] | undefined,
  shown: number,
): string[] {
  if (refusal !== undefined) {
    return [refusal.why];
  }
  if (typed === '' && shown === 0) {
    return [l10n`Type a part of a group’s name, or paste object ids.`];
  }
  if (typed === '' || ids !== undefined) {
    return [];
  }
  if (found === undefined) {
    return [l10n`Looking for security groups with this word in their name…`];
  }
  return shown === 0 ? [l10n`No security group has this word in its name.`] : [];
}

/** A name that Graph takes, once it is known what there is of it: what is found comes first, and Enter ticks that. */
function mayBeNew({ found, refusal }: AdminGroupState, typed: string, ids: readonly string[] | undefined): boolean {
  const isLookedFor = found !== undefined || refusal !== undefined;
  return isLookedFor && ids === undefined && typed !== '' && typed.length <= longestGroupName;
}

function createRows(name: string, mayCreate: boolean | undefined): Choice<AdminGroupAction>[] {
  switch (mayCreate) {
    case true:
      return [
        {
          label: l10n`Create a group ${quotedName(name)}…`,
          detail: l10n`A security group with you in it. Asks before it is made.`,
          value: { kind: 'create', name },
        },
      ];
    case false:
      return [
        {
          label: l10n`How to create a group ${quotedName(name)}…`,
          detail: l10n`VS Code may not make groups here: with the Azure CLI, or by an administrator.`,
          value: { kind: 'howToCreate', name },
        },
      ];
    case undefined:
      return [];
  }
}

function goOnRow(ticked: readonly FoundGroup[]): Choice<AdminGroupAction> {
  const value = { kind: 'goOn' } as const;
  if (ticked.length === 0) {
    return {
      label: l10n`Go on without an admin group`,
      detail: l10n`Then nobody is cluster admin through a group.`,
      value,
    };
  }
  return {
    label: ticked.length === 1 ? l10n`Go on with 1 admin group` : l10n`Go on with ${ticked.length} admin groups`,
    detail: quotedNames(ticked.map(({ name, objectId }) => name ?? objectId)),
    value,
  };
}

function pastedRow(ids: readonly string[]): Choice<AdminGroupAction> {
  return {
    label: ids.length === 1 ? l10n`Take this object id` : l10n`Take these ${ids.length} object ids`,
    detail: ids.join(', '),
    value: { kind: 'toggle', groups: ids.map((objectId) => ({ objectId })) },
  };
}

function groupRow(group: FoundGroup, isTicked: boolean): Choice<AdminGroupAction> {
  const { name, objectId } = group;
  const label = printable(name ?? objectId);
  return {
    label: isTicked ? `$(check) ${label}` : label,
    ...(name === undefined ? {} : { description: objectId }),
    value: { kind: 'toggle', groups: [group] },
  };
}
