import { type FoundGroup, pastedIds } from '../../core/directory/groupSearch.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { noteRow } from '../../ui/noteRow.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** What a row of the picker of admin groups does. */
export type AdminGroupAction =
  | { readonly kind: 'toggle'; readonly groups: readonly FoundGroup[] }
  /** With what is ticked. */
  | { readonly kind: 'goOn' };

/** What the picker knows at a moment. */
export interface AdminGroupState {
  readonly typed: string;
  /** By object id in small letters, in the order in which they were ticked. */
  readonly ticked: ReadonlyMap<string, FoundGroup>;
  readonly own: readonly FoundGroup[];
  /** What the directory has for what is typed; undefined while nobody knows. */
  readonly found: readonly FoundGroup[] | undefined;
  /** Why nobody can be asked. */
  readonly refusal: string | undefined;
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
    return [refusal];
  }
  if (typed === '' && shown === 0) {
    return [l10n`Type a part of a group’s name, or paste object ids.`];
  }
  if (typed === '' || ids !== undefined) {
    return [];
  }
  if (found === undefined) {
    return [l10n`Looking for security groups with such a word in their name…`];
  }
  return shown === 0 ? [l10n`No security group has such a word in its name.`] : [];
}

function goOnRow(ticked: readonly FoundGroup[]): Choice<AdminGroupAction> {
  const value = { kind: 'goOn' } as const;
  if (ticked.length === 0) {
    return {
      label: l10n`Go on without an admin group`,
      detail: l10n`Then nobody who signs in with Entra is cluster admin by a group: others have to let people in one by one.`,
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
