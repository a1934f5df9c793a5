import type { CredentialFormat } from '../clusters/clusterPorts.ts';

/** How a person signs in, for the exec format: through our own plugin, or through kubelogin; AKS writes `devicecode`. */
export type PersonLoginMode = 'vscode' | 'devicecode' | 'interactive' | 'azurecli';

/** What the user chose for one cluster, remembered as the next proposal. */
export interface CredentialChoice {
  readonly format: CredentialFormat;
  readonly loginMode?: PersonLoginMode;
}

const loginModes: readonly string[] = ['vscode', 'devicecode', 'interactive', 'azurecli'] satisfies PersonLoginMode[];

/** Narrows what was stored earlier, perhaps by another version. */
export function asCredentialChoice(stored: unknown): CredentialChoice | undefined {
  if (typeof stored !== 'object' || stored === null || !('format' in stored)) {
    return undefined;
  }
  const { format } = stored;
  if (format !== 'exec' && format !== 'azure') {
    return undefined;
  }
  const loginMode = 'loginMode' in stored ? stored.loginMode : undefined;
  return isLoginMode(loginMode) ? { format, loginMode } : { format };
}

function isLoginMode(value: unknown): value is PersonLoginMode {
  return typeof value === 'string' && loginModes.includes(value);
}
