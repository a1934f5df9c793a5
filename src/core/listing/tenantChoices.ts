import { readBoolean, readString } from '../azure/readProperty.ts';
import { eachOnce } from '../eachOnce.ts';
import { homeTenantOf } from '../entra/homeTenant.ts';
import type { Account } from '../entra/signIn.ts';
import type { Tenant } from '../clusters/clusterPorts.ts';
import { printable } from '../printable.ts';

/** A tenant of an account as the user wants it. */
export interface TenantChoice extends Tenant {
  /** It is left out of the listing: no token is asked for it. */
  readonly isDeselected?: boolean;
  /** Azure does not name it: the user typed it in. */
  readonly isTyped?: boolean;
}

/** The same of one account, as a listing tells it. */
export interface KnownTenant {
  readonly account: Account;
  readonly tenant: Tenant;
  readonly isDeselected?: boolean;
  readonly isTyped?: boolean;
}

/** The tenants that an account had when the user last chose among them. @param stored whatever is remembered */
export function tenantChoicesFrom(stored: unknown): TenantChoice[] {
  const choices = (Array.isArray(stored) ? stored : []).flatMap((item: unknown) => {
    const [tenantId, displayName] = [readString(item, 'tenantId'), readString(item, 'displayName')];
    return tenantId === undefined || displayName === undefined
      ? []
      : [
          tenantChoice(
            { tenantId, displayName: printable(displayName) },
            readBoolean(item, 'isDeselected'),
            readBoolean(item, 'isTyped'),
          ),
        ];
  });
  return eachOnce(choices, keyOf);
}

/**
 * All tenants of an account, with the user's choice: those that Azure names, and those that were typed in.
 *
 * @param named by Azure; undefined where it is not asked: then what was remembered with the choice counts
 */
export function withChoices(named: readonly Tenant[] | undefined, choices: readonly TenantChoice[]): TenantChoice[] {
  const chosen = new Map(choices.map((choice) => [keyOf(choice), choice]));
  const known = named?.map((tenant) => tenantChoice(tenant, chosen.get(keyOf(tenant))?.isDeselected)) ?? choices;
  return eachOnce([...known, ...choices.filter(({ isTyped }) => isTyped === true)], keyOf);
}

/** Those for which a token may be asked. */
export function wantedTenants(choices: readonly TenantChoice[]): Tenant[] {
  return choices
    .filter(({ isDeselected }) => isDeselected !== true)
    .map(({ tenantId, displayName }) => ({ tenantId, displayName }));
}

/** What is remembered where these of the known tenants were picked: one that was typed in and is not picked is forgotten. */
export function choicesAfter(known: readonly TenantChoice[], pickedIds: readonly string[]): TenantChoice[] {
  return known.flatMap((tenant) => {
    const isPicked = pickedIds.includes(tenant.tenantId);
    return !isPicked && tenant.isTyped === true ? [] : [tenantChoice(tenant, !isPicked, tenant.isTyped)];
  });
}

/** The choices with one more tenant, which is listed from now on. */
export function withTypedTenant(choices: readonly TenantChoice[], typed: Tenant): TenantChoice[] {
  return [...choices.filter((choice) => keyOf(choice) !== keyOf(typed)), tenantChoice(typed, false, true)];
}

/** Whether the user left a tenant out: no token is asked for it. */
export function isLeftOut(choices: readonly TenantChoice[], tenantId: string): boolean {
  return choices.some((choice) => choice.isDeselected === true && keyOf(choice) === tenantId.toLowerCase());
}

/** Whether Azure may be asked which tenants there are: it takes a token of the home tenant. */
export function mayNameTenants(account: Account, choices: readonly TenantChoice[]): boolean {
  return !isLeftOut(choices, homeTenantOf(account));
}

/** Where an account signs in that is to be listed; undefined where the user left out all that is known of it. */
export function tenantToSignInTo(account: Account, choices: readonly TenantChoice[]): string | undefined {
  return mayNameTenants(account, choices) ? homeTenantOf(account) : wantedTenants(choices)[0]?.tenantId;
}

export function knownTenant(account: Account, { tenantId, displayName, ...choice }: TenantChoice): KnownTenant {
  return { account, tenant: { tenantId, displayName }, ...choice };
}

function tenantChoice({ tenantId, displayName }: Tenant, isDeselected?: boolean, isTyped?: boolean): TenantChoice {
  return {
    tenantId,
    displayName,
    ...(isDeselected === true ? { isDeselected } : {}),
    ...(isTyped === true ? { isTyped } : {}),
  };
}

function keyOf({ tenantId }: Tenant): string {
  return tenantId.toLowerCase();
}
