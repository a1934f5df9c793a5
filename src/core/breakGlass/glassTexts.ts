import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';

/** That only rotation takes back what was handed out. */
export function certificatesLast(): string {
  return l10n`Certificates that are handed out stay valid until the cluster’s certificates are rotated, also after local accounts are off.`;
}

/** Why an outage of Entra may close this way, too. */
export function armNeedsEntra(): string {
  return l10n`Azure Resource Manager needs Microsoft Entra, too: in an outage this works only as long as VS Code has a token that is still valid. Where it has none, somebody whose Azure CLI or portal is still signed in can do it.`;
}

/** The question before the admin credential is fetched. */
export function adminQuestion(name: string): { readonly message: string; readonly detail: string } {
  return {
    message: l10n`Break glass on ${quotedName(name)}: use its admin credential?`,
    detail: [
      l10n`It gives full control of the cluster and bypasses Microsoft Entra: no sign-in, group, role or Conditional Access policy limits it, and the cluster’s log does not say who used it.`,
      certificatesLast(),
      l10n`It is written into a private file for one terminal, never into your kubeconfig or its backups, and deleted when the terminal closes.`,
    ].join('\n\n'),
  };
}

/** What stands at the top of the terminal. */
export function terminalText(name: string): string {
  return l10n`BREAK GLASS: kubectl in this terminal is a full admin of ${quotedName(name)}, bypassing Microsoft Entra. Close it when you are done: its credential is deleted then.`;
}

/** The question before a terminal is closed. */
export function endQuestion(name: string): { readonly message: string; readonly detail: string } {
  return {
    message: l10n`End break glass on ${quotedName(name)}?`,
    detail: l10n`Its terminal is closed, which ends what runs in it, and the admin credential is deleted.`,
  };
}

/** What is told when the terminal is over, and its file is gone. */
export function endedText(name: string): string {
  return l10n`Break glass on ${quotedName(name)} has ended, and the admin credential is deleted from this machine. Certificates that were handed out stay valid until they are rotated.`;
}

/** What is asked at the end, and whenever VS Code starts. @param since as people read it */
export function accountsOnText(name: string, since: string): string {
  return l10n`Local accounts of ${quotedName(name)} are on because of break glass since ${since}. Turn them off again; “End Break Glass…” asks, too. Certificates that were handed out stay valid until they are rotated.`;
}

/** What is told where they look off, and Azure may not have got to turning them on yet. */
export function maybeOnText(name: string): string {
  return l10n`Local accounts of ${quotedName(name)} are off as yet, but Azure was asked a moment ago to turn them on, and may still do so. Look again in two minutes.`;
}
