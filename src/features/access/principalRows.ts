import {
  isGuest,
  pastedId,
  type PeopleSearchResult,
  type Principal,
  principalName,
} from '../../core/directory/people.ts';
import type { GroupSearchResult } from '../../core/directory/groupSearch.ts';
import { l10n } from '../../core/l10n.ts';
import { eachOnce } from '../../core/eachOnce.ts';
import { printable } from '../../core/printable.ts';
import { noteRow } from '../../ui/noteRow.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** What the picker of somebody knows at a moment. */
export interface PrincipalState {
  readonly typed: string;
  /** What the directory has for what is typed; undefined while nobody knows. */
  readonly found: readonly Principal[] | undefined;
  /** Why nobody was told; `isFinal`: nobody can be asked. */
  readonly refusal: { readonly why: string; readonly isFinal: boolean } | undefined;
  /** Groups that the account is in. */
  readonly own: readonly Principal[];
  /** Who was chosen before somebody went back. */
  readonly before?: Principal | undefined;
}

/** Somebody, or an object id of whom nothing is known yet. */
export type PrincipalChoice =
  { readonly kind: 'principal'; readonly principal: Principal } | { readonly kind: 'id'; readonly objectId: string };

export const nothingKnown: PrincipalState = { typed: '', found: undefined, refusal: undefined, own: [] };

/** What an answer changes of what the picker knows. One that is lost stops nothing: the next one may come. */
export function afterAnswer(answer: PeopleSearchResult): Partial<PrincipalState> {
  return answer.kind === 'found'
    ? { found: answer.principals }
    : { refusal: { why: answer.why, isFinal: answer.kind === 'refused' } };
}

/** Whoever may not read their own groups need not be refused to search. */
export function afterOwnGroups(answer: GroupSearchResult): Partial<PrincipalState> {
  return answer.kind === 'found' ? { own: answer.groups.map((group) => ({ kind: 'Group', ...group })) } : {};
}

/** What a text that somebody types changes of it, and whether the directory is to be asked for it. */
export function afterTyping(
  { refusal }: Pick<PrincipalState, 'refusal'>,
  typed: string,
): { readonly change: Partial<PrincipalState>; readonly isToLookFor: boolean } {
  const mayAsk = refusal?.isFinal !== true;
  return {
    change: { typed, found: undefined, ...(mayAsk ? { refusal: undefined } : {}) },
    isToLookFor: mayAsk && typed.trim() !== '' && pastedId(typed) === undefined,
  };
}

/**
 * The rows of the picker: groups first, since they are what access should be given to, and those that one is in before
 * anything is typed.
 */
export function principalRows({ typed, found, refusal, own, before }: PrincipalState): Choice<PrincipalChoice>[] {
  const objectId = pastedId(typed);
  if (objectId !== undefined) {
    return [{ label: l10n`Take this object id`, detail: objectId, value: { kind: 'id', objectId } }];
  }
  const text = typed.trim().toLowerCase();
  const mine = own.filter((one) => principalName(one).toLowerCase().includes(text));
  const meant = [...(text === '' && before !== undefined ? [before] : []), ...mine, ...(found ?? [])];
  const rows = eachOnce(meant, ({ objectId }) => objectId.toLowerCase()).map((one) =>
    principalRow(
      one,
      own.some(({ objectId }) => objectId.toLowerCase() === one.objectId.toLowerCase()),
    ),
  );
  const isLookedFor = text !== '' && found === undefined && refusal === undefined;
  return rows.length > 0 && !isLookedFor && refusal === undefined
    ? rows
    : [...rows, noteRow(refusal?.why ?? emptyNote(text, found))];
}

function emptyNote(typed: string, found: readonly Principal[] | undefined): string {
  if (typed === '') {
    return l10n`Type a part of the name of a group or a person, or paste an object id.`;
  }
  return found === undefined
    ? l10n`Looking for groups and people with this word in their name…`
    : l10n`No group and no person has this word in their name.`;
}

function principalRow(principal: Principal, isOwn: boolean): Choice<PrincipalChoice> {
  const { kind, objectId, signInName } = principal;
  const about = kind === 'Group' ? objectId : printable(signInName ?? objectId);
  return {
    label: `$(${kind === 'Group' ? 'organization' : 'person'}) ${printable(principalName(principal))}`,
    description: isGuest(principal) ? l10n`guest · ${objectId}` : isOwn ? l10n`you are in it · ${about}` : about,
    value: { kind: 'principal', principal },
  };
}
