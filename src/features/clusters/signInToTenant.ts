import type { Cloud } from '../../core/azure/clouds.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import type { ClusterInventory } from './clusterInventory.ts';
import { asClusterNode } from './clusterNodes.ts';

/** Signs in to one tenant that could not be listed without a prompt, then lists again. */
export async function signInToTenant(
  signIn: Pick<SignIn, 'token'>,
  inventory: ClusterInventory,
  cloud: Cloud,
  argument: unknown,
): Promise<void> {
  const node = asClusterNode(argument);
  if (node?.kind !== 'tenantFailure') {
    return;
  }
  const { account, tenant } = node.failure;
  await signIn.token({ account, tenantId: tenant.tenantId, scope: cloud.armScope, interaction: 'allowed' });
  await inventory.refresh();
}
