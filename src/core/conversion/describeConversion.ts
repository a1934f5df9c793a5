import type { Account } from '../entra/signIn.ts';
import { l10n } from '../l10n.ts';
import type { AnyLoginMode } from '../login/loginModeNames.ts';
import { printable } from '../printable.ts';
import { quotedName, quotedNames } from '../quotedNames.ts';
import { loginModeGuides } from './loginModeGuide.ts';
import type { ContextConversion } from './planConversion.ts';

/**
 * How contexts sign in after a conversion, in a sentence.
 *
 * @param contextNames one at least
 * @param when `again`: they did so before
 */
export function describeLogin(contextNames: readonly string[], mode: AnyLoginMode, when: 'now' | 'again'): string {
  const names = quotedNames(contextNames);
  const verb = contextNames.length === 1 ? 'uses' : 'use';
  const way = mode === 'vscode' ? l10n`VS Code’s sign-in` : l10n`kubelogin’s ${mode}`;
  return when === 'now' ? l10n`${names} now ${verb} ${way}.` : l10n`${names} ${verb} ${way} again.`;
}

/** A sentence for each context that changes only because it shares its user with a chosen one. */
export function explainSharedUsers(contextNames: readonly string[]): string[] {
  return contextNames.map((name) => l10n`${quotedName(name)} uses the same user and changes too.`);
}

/** Who signs in to which contexts with VS Code, where that is not one account for certain: a sentence for each. */
export function explainAccounts(conversions: readonly ContextConversion[], accounts: readonly Account[]): string[] {
  if (accounts.length < 2) {
    return [];
  }
  return accounts.flatMap(({ id, label }) => {
    const own = conversions.filter(({ target }) => typeof target !== 'string' && target.accountId === id);
    const names = own.map(({ contextName }) => contextName);
    return names.length === 0 ? [] : [l10n`${printable(label)} signs in to ${quotedNames(names)}.`];
  });
}

/** What kubectl's surroundings have to supply for a login mode: a sentence, or none. */
export function explainEnvironment(mode: AnyLoginMode): string[] {
  const { environment } = loginModeGuides[mode];
  return environment === undefined
    ? []
    : [l10n`Set ${environment} where kubectl runs: kubelogin takes them from there.`];
}
