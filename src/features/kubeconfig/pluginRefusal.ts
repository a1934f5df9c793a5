import type { PluginAllowlist, PluginRefusal } from '../../core/kuberc/pluginAllowlist.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';

export interface PluginRefusalPorts {
  readonly pluginAllowlist: Pick<PluginAllowlist, 'refusal'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Why kubectl will not run our plugin, for who was just told that it will: what cannot be told is only logged. */
export async function pluginRefusal({
  pluginAllowlist,
  logger,
}: PluginRefusalPorts): Promise<PluginRefusal | undefined> {
  try {
    return await pluginAllowlist.refusal();
  } catch (error) {
    logger.warn(`kubectl’s allowlist: ${messageOf(error)}`);
    return undefined;
  }
}
