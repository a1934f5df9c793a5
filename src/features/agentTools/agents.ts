import * as vscode from 'vscode';
import type { AksEntraApi } from '../../../api.d.ts';
import type { AgentToolName } from '../../core/agentTools/toolNames.ts';
import { cancellation, isCancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { asUserCommand } from '../../ui/userCommand.ts';
import { defaultLoginMode } from '../credentials/defaultLoginMode.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { type ActingPorts, actingTools } from './actingTools.ts';
import { apiContexts } from './apiContexts.ts';
import { type ReadingPorts, readingTools } from './readingTools.ts';
import { signInForContext, type SignInForContextPorts } from './signInForContext.ts';
import { ToolRunner } from './toolRunner.ts';

type AgentsPorts = ReadingPorts &
  Omit<ActingPorts, 'isWorkspaceTrusted' | 'defaultLoginMode'> &
  Pick<SignInForContextPorts, 'contextList' | 'cloud'> & { readonly logger: Logger };

/** What agents and other extensions call, once it has loaded. */
export interface Agents extends Pick<AksEntraApi, 'contexts'> {
  prepare(name: AgentToolName, input: unknown, token: vscode.CancellationToken): Promise<vscode.PreparedToolInvocation>;
  invoke(name: AgentToolName, input: unknown, token: vscode.CancellationToken): Promise<vscode.LanguageModelToolResult>;
  signIn(contextName: unknown): ReturnType<AksEntraApi['signIn']>;
}

export function agents(ports: AgentsPorts): Agents {
  const isWorkspaceTrusted = (): boolean => vscode.workspace.isTrusted;
  const runner = new ToolRunner(
    readingTools(ports),
    actingTools({ ...ports, isWorkspaceTrusted, defaultLoginMode }),
    ports.logger,
  );
  const signInPorts = {
    ...ports,
    mayAsk,
    asUserCommand: <T>(work: () => Promise<T>): Promise<T> => asUserCommand('Sign-in for another extension', work),
  };
  const running = new Map<unknown, ReturnType<Agents['signIn']>>();
  return {
    prepare: async (name, input, token) => {
      const { title, question } = await cancelledBy(token, (signal) => runner.prepare(name, input, signal));
      return { invocationMessage: title, ...(question === undefined ? {} : { confirmationMessages: question }) };
    },
    invoke: async (name, input, token) => {
      const text = await cancelledBy(token, (signal) => runner.invoke(name, input, signal));
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
    contexts: async () => apiContexts((await readKubeconfigs(ports.kubeconfigs)).facts),
    signIn: (contextName) => {
      // One question, however often it is wanted.
      const outcome =
        running.get(contextName) ??
        signInForContext(signInPorts, contextName).finally(() => {
          running.delete(contextName);
        });
      running.set(contextName, outcome);
      return outcome;
    },
  };
}

/** Nobody has to answer a notification: one that is closed is a no. */
async function mayAsk(question: string): Promise<boolean> {
  const signIn = l10n`Sign In`;
  return (await vscode.window.showInformationMessage(question, signIn)) === signIn;
}

async function cancelledBy<T>(token: vscode.CancellationToken, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const listening = token.onCancellationRequested(() => {
    controller.abort(cancellation());
  });
  if (token.isCancellationRequested) {
    controller.abort(cancellation());
  }
  try {
    return await work(controller.signal);
  } catch (error) {
    throw isCancellation(error) ? new vscode.CancellationError() : error;
  } finally {
    listening.dispose();
  }
}
