import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { pluginContextsOf } from './pluginContextsOf.ts';

interface ContextNamesPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'read' | 'readAll'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * The contexts of the user’s kubeconfig that have a key, for a sentence about them: it decides nothing. Empty where the
 * kubeconfig cannot be read, or where kubectl reads another one. Never rejects.
 */
export async function contextNamesOfKey(
  { kubeconfigs, logger }: ContextNamesPorts,
  key: string,
): Promise<readonly string[]> {
  try {
    const contexts = await pluginContextsOf(kubeconfigs, await kubeconfigs.readAll());
    return contexts.filter((context) => context.key === key).map(({ contextName }) => contextName);
  } catch (error) {
    logger.warn(`The contexts that need a sign-in: ${messageOf(error)}`);
    return [];
  }
}
