import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';

/**
 * What Azure lets stand in the names of resources and resource groups, and in ids; no quotation mark of any shell is
 * among it (PowerShell takes ‘ and ’ for one too).
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
const nameOfAzure = /^[\p{L}\p{Nd}_.()-]+$/u;

/**
 * A name of Azure’s as one word for bash, zsh, fish and PowerShell.
 *
 * @throws AksEntraError unexpectedAnswer where it holds what Azure allows in no name
 */
function shellWord(name: string): string {
  assertNameOfAzure(name);
  return /^[\w.-]+$/.test(name) ? name : `'${name}'`;
}

/** An option and its value; a value that begins with a hyphen would be taken for an option of its own. */
export function shellOption(option: string, value: string): string {
  return `${option}${value.startsWith('-') ? '=' : ' '}${shellWord(value)}`;
}

/**
 * A person’s sign-in name as one word; undefined where it holds a character that bash and PowerShell quote differently,
 * such as the apostrophe of O’Brien.
 */
export function signInNameWord(name: string): string | undefined {
  return /^[\p{L}\p{Nd}_.!#^~+@-]+$/u.test(name) && !name.startsWith('-') ? `'${name}'` : undefined;
}

/**
 * A text that somebody chose freely, such as the name of a group, as one word; undefined where shells read a character of
 * it differently: quotation marks, and what cmd knows, through which az is started on Windows. Where a text holds a
 * blank, PowerShell puts quotation marks around it there, in which brackets and ampersands are nothing special.
 */
export function freeTextWord(text: string): string | undefined {
  const isPlain = /^[\p{L}\p{M}\p{Nd}_.:/+@~#-]+$/u.test(text);
  const isQuotable =
    /^[\p{L}\p{M}\p{Nd}_.:/+@~#,;=&()[\] -]+$/u.test(text) && /\S \S/.test(text) && text === text.trim();
  return (isPlain || isQuotable) && !text.startsWith('-') ? `'${text}'` : undefined;
}

export function isNameOfAzure(name: string): boolean {
  return nameOfAzure.test(name);
}

/** @throws AksEntraError unexpectedAnswer */
export function assertNameOfAzure(name: string): void {
  if (!isNameOfAzure(name)) {
    throw new AksEntraError(
      'unexpectedAnswer',
      l10n`No command can be shown: Azure allows no name such as ${quotedName(name)}.`,
    );
  }
}
