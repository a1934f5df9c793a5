import os from 'node:os';
import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { ClusterNow } from '../../core/clusters/seenNow.ts';
import { isCancellation } from '../../core/cancellation.ts';
import { clusterScope } from '../../core/entra/scopes.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import type { SetupAzure } from '../../core/setupChecks/azureClusters.ts';
import { setupChecks } from '../../core/setupChecks/setupChecks.ts';
import type { SetupPorts } from '../../core/setupChecks/setupPorts.ts';
import type { SetupSignIn } from '../../core/setupChecks/signInChecks.ts';
import { timedChecks } from '../../core/setupChecks/timedChecks.ts';
import type { Memory } from '../../ui/memory.ts';
import type { ChecksView } from '../checks/checksView.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';

export interface CheckSetupPorts {
  /** What this machine alone tells. */
  readonly localSetup: (foreignFolders: () => readonly string[]) => Promise<Omit<SetupPorts, 'about'>>;
  readonly inventory: Pick<ClusterInventory, 'state' | 'ensureListed'>;
  readonly access: () => Promise<{ readonly clusters: ClusterNow }>;
  readonly signIn: SignIn & SignedInAccounts;
  readonly memory: Pick<Memory, 'accountId'>;
  readonly checksView: () => Promise<ChecksView>;
  readonly version: string;
  readonly logger: Pick<Logger, 'info'>;
}

/** Shows what of the setup does not work, and why. Nothing of it prompts. */
export async function checkSetup(ports: CheckSetupPorts): Promise<void> {
  const workspaceFolders = (): string[] => vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [];
  const [local, view] = await Promise.all([ports.localSetup(workspaceFolders), ports.checksView()]);
  const editorProxy = (): string | undefined => vscode.workspace.getConfiguration('http').get<string>('proxy');
  const checks = setupChecks({
    ...local,
    azure: () => Promise.resolve(azureOf(ports)),
    signIn: signInOf(ports),
    proxies: () => ({ ...local.proxies(), editor: editorProxy() }),
    about: [
      ['VS Code', vscode.version],
      ['AKS Entra', ports.version],
      [l10n`System`, `${os.type()} ${os.release()} ${os.arch()}`],
      ...(vscode.env.remoteName === undefined ? [] : [[l10n`Remote`, vscode.env.remoteName] as const]),
    ],
  });
  await view.show(timedChecks(checks, () => performance.now(), ports.logger));
}

function azureOf({ inventory, access }: CheckSetupPorts): SetupAzure {
  return {
    listed: async () => {
      await inventory.ensureListed();
      return inventory.state;
    },
    clusterNow: async (seen, signal) => (await access()).clusters.clusterNow(seen, { interaction: 'silent', signal }),
  };
}

function signInOf({ signIn, memory }: CheckSetupPorts): SetupSignIn {
  const implementation = (): string | undefined =>
    vscode.workspace.getConfiguration('microsoft-authentication').get<string>('implementation');
  return {
    accounts: () => signIn.accounts(),
    currentAccount: () => signIn.currentAccount(),
    hasChosen: () => memory.accountId.get() !== undefined,
    usesBroker: () => !['msal-no-broker', 'classic'].includes(implementation() ?? ''),
    tokenProblem: async (account, tenantId) => {
      try {
        await signIn.token({ account, tenantId, scope: clusterScope(), interaction: 'silent' });
        return undefined;
      } catch (error) {
        if (error instanceof AksEntraError) {
          return error;
        }
        if (isCancellation(error)) {
          return new AksEntraError('signedOut', l10n`VS Code gave no token without a sign-in.`);
        }
        throw error;
      }
    },
  };
}
