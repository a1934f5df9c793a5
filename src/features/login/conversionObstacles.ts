import type { Cloud } from '../../core/azure/clouds.ts';
import { portalUrl } from '../../core/azure/portalPages.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import type { InventoryState } from '../../core/listing/inventory.ts';
import { canUseVscodeSignIn } from '../../core/conversion/convertibleContexts.ts';
import { explainObstacles, type ExplainedObstacles, type WrittenUse } from '../../core/diagnosis/explainObstacles.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { clusterKeyOf, isKeyOfCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';

/**
 * What keeps kubectl from using contexts that were converted.
 *
 * @param state the clusters that have been listed: of others it is not known whether they are stopped
 */
export function obstaclesOfConversion(
  contexts: readonly ContextFacts[],
  mode: AnyLoginMode,
  tools: InstalledTools,
  state: InventoryState,
  cloud: Cloud,
): ExplainedObstacles {
  const clusters = clustersIn(state);
  const written = contexts.map((context): WrittenUse => {
    const key = clusterKeyOf(context);
    const seen = clusters.find(({ cluster }) => isKeyOfCluster(key, cluster));
    const reached = seen && {
      cluster: seen.cluster,
      portalUrl: portalUrl(cloud, seen.tenants.lister.tenantId, seen.cluster.id),
    };
    return {
      contextName: context.contextName,
      way: mode,
      // Who has just turned away from it, as before an uninstall, is not sent back.
      canUseVscodeSignIn: context.entra?.login !== 'vscode' && canUseVscodeSignIn(context),
      ...(reached === undefined ? {} : { reached }),
    };
  });
  return explainObstacles(written, tools);
}
