import type { Workbench } from '../vscode/workbench.ts';

export interface CredentialRequest {
  readonly cluster: string;
  readonly format: 'exec' | 'azure' | 'static certificate';
  /** Absent where there is none to choose: for azure, for legacy Entra and without Entra. */
  readonly loginMode?: 'vscode' | 'devicecode' | 'interactive' | 'azurecli';
}

const rows = {
  vscode: 'VS Code sign-in',
  devicecode: 'Device code',
  interactive: 'Browser',
  azurecli: 'Azure CLI',
} as const;

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

/** The one list after the cluster is known, and the old format behind it. */
export async function answerCredentialPickers(
  workbench: Workbench,
  { cluster, format, loginMode = 'devicecode' }: CredentialRequest,
): Promise<void> {
  const { quickPick } = workbench;
  await quickPick.waitForTitle(`Login mode for ${cluster}`);
  if (format !== 'azure') {
    await quickPick.choose(format === 'exec' ? rows[loginMode] : 'Static certificate');
    return;
  }
  await openFurtherChoices(workbench, cluster);
  await quickPick.choose('azure format');
}

/** From the one list. */
export async function openFurtherChoices({ quickPick }: Workbench, cluster: string): Promise<void> {
  await quickPick.choose('More…');
  await quickPick.waitForTitle(`Further choices for ${cluster}`);
}

/** The question that comes once, when kubectl is to use VS Code's sign-in for the first time. */
export async function answerFallback({ quickPick }: Workbench, answer: string): Promise<void> {
  await quickPick.waitForTitle('When no VS Code window is open');
  await quickPick.choose(answer);
}
