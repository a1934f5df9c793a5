import { contextsWithoutKey } from '../../core/credentialPlugin/keyedContexts.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { PluginContext } from '../../core/credentialPlugin/trustedContexts.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { pluginContextsOf } from './pluginContextsOf.ts';

export interface MissingKeysPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'paths' | 'read' | 'readAll' | 'writePath'>;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'contextKeys'>;
}

/** Contexts of our plugin that get no token as they are. */
export interface MissingKeys {
  readonly kubeconfigs: KubeconfigSnapshot;
  /** All contexts of our plugin. */
  readonly all: readonly PluginContext[];
  /** They lead to a cluster of the list. */
  readonly known: readonly PluginContext[];
  /** They lead to none, as after a backup was restored. */
  readonly unknown: readonly PluginContext[];
}

/** @throws AksEntraError kubeconfigInvalid; as `KubeconfigStore` and `KubectlSignIn` */
export async function findMissingKeys(ports: MissingKeysPorts): Promise<MissingKeys> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const all = await pluginContextsOf(ports.kubeconfigs, kubeconfigs.files);
  // Who has none needs no list either.
  const trusted = all.length === 0 ? [] : (await ports.kubectlSignIn.contextKeys()).trusted;
  return { kubeconfigs, all, ...contextsWithoutKey(all, trusted) };
}
