import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';

/** Why a context cannot have a name, in a sentence; undefined: it can. */
export function explainNewName(name: string, formerName: string, taken: readonly string[]): string | undefined {
  if (name === '') {
    return l10n`Type a name.`;
  }
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) {
    return l10n`Type a name of one line, without control characters.`;
  }
  return name !== formerName && taken.includes(name)
    ? l10n`There is a context ${quotedName(name)} already.`
    : undefined;
}

/** Why a namespace cannot be one, in a sentence; undefined: it can, or it is empty. Kubernetes takes a label of RFC 1123. */
export function explainNamespace(namespace: string): string | undefined {
  return namespace === '' || /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)
    ? undefined
    : l10n`Small letters, digits and hyphens, 63 at most, and no hyphen at the beginning or end.`;
}
