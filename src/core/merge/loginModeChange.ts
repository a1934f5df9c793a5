import { loginSourceOf } from '../login/loginSource.ts';
import { mapAt } from '../yamlValue.ts';
import type { MergedEntry } from './mergedEntries.ts';

/** Another login mode, as it is called; or the same one for another account. */
type SignInChange = { readonly kind: 'mode'; readonly mode: string } | { readonly kind: 'account' };

/** Where contexts stay what they are, and only sign in to Entra in another way. */
export type LoginModeChange = SignInChange & { readonly contextNames: readonly string[] };

/** Of one context: what changes in how it signs in; undefined where more than that differs. */
export interface ChangeOfContext {
  readonly contextName: string;
  readonly change: SignInChange | undefined;
}

/**
 * How a context would sign in, where nothing else is in the way of a merge: its cluster and the context itself are there
 * and say the same, and its user signs in to Entra before and after.
 */
export function changedSignIn(entries: readonly MergedEntry[]): SignInChange | undefined {
  const user = entries.find(({ section }) => section === 'users');
  const others = entries.filter((entry) => entry !== user);
  if (user?.before === undefined || others.some(({ before, isConflict }) => before === undefined || isConflict)) {
    return undefined;
  }
  const [before, after] = [user.before, user.after].map((entry) => loginSourceOf(mapAt(entry, 'user') ?? {})?.facts);
  if (before === undefined || after === undefined) {
    return undefined;
  }
  if (before.login !== after.login) {
    return { kind: 'mode', mode: after.login ?? 'azure' };
  }
  return before.accountId === after.accountId ? undefined : { kind: 'account' };
}

/** One change for all of them; undefined where they differ in it, or one is none. */
export function oneChange(contexts: readonly ChangeOfContext[]): LoginModeChange | undefined {
  const change = contexts[0]?.change;
  const isSame = (other: SignInChange | undefined): boolean => JSON.stringify(other) === JSON.stringify(change);
  return change === undefined || !contexts.every((each) => isSame(each.change))
    ? undefined
    : { ...change, contextNames: contexts.map(({ contextName }) => contextName) };
}
