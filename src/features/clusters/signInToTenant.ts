import type { Cloud } from '../../core/azure/clouds.ts';
import { homeTenantOf } from '../../core/entra/homeTenant.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import type { ClusterInventory } from './clusterInventory.ts';
import { asClusterNode } from './clusterNodes.ts';

/** Signs in to one tenant, or with one account, that could not be listed without a prompt, then lists again. */
export async function signInToTenant(
  signIn: Pick<SignIn, 'token'>,
  inventory: Pick<ClusterInventory, 'refresh'>,
  cloud: Cloud,
  argument: unknown,
): Promise<void> {
  const row = asClusterNode(argument);
  const node = row?.kind === 'action' ? row.below : row;
  if (node?.kind !== 'tenantFailure' && node?.kind !== 'accountFailure') {
    return;
  }
  const { account } = node.failure;
  const tenantId = node.kind === 'tenantFailure' ? node.failure.tenant.tenantId : homeTenantOf(account);
  await signIn.token({ account, tenantId, scope: cloud.armScope, interaction: 'allowed' });
  await inventory.refresh();
}
