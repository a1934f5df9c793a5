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

export function isLoginMode(name: string): name is LoginMode {
  return loginModeNames.some((mode) => mode === name);
}
