import type { TextEdit } from '../yaml/textEdit.ts';

/** What one click can do about a finding. */
export type KubeconfigFix =
  | { readonly kind: 'edit'; readonly title: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'convert'; readonly title: string; readonly contextNames: readonly string[] }
  | { readonly kind: 'getCredentials'; readonly title: string }
  | { readonly kind: 'installKubelogin'; readonly title: string }
  | { readonly kind: 'useVscodeSignIn'; readonly title: string; readonly contextNames: readonly string[] }
  | { readonly kind: 'restrictPermissions'; readonly title: string };

/** Something in a kubeconfig that will not work, or not as it looks. */
export interface KubeconfigFinding {
  readonly code:
    | 'legacyAuthProvider'
    | 'oldExecVersion'
    | 'missingKubelogin'
    | 'deadPath'
    | 'missingPlugin'
    | 'pluginWithoutCluster'
    | 'staticBesideExec'
    | 'unquotedValue'
    | 'widePermissions';
  readonly severity: 'error' | 'warning';
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** A sentence without secrets. */
  readonly message: string;
  readonly fix?: KubeconfigFix;
}

/** What the text itself does not say. */
export interface KubeconfigSurroundings {
  /** undefined: not known. */
  readonly hasKubelogin: boolean | undefined;
  /** The path of our own plugin on this machine. */
  readonly pluginPath: string;
  /** The file's permission bits; undefined where the system has none. */
  readonly permissions: number | undefined;
  /** Of the paths that `pathsIn` found those that lead to nothing. */
  readonly missingPaths: ReadonlySet<string>;
}
