import type { Workbench } from '../vscode/workbench.ts';

export interface CredentialRequest {
  readonly cluster: string;
  readonly format: 'exec' | 'azure' | 'static certificate';
  /** Absent where it is not asked: for azure, for legacy Entra and without Entra. */
  readonly loginMode?: 'vscode' | 'devicecode' | 'interactive' | 'azurecli';
}

/** Runs "Get AKS credentials" from the palette and answers its pickers; what comes then is the caller's to look at. */
export async function getAksCredentials(workbench: Workbench, request: CredentialRequest): Promise<void> {
  await pickAksCluster(workbench, request);
  await answerCredentialPickers(workbench, request);
}

/** The command and its first picker: Azure is asked for the cluster then, before anything else. */
export async function pickAksCluster(
  workbench: Workbench,
  { cluster }: Pick<CredentialRequest, 'cluster'>,
): Promise<void> {
  await workbench.runCommand('Get AKS credentials');
  await workbench.quickPick.waitForTitle('Get AKS credentials');
  // While a listing runs, rows move.
  await workbench.waitUntilIdle();
  await workbench.quickPick.choose(cluster);
}

/** The pickers after the cluster is known. */
export async function answerCredentialPickers(workbench: Workbench, request: CredentialRequest): Promise<void> {
  const { quickPick } = workbench;
  await quickPick.waitForTitle(`Credential format for ${request.cluster}`);
  await quickPick.choose(request.format);
  if (request.loginMode === undefined) {
    return;
  }
  await quickPick.waitForTitle(`Login mode for ${request.cluster}`);
  await quickPick.choose(request.loginMode);
}

/** The question that comes once, when kubectl is to use VS Code's sign-in for the first time. */
export async function answerFallback({ quickPick }: Workbench, answer: string): Promise<void> {
  await quickPick.waitForTitle('When no VS Code window is open');
  await quickPick.choose(answer);
}
