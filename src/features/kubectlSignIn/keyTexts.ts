import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import { trustCautions } from '../../core/credentialPlugin/trustCautions.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName, quotedNames } from '../../core/quotedNames.ts';

/** What is asked where contexts have no key. */
export function keyQuestion(): string {
  return l10n`AKS Entra now puts a key into your contexts, so that nobody can write a kubeconfig that asks for your sign-in. Until then kubectl gets no token for them.`;
}

export function writeKeysButton(count: number): string {
  return count === 1 ? l10n`Write Keys to 1 Context` : l10n`Write Keys to ${count} Contexts`;
}

/** What was done. */
export function keysWritten(contextNames: readonly string[]): string {
  return contextNames.length === 1
    ? l10n`${quotedNames(contextNames)} has its key now: kubectl gets tokens for it.`
    : l10n`${quotedNames(contextNames)} have their keys now: kubectl gets tokens for them.`;
}

/** What to know of contexts before their clusters may get tokens: each with its server. */
export function unknownClusters(contexts: readonly PluginContext[]): string {
  const lines = contexts.map(({ contextName, cluster }) => `${quotedName(contextName)}: ${printable(cluster.server)}`);
  return [lines.join('\n'), ...trustCautions(contexts)].join('\n\n');
}

/** @param contextNames of those that get the new key */
export function newKeyDetail(contextNames: readonly string[]): string {
  const [gets, it] = contextNames.length === 1 ? [l10n`gets`, l10n`it`] : [l10n`get`, l10n`them`];
  return [
    l10n`${quotedNames(contextNames)} ${gets} the new key, and kubectl goes on working with ${it}.`,
    l10n`Whatever else holds the former key stops working: backups, copies of your kubeconfig, other files that it was merged into, and terminals that AKS Entra opened on the cluster.`,
  ].join('\n\n');
}
