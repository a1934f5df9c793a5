import type * as vscode from 'vscode';
import type { KubeconfigWrite } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { KubeconfigFacts } from '../../core/kubeconfig/readContexts.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { ConvertLoginPorts } from '../login/convertContexts.ts';
import { KubeconfigWatch } from './kubeconfigWatch.ts';

interface GuardPorts extends ConvertLoginPorts {
  readonly kubeconfigs: ConvertLoginPorts['kubeconfigs'] & {
    onDidWrite(listener: (write: KubeconfigWrite) => void): { dispose(): void };
  };
  /** It tells what the files said before they changed. */
  readonly kubeconfig: { readonly onDidChangeFiles: vscode.Event<Promise<KubeconfigFacts | undefined>> };
}

/** What other programs undo of ours. It has no commands: it offers to put it right. */
export function guardCommands(ports: GuardPorts): Room {
  const watch = new KubeconfigWatch(async () => {
    const { KubeconfigGuard } = await import('./kubeconfigGuard.ts');
    return new KubeconfigGuard(ports);
  }, ports.logger);
  return {
    commands: {},
    disposables: [
      watch,
      ports.kubeconfigs.onDidWrite((write) => {
        watch.written(write);
      }),
      ports.kubeconfig.onDidChangeFiles((before) => {
        watch.changed(before);
      }),
    ],
  };
}
