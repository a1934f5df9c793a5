import type { Cloud } from '../azure/clouds.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { HeldToken } from './heldTokens.ts';
import { clusterScope } from './scopes.ts';
import { formatTimeLeft, tokenStatus } from './tokenStatus.ts';

/** What else there is to know for saying in words whose a token is and what for. */
export interface TokenNames {
  /** Undefined for a custom cloud that is not described; what was held before it was set is held on. */
  readonly cloud: Cloud | undefined;
  /** Names of tenants by id in lower case, as far as they are known. */
  readonly tenants: ReadonlyMap<string, string>;
}

/** A token in words, cleaned. */
export interface HeldTokenTexts {
  readonly account: string;
  readonly tenant: string;
  readonly audience: string;
  readonly timeLeft: string;
}

/** One row of the table of what a window holds. */
export function heldTokenTexts(held: HeldToken, names: TokenNames, nowMs: number): HeldTokenTexts {
  const { account, tenantId, issuedIn, scope, expiresOnMs } = held;
  const status = tokenStatus(expiresOnMs, nowMs);
  const tenant = printable(names.tenants.get(issuedIn.toLowerCase()) ?? issuedIn);
  return {
    account: printable(account.label),
    // One that was asked for without a tenant is of the account's own, beside another of the same tenant.
    tenant: tenantId === 'organizations' ? l10n`${tenant} (home)` : tenant,
    audience: audienceInWords(scope, names.cloud),
    timeLeft: status.kind === 'expired' ? l10n`expired` : formatTimeLeft(status.minutesLeft),
  };
}

/** What a token for a scope opens. */
function audienceInWords(scope: string, cloud: Cloud | undefined): string {
  switch (scope) {
    case clusterScope():
      return l10n`AKS clusters`;
    case cloud?.armScope:
      return l10n`Azure Resource Manager`;
    case `${cloud?.graphEndpoint}/.default`:
      return l10n`Microsoft Graph`;
    default:
      return printable(scope.replace(/\/\.default$/, ''));
  }
}
