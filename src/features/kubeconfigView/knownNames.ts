import type { SignedInAccounts } from '../../core/entra/signIn.ts';
import { listingOf } from '../../core/listing/inventory.ts';
import { tenantNames } from '../../core/listing/tenantNames.ts';
import type { Logger } from '../../core/logger.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import type { KnownNames } from './contextFactTexts.ts';

export interface KnownNamesPorts {
  readonly signIn: SignedInAccounts;
  readonly inventory: Pick<ClusterInventory, 'state'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** What accounts and tenants are called, as far as that is known here already: nobody is asked. Never rejects. */
export async function knownNames({ signIn, inventory, logger }: KnownNamesPorts): Promise<KnownNames> {
  const tenants = tenantNames(listingOf(inventory.state));
  try {
    return { accounts: new Map((await signIn.accounts()).map(({ id, label }) => [id, label])), tenants };
  } catch (error) {
    // The ids serve without.
    logger.warn(`Accounts for the kubeconfig: ${errorMessage(error)}`);
    return { accounts: new Map(), tenants };
  }
}
