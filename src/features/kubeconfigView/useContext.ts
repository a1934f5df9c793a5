import { l10n } from '../../core/l10n.ts';
import { contextOwner } from '../clusters/clusterNodes.ts';
import type { KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { namedContext, pickContext } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { switchTo } from '../kubeconfig/switchContext.ts';

/** Makes a context the one that kubectl uses: that of a row, or of a cluster, of which several are asked about. */
export async function useContext(ports: KubeconfigPorts, argument: unknown): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { contextName } =
    namedContext(kubeconfigs.facts, argument) ??
    (await pickContext(
      kubeconfigs.facts,
      l10n`Use a context`,
      l10n`Which context should kubectl use?`,
      contextOwner(argument),
    ));
  await switchTo(ports, kubeconfigs, contextName);
}
