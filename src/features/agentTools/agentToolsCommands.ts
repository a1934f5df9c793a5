import * as vscode from 'vscode';
import type { AksEntraApi } from '../../../api.d.ts';
import { actingToolNames, readingToolNames, toolId } from '../../core/agentTools/toolNames.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { Agents } from './agents.ts';

export type { AksEntraApi } from '../../../api.d.ts';

interface AgentToolsPorts {
  readonly kubeconfig: { readonly onDidChangeFiles: vscode.Event<unknown> };
  /** Loads what is behind the tools, once. */
  readonly load: () => Promise<{ readonly agents: Agents }>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** The tools for language models, and what other extensions get: nothing loads before one of them is called. */
export function agentToolsCommands({
  kubeconfig,
  load,
  logger,
}: AgentToolsPorts): Room & { readonly api: AksEntraApi } {
  const agents = async (): Promise<Agents> => (await load()).agents;
  // An editor that is made of VS Code may have none.
  const models = vscode.lm as Partial<typeof vscode.lm> | undefined;
  const register = (name: (typeof readingToolNames | typeof actingToolNames)[number]) => {
    try {
      return models?.registerTool?.<unknown>(toolId(name), {
        prepareInvocation: async ({ input }, token) => (await agents()).prepare(name, input, token),
        invoke: async ({ input }, token) => (await agents()).invoke(name, input, token),
      });
    } catch (error) {
      logger.warn(`Tool ${name}: ${messageOf(error)}`);
      return undefined;
    }
  };
  return {
    api: Object.freeze<AksEntraApi>({
      version: 1,
      contexts: async () => (await agents()).contexts(),
      onDidChange: (listener, thisArg, disposables) =>
        kubeconfig.onDidChangeFiles(
          () => {
            listener.call(thisArg);
          },
          undefined,
          disposables,
        ),
      signIn: async (contextName) => (await agents()).signIn(contextName),
    }),
    commands: {},
    disposables: [...readingToolNames, ...actingToolNames].flatMap((name) => register(name) ?? []),
  };
}
