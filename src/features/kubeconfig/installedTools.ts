import type { InstalledTools, ToolFacts } from '../../core/diagnosis/installedTools.ts';
import { unknownTools } from '../../core/diagnosis/obstacles.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';

export interface ToolPorts {
  readonly facts: ToolFacts;
  readonly logger: Pick<Logger, 'warn'>;
}

/** No person waits longer for a picker to open. */
const momentMs = 500;

/** What is installed, for who tells something else in the first place: a look that fails is only logged. */
export async function installedTools({ facts, logger }: ToolPorts): Promise<InstalledTools> {
  try {
    return await facts.installedTools();
  } catch (error) {
    logger.warn(`What is installed: ${messageOf(error)}`);
    return unknownTools;
  }
}

/**
 * What is installed, for pickers. Who asks before the first one opens has the answer by the time that one is read.
 *
 * @returns undefined as long as it takes longer than a moment
 */
export function toolsForPickers(ports: ToolPorts): () => Promise<InstalledTools | undefined> {
  const tools = installedTools(ports);
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const moment = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        resolve(undefined);
      }, momentMs);
    });
    try {
      return await Promise.race([tools, moment]);
    } finally {
      clearTimeout(timer);
    }
  };
}
