import { AksEntraError } from '../aksEntraError.ts';
import { homeTenantOf } from '../entra/homeTenant.ts';
import type { Account } from '../entra/signIn.ts';
import type { Caller, ClusterDirectory, Tenant } from '../clusters/clusterPorts.ts';
import { listClusters, type ListingStep } from './listClusters.ts';
import {
  type KnownTenant,
  knownTenant,
  mayNameTenants,
  type TenantChoice,
  wantedTenants,
  withChoices,
} from './tenantChoices.ts';

/** An account of which Azure did not name the tenants, beside other accounts or tenants that the user chose. */
export interface AccountFailure {
  readonly account: Account;
  readonly error: AksEntraError;
}

/** One step of a listing over accounts. */
export type AccountStep =
  | ListingStep
  | { readonly kind: 'tenants'; readonly account: Account; readonly tenants: readonly KnownTenant[] }
  | { readonly kind: 'accountFailed'; readonly failure: AccountFailure };

/** What somebody is asked for while the accounts are listed. */
interface ListAccountsPorts {
  readonly directory: ClusterDirectory;
  /** What the user chose among an account's tenants. */
  readonly choicesOf: (account: Account) => readonly TenantChoice[];
  /** The time, in ms. */
  readonly now: () => number;
}

/**
 * Lists every AKS cluster that the accounts can see, without a prompt. An account that fails beside others is a result;
 * one alone ends the listing. Tenants that the user chose or typed in need nobody to name them.
 *
 * @param onStep called as results arrive, in no fixed order
 * @throws AksEntraError when the tenants of the only account cannot be listed; an AbortError on cancel
 */
export async function listAccounts(
  ports: ListAccountsPorts,
  accounts: readonly Account[],
  signal: AbortSignal,
  onStep: (step: AccountStep) => void,
): Promise<void> {
  const list = async (account: Account): Promise<void> => {
    const caller: Caller = { account, interaction: 'silent', signal };
    const directory = chosenTenantsOf(ports, (tenants) => {
      onStep({ kind: 'tenants', account, tenants: tenants.map((tenant) => knownTenant(account, tenant)) });
    });
    try {
      await listClusters(directory, caller, onStep, ports.now);
    } catch (error) {
      const elsewhere = isRefusedAtHome(error) ? guestTenants(account, ports.choicesOf(account)) : [];
      if (!(error instanceof AksEntraError) || (accounts.length === 1 && elsewhere.length === 0)) {
        throw error;
      }
      onStep({ kind: 'accountFailed', failure: { account, error } });
      if (elsewhere.length > 0) {
        await listClusters({ ...directory, tenants: () => Promise.resolve(elsewhere) }, caller, onStep, ports.now);
      }
    }
  };
  await Promise.all(accounts.map(list));
}

/** It is about the sign-in there: other tenants may take this account, and other failures would meet them too. */
function isRefusedAtHome(error: unknown): boolean {
  return error instanceof AksEntraError && (error.code === 'signedOut' || error.code === 'signInFailed');
}

/** Those of the user's choice that nobody has to name. */
function guestTenants(account: Account, choices: readonly TenantChoice[]): Tenant[] {
  return wantedTenants(choices).filter(({ tenantId }) => tenantId.toLowerCase() !== homeTenantOf(account));
}

/** The directory with the tenants that the user wants listed: for the others no token is asked. */
function chosenTenantsOf(
  { directory, choicesOf }: ListAccountsPorts,
  onTenants: (tenants: readonly TenantChoice[]) => void,
): ClusterDirectory {
  return {
    tenants: async (caller): Promise<Tenant[]> => {
      const choices = choicesOf(caller.account);
      const named = mayNameTenants(caller.account, choices) ? await directory.tenants(caller) : undefined;
      const tenants = withChoices(named, choices);
      onTenants(tenants);
      return wantedTenants(tenants);
    },
    subscriptions: (caller, tenantId) => directory.subscriptions(caller, tenantId),
    clusters: (caller, subscription) => directory.clusters(caller, subscription),
    besideClusters: (caller, subscription) => directory.besideClusters(caller, subscription),
    query: (caller, tenantId, onRows) => directory.query(caller, tenantId, onRows),
    isAheadOfQuery: (subscription) => directory.isAheadOfQuery(subscription),
  };
}
