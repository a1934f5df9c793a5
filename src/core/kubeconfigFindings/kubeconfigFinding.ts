import type { PluginRefusal } from '../kuberc/pluginAllowlist.ts';
import type { TextEdit } from '../yaml/textEdit.ts';
import type { Remedy } from '../diagnosis/remedy.ts';

/** What one click can do about a finding: a remedy, or a change of the very text that it was found in. */
export type KubeconfigFix = Remedy | TextFix;

/** Only the editor that shows the text can make this change, so it is no remedy that works everywhere. */
interface TextFix {
  readonly kind: 'edit';
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Something in a kubeconfig that will not work, or not as it looks. */
export interface KubeconfigFinding {
  readonly code:
    | 'legacyAuthProvider'
    | 'oldExecVersion'
    | 'missingKubelogin'
    | 'otherKubelogin'
    | 'refusedArgument'
    | 'deadPath'
    | 'missingPlugin'
    | 'pluginWithoutCluster'
    | 'pluginWithoutKey'
    | 'refusedPlugin'
    | 'staticBesideExec'
    | 'tunnelToNobody'
    | 'unquotedValue'
    | 'wrongType'
    | 'badBase64'
    | 'repeatedName'
    | 'otherKind'
    | 'placeholder'
    | 'noCertificate'
    | 'interactiveMode'
    | 'repeatedKey'
    | 'duplicateName'
    | 'refusedDirective'
    | 'refusedEscape'
    | 'controlCharacter'
    | 'unreadableText'
    | 'widePermissions';
  readonly severity: 'error' | 'warning';
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** A sentence without secrets. */
  readonly message: string;
  readonly fix?: KubeconfigFix;
}

/** The API server of a cluster, and what it is known by. */
export interface KnownServer {
  readonly host: string;
  /** Base64 of its certificate authority, without blanks. */
  readonly authority?: string;
  /** The cluster's ARM id. */
  readonly clusterId?: string;
}

/** What the text itself does not say. */
export interface KubeconfigSurroundings {
  /** undefined: not known. */
  readonly hasKubelogin: boolean | undefined;
  /** The kubelogin on PATH, where it is known to be int128's. */
  readonly otherKubelogin?: string | undefined;
  /** The file that holds the text. */
  readonly path: string;
  /** The path of our own plugin on this machine. */
  readonly pluginPath: string;
  /** Why kubectl does not run that plugin, where it does not. */
  readonly pluginRefusal?: PluginRefusal | undefined;
  /** The file's permission bits; undefined where the system has none. */
  readonly permissions: number | undefined;
  /** Of the paths that `pathsIn` found those that lead to nothing. */
  readonly missingPaths: ReadonlySet<string>;
  /** Asked for where `dependsOnKnownServers`. */
  readonly knownServers?: readonly KnownServer[];
}
