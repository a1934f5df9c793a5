import type { Undo } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import type { KubeconfigFile } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { NameEntries } from '../../core/merge/nameEntries.ts';

/** Which contexts may get tokens, and their keys, as far as it hangs on what becomes of the kubeconfig. */
export interface ContextTrust {
  /** Takes clusters out of the list that no context leads to any more. */
  forget(before: readonly KubeconfigFile[], after: readonly KubeconfigFile[]): Promise<Undo>;
  /**
   * Credentials from outside, those of our own plugin with our own key: only where they lead to a cluster of the list, and
   * none of somebody else's.
   */
  withOwnKeys(credentials: readonly KubeconfigCredential[]): Promise<readonly KubeconfigCredential[]>;
  /** What the entries of merged contexts are called, as far as it hangs on what the user allowed. */
  entryNames(): Promise<NameEntries>;
  /** Takes consents back whose contexts have entries with other names than before, or such as can be guessed. */
  stopWhereRenamed(before: readonly KubeconfigFile[], files: readonly KubeconfigFile[]): Promise<void>;
  /** Asks by itself, and says nothing where every context has its key. */
  askForKeys(): void;
}
