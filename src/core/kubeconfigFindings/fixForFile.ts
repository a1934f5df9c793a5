import type { KubeconfigFix } from './kubeconfigFinding.ts';

/** What acts on the files of the KUBECONFIG list, and on no other. */
const onListedFiles: readonly KubeconfigFix['kind'][] = ['convert', 'getCredentials', 'useVscodeSignIn', 'writeKeys'];

/**
 * What a click can do about a finding in this file: what acts on the files of the KUBECONFIG list is no fix for another.
 *
 * @param isListed whether the file is one of the list
 */
export function fixForFile<Fix extends KubeconfigFix>(fix: Fix | undefined, isListed: boolean): Fix | undefined {
  return fix !== undefined && !isListed && onListedFiles.includes(fix.kind) ? undefined : fix;
}
