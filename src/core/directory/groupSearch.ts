import type { Account } from '../entra/signIn.ts';
import { isObjectId } from './objectId.ts';

/** A security group, as the directory has it. */
export interface FoundGroup {
  readonly objectId: string;
  /** Absent for an id that was pasted and whose name nobody could read. */
  readonly name?: string;
}

/**
 * What the directory says to who looks for a group. Refused: it may not be asked, mostly since nobody consented to Graph
 * for VS Code’s own client. Unanswered: the next question may be answered.
 */
export type GroupSearchResult =
  | { readonly kind: 'found'; readonly groups: readonly FoundGroup[] }
  | { readonly kind: 'refused' | 'unanswered'; readonly why: string };

/** Groups by name. Never prompts; rejects with an AbortError on cancel, and with nothing else. */
export interface GroupSearch {
  /** Groups with words in their name that begin so. */
  search(account: Account, tenantId: string, text: string, signal: AbortSignal): Promise<GroupSearchResult>;

  /** Those that the account is a member of, by whatever other group. */
  ownGroups(account: Account, tenantId: string, signal: AbortSignal): Promise<GroupSearchResult>;
}

/** The object ids in a text that somebody pasted: undefined where it is no list of ids, and so a name to look for. */
export function pastedIds(text: string): readonly string[] | undefined {
  const parts = text.split(/[\s,;'"[\]]+/).filter((part) => part !== '');
  return parts.length > 0 && parts.every(isObjectId) ? [...new Set(parts.map((id) => id.toLowerCase()))] : undefined;
}
