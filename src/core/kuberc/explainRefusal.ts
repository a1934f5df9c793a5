import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { policyFor, withListed } from './kuberc.ts';
import type { PluginRefusal } from './pluginAllowlist.ts';

/** The preferences that kubectl reads. */
export interface KubercFile {
  readonly path: string;
  readonly text: string;
  /** Whose the file is: only a regular one of the user's own is written. */
  readonly standing: 'own' | 'link' | 'foreign';
}

/**
 * Why kubectl does not run our plugin, and what helps. A policy is its user's decision: only an allowlist that there is
 * gets an entry, and that on request.
 *
 * @param isEntryOffered whether the entry would allow our plugin and nothing else
 */
export function explainRefusal(
  { path, text, standing }: KubercFile,
  command: string,
  isEntryOffered: boolean,
): PluginRefusal | undefined {
  const policy = policyFor(text, command);
  if (policy === 'allowed') {
    return undefined;
  }
  const file = printable(path);
  const entry = `- name: ${printable(command)}`;
  if (policy === 'deniedAll') {
    const message =
      l10n`kubectl 1.35 and newer do not run AKS Entra: the policy DenyAll in ${file} forbids every plugin. ` +
      l10n`If that is for you to decide, "credentialPluginPolicy: Allowlist" with the entry "${entry}" in credentialPluginAllowlist allows this one.`;
    return { command, message, isDenyAll: true };
  }
  const after = withListed(text, command);
  const told = l10n`kubectl 1.35 and newer do not run AKS Entra: it is not in credentialPluginAllowlist of ${file}, which needs the entry "${entry}".`;
  if (standing !== 'own' || !isEntryOffered || after === undefined) {
    return { command, message: `${told} ${whyByHand(standing)}` };
  }
  return { command, message: told, change: { path, before: text, after } };
}

function whyByHand(standing: KubercFile['standing']): string {
  switch (standing) {
    case 'own':
      return l10n`Add it by hand.`;
    case 'link':
      return l10n`The file is a link, so AKS Entra does not write there: add it by hand.`;
    case 'foreign':
      return l10n`The file belongs to another user, who has to add it.`;
  }
}
