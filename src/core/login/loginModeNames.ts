/** Every login mode of kubelogin, in the order of its own error message. */
export const loginModeNames = [
  'devicecode',
  'interactive',
  'spn',
  'ropc',
  'msi',
  'azurecli',
  'azd',
  'workloadidentity',
  'azurepipelines',
] as const;

export type LoginMode = (typeof loginModeNames)[number];

/** kubelogin's modes, and our own: VS Code's sign-in through our plugin. */
export type AnyLoginMode = LoginMode | 'vscode';

/** What “Get AKS credentials” offers to a person, the recommended one first; AKS itself writes `devicecode`. */
export const personLoginModes = [
  'vscode',
  'interactive',
  'devicecode',
  'azurecli',
] as const satisfies readonly AnyLoginMode[];

export type PersonLoginMode = (typeof personLoginModes)[number];

export function isLoginMode(name: string): name is LoginMode {
  return loginModeNames.some((mode) => mode === name);
}

export function isAnyLoginMode(name: string): name is AnyLoginMode {
  return name === 'vscode' || isLoginMode(name);
}
