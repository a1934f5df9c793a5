import type { Cloud } from '../../core/azure/clouds.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import type { ClusterInventory } from './clusterInventory.ts';
import { asClusterNode } from './clusterNodes.ts';

/** Signs in to one tenant that could not be listed without a prompt, then lists again. */
export async function signInToTenant(
  signIn: SignIn,
  inventory: ClusterInventory,
  cloud: Cloud,
  argument: unknown,
): Promise<void> {
  const node = asClusterNode(argument);
  const account = await signIn.currentAccount();
  if (node?.kind !== 'tenantFailure' || account === undefined) {
    return;
  }
  const { tenantId } = node.failure.tenant;
  await signIn.token({ account, tenantId, scope: cloud.armScope, interaction: 'allowed' });
  await inventory.refresh();
}
