import type { KubeconfigFix } from './kubeconfigFinding.ts';

/**
 * What a click can do about a finding in this file: what acts on the files of the KUBECONFIG list is no fix for another.
 *
 * @param isListed whether the file is one of the list
 */
export function fixForFile<Fix extends KubeconfigFix>(fix: Fix | undefined, isListed: boolean): Fix | undefined {
  switch (fix?.kind) {
    case 'convert':
    case 'getCredentials':
    case 'useVscodeSignIn':
    case 'writeKeys':
      return isListed ? fix : undefined;
    case 'activateRole':
    case 'allowPlugin':
    case 'edit':
    case 'installKubelogin':
    case 'openPage':
    case 'refreshClusters':
    case 'restoreBackup':
    case 'restrictPermissions':
    case 'showLog':
    case 'signIn':
    case undefined:
      return fix;
  }
}
