import { isListed } from '../../core/credentialPlugin/trustedContexts.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import type { MissingKeysPorts } from './missingKeys.ts';
import { pluginContextsOf } from './pluginContextsOf.ts';

/**
 * Whether VS Code gives kubectl a token in a context of the user's kubeconfig, as far as the list of clusters decides:
 * from a list that cannot be read nobody gets one. Never rejects.
 */
export async function isContextListed(
  { kubeconfigs, kubectlSignIn, logger }: MissingKeysPorts & { readonly logger: Pick<Logger, 'warn'> },
  contextName: string,
): Promise<boolean> {
  try {
    const contexts = await pluginContextsOf(kubeconfigs, await kubeconfigs.readAll(), [contextName]);
    const { trusted } = await kubectlSignIn.contextKeys();
    return contexts.some((context) => isListed(context, trusted));
  } catch (error) {
    logger.warn(`The list of clusters: ${messageOf(error)}`);
    return false;
  }
}
