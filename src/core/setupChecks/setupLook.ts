import type { InventoryState } from '../listing/inventory.ts';
import { onFirstUse } from '../onFirstUse.ts';
import { type ContextClusters, clustersOfContexts } from './azureClusters.ts';
import { type KubeconfigLook, lookAtKubeconfigs } from './lookAtKubeconfigs.ts';
import { type ProbedContexts, probeServers } from './reachCheck.ts';
import type { SetupPorts } from './setupPorts.ts';
import type { KubectlFacts, KubeloginFacts } from './setupTools.ts';

/** What several checks of one run look at: each is looked at once, when the first of them asks. */
export interface SetupLook {
  readonly kubeconfigs: () => Promise<KubeconfigLook>;
  readonly kubectl: () => Promise<KubectlFacts>;
  readonly kubelogin: () => Promise<KubeloginFacts>;
  readonly inventory: () => Promise<InventoryState>;
  readonly clusters: () => Promise<ContextClusters>;
  readonly probed: () => Promise<readonly ProbedContexts[]>;
}

export function lookAtSetup(ports: SetupPorts, signal: AbortSignal): SetupLook {
  const { azure, probe } = ports;
  const kubeconfigs = onFirstUse(() => lookAtKubeconfigs(ports.kubeconfigs, ports.kubeconfigVariable));
  const inventory = onFirstUse(async (): Promise<InventoryState> =>
    azure === undefined ? { kind: 'signedOut' } : (await azure()).listed(),
  );
  const clusters = onFirstUse(async (): Promise<ContextClusters> => {
    if (azure === undefined) {
      return new Map();
    }
    const [{ contexts }, state, asked] = await Promise.all([kubeconfigs(), inventory(), azure()]);
    return clustersOfContexts(contexts, state, asked, signal);
  });
  const probed = onFirstUse(async () => {
    if (probe === undefined) {
      return [];
    }
    const [{ contexts }, asked] = await Promise.all([kubeconfigs(), probe()]);
    const { readNamedFile, now } = ports;
    return probeServers(contexts, { probe: asked, readNamedFile, now }, signal);
  });
  return {
    kubeconfigs,
    inventory,
    clusters,
    probed,
    kubectl: onFirstUse(() => ports.tools.kubectl()),
    kubelogin: onFirstUse(() => ports.tools.kubelogin()),
  };
}
