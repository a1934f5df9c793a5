import type { findInKubeconfig } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';

/** Of a kubeconfig in which only its text is wrong. */
export const plainSurroundings: Parameters<typeof findInKubeconfig>[1] = {
  path: 'p',
  pluginPath: 'q',
  hasKubelogin: true,
  permissions: 0o600,
  missingPaths: new Set(),
};
