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

/** @throws AksEntraError unexpectedAnswer */
export function assertNameOfAzure(name: string): void {
  if (!nameOfAzure.test(name)) {
    throw new AksEntraError(
      'unexpectedAnswer',
      l10n`No command can be shown: Azure allows no name such as ${quotedName(name)}.`,
    );
  }
}
