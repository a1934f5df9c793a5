import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Labels of letters, digits and inner hyphens (RFC 1123), the last one no number: no address, no path, no option. */
const domain = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Why a text names no tenant; undefined where it is an id or a domain. Only Entra knows whether there is one. */
export function typedTenantProblem(text: string): string | undefined {
  return guid.test(text) || domain.test(text)
    ? undefined
    : l10n`Type the tenant’s id (a GUID) or one of its domains, for example contoso.onmicrosoft.com.`;
}

/** Why a tenant that was typed in is not listed: another try is what helps, and not the sign-in that is there. */
export function tenantNotAdded(text: string, error: unknown): unknown {
  return error instanceof AksEntraError
    ? new AksEntraError('tenantNotAdded', l10n`The tenant ${quotedName(text)} was not added. ${error.message}`, {
        ...(error.setting === undefined ? {} : { setting: error.setting }),
      })
    : error;
}
