import type { Cloud } from '../azure/clouds.ts';
import type { Account, AccountSelection } from './signIn.ts';

/**
 * @param wantedIds of the accounts that the user selected
 * @param chosenId of the one that the user signed in with last, whose clusters are what is looked for: it is the first
 */
export function selectionOf(
  accounts: readonly Account[],
  wantedIds: readonly string[],
  chosenId: string | undefined,
): AccountSelection {
  const isWanted = ({ id }: Account): boolean => wantedIds.includes(id);
  const isChosen = ({ id }: Account): boolean => id === chosenId;
  return {
    selected: accounts.filter(isWanted).toSorted((a, b) => Number(isChosen(b)) - Number(isChosen(a))),
    others: accounts.filter((account) => !isWanted(account)),
  };
}

/** The same for the same accounts in the same roles in the same cloud. @param cloud undefined where it is not described */
export function keyOfSelection({ selected, others }: AccountSelection, cloud: Cloud | undefined): string {
  const where = [cloud?.authenticationProviderId, cloud?.armEndpoint, cloud?.armScope];
  return JSON.stringify([selected.map(({ id }) => id), others.map(({ id }) => id), where]);
}

/** What is remembered after a choice among accounts: those of another cloud, which VS Code does not name now, stay chosen. */
export function wantedAfter(
  wantedIds: readonly string[],
  accounts: readonly Account[],
  chosenIds: readonly string[],
): readonly string[] {
  const isNamed = (accountId: string): boolean => accounts.some(({ id }) => id === accountId);
  return [...new Set([...chosenIds, ...wantedIds.filter((id) => !isNamed(id))])];
}

/**
 * Whether those who show or keep something of accounts are to be told of a selection: it is another one than they know;
 * or nobody looked at one yet, and an account that is wanted is gone, of which something may be kept from a former time.
 *
 * @param known key of the selection that they know
 */
export function isToBeTold(
  known: string | undefined,
  now: string,
  { selected }: AccountSelection,
  wantedIds: readonly string[],
): boolean {
  return known === undefined ? selected.length < wantedIds.length : known !== now;
}
