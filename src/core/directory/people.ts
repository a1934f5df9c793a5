import type { Account } from '../entra/signIn.ts';
import { isObjectId } from './objectId.ts';

/** What access can be given to. */
type PrincipalKind = 'Group' | 'User';

/** A group or a person, as the directory of a cluster’s tenant has it. */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly objectId: string;
  /** Absent where nobody could read it. */
  readonly name?: string;
  /** A person’s user principal name; absent where nobody could read it, and for groups. */
  readonly signInName?: string;
}

/**
 * What the directory says to who looks for somebody. Refused: it may not be asked, mostly since nobody consented to Graph
 * for VS Code’s own client. Unanswered: the next question may be answered.
 */
export type PeopleSearchResult =
  | { readonly kind: 'found'; readonly principals: readonly Principal[] }
  | { readonly kind: 'refused' | 'unanswered'; readonly why: string };

/** Groups and people. Never prompts; rejects with an AbortError on cancel, and with nothing else. */
export interface PeopleSearch {
  /** Those with words in their name that begin so; what one kind refuses, the other may answer. */
  search(account: Account, tenantId: string, text: string, signal: AbortSignal): Promise<PeopleSearchResult>;

  /** By object id in small letters; those that cannot be read are absent. */
  byIds(
    account: Account,
    tenantId: string,
    objectIds: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Principal>>;
}

/** What to call somebody in a row or a sentence: not cleaned. */
export function principalName({ name, signInName, objectId }: Principal): string {
  return name ?? signInName ?? objectId;
}

/**
 * Whether a person is a guest of the tenant, as far as the sign-in name tells: Entra makes that of a guest from the
 * address at home.
 *
 * @see https://learn.microsoft.com/entra/external-id/user-properties
 */
export function isGuest({ kind, signInName = '' }: Principal): boolean {
  return kind === 'User' && /#EXT#@/i.test(signInName);
}

/** The one object id in a text that somebody pasted; undefined where it is something else. */
export function pastedId(text: string): string | undefined {
  const id = text.trim().replaceAll(/^["']|["']$/g, '');
  return isObjectId(id) ? id.toLowerCase() : undefined;
}
