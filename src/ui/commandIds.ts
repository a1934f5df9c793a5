/** Every command that the extension contributes; a test holds it against package.json. */
export const commandIds = [
  'aksEntra.signIn',
  'aksEntra.signInToTenant',
  'aksEntra.refresh',
  'aksEntra.getCredentials',
  'aksEntra.importKubeconfig',
  'aksEntra.switchContext',
  'aksEntra.removeFromKubeconfig',
  'aksEntra.openTerminal',
  'aksEntra.convertLogin',
  'aksEntra.useVscodeSignIn',
  'aksEntra.writeKeys',
  'aksEntra.makeNewKey',
  'aksEntra.chooseFallback',
  'aksEntra.stopVscodeSignIn',
  'aksEntra.restoreBackup',
  'aksEntra.createPipelineKubeconfig',
  'aksEntra.restrictPermissions',
  'aksEntra.copyId',
  'aksEntra.openInPortal',
  'aksEntra.refreshToken',
  'aksEntra.showTokenActions',
  'aksEntra.showLog',
] as const;

export type CommandId = (typeof commandIds)[number];
