/** What went wrong, as a closed set: the UI chooses the way out (a button) from the code. */
export type AksEntraErrorCode =
  // the user stopped something that leaves a gap to show
  | 'cancelled'
  // sign-in
  | 'signedOut'
  | 'signInFailed'
  | 'cloudInvalid'
  | 'tenantNotAdded'
  // Azure Resource Manager
  | 'missingRole'
  | 'nameTaken'
  | 'regionNotOffered'
  | 'nodesNotOffered'
  | 'versionNotOffered'
  | 'localAccountsDisabled'
  | 'clusterStopped'
  | 'clusterBusy'
  | 'clusterChanged'
  | 'updateUnanswered'
  | 'updateFailed'
  | 'updateRefused'
  | 'commandRefused'
  | 'commandFailed'
  | 'reportWriteFailed'
  | 'activationTooLong'
  | 'activationNeedsMfa'
  | 'activationRefused'
  // role assignments
  | 'alreadyAssigned'
  | 'principalNotFound'
  // a cluster’s API server
  | 'clusterUnreachable'
  | 'clusterRefused'
  | 'bindingTaken'
  | 'bindingChanged'
  | 'notFound'
  | 'offline'
  | 'throttled'
  | 'azureUnavailable'
  | 'unexpectedAnswer'
  // kubeconfig text
  | 'kubeconfigInvalid'
  | 'kubeconfigMultipleDocuments'
  | 'kubeconfigDuplicateName'
  | 'kubeconfigAnchor'
  | 'kubeconfigVerificationFailed'
  | 'kubeconfigEntryNotFound'
  | 'credentialInvalid'
  | 'credentialUntrusted'
  | 'credentialNotConvertible'
  // the credential plugin
  | 'execInfoInvalid'
  | 'pluginArgumentsInvalid'
  | 'clusterNotTrusted'
  | 'contextKeyWrong'
  | 'consentMissing'
  | 'kubeconfigsLeadElsewhere'
  | 'trustedClustersInvalid'
  | 'dataFolderUnsafe'
  // kubeconfig files
  | 'kubeconfigNotUtf8'
  | 'kubeconfigUnreadable'
  | 'kubeconfigReadOnly'
  | 'kubeconfigForeignOwner'
  | 'kubeconfigDiskFull'
  | 'kubeconfigFolderMissing'
  | 'kubeconfigListEmpty'
  | 'kubeconfigLocked'
  | 'kubeconfigChanged'
  | 'kubercNotOwn'
  | 'kubeconfigUndoTooLate'
  | 'permissionsChanged'
  | 'kubeconfigBackupFailed'
  | 'kubeconfigBackupMissing'
  | 'kubeconfigWriteFailed'
  // tools for agents
  | 'toolInputInvalid'
  | 'toolPlanChanged'
  | 'decisionNeeded'
  | 'workspaceNotTrusted';

export interface AksEntraErrorOptions extends ErrorOptions {
  /** The file that the error is about, where it can be opened and corrected. */
  readonly file?: string;
  /** Whether it is somebody else's, of which we keep no backup. */
  readonly isForeignFile?: boolean;
  /** 1-based line of the file that the error is about. */
  readonly line?: number;
  /** The ARM id of the cluster that the error is about, where a role on it may be what is missing. */
  readonly clusterId?: string;
  /** The account that lacks it, where that is known. */
  readonly accountId?: string;
  /** A line for a terminal that the message speaks of, to copy. */
  readonly azLine?: string;
  /** A setting of VS Code's that the message speaks of, to open. */
  readonly setting?: string;
  /** Each failure as a sentence, where there are several and the message does not tell them all. */
  readonly each?: readonly string[];
}

/** The product's one error: a message that says what happened and what to do next, and never holds a secret. */
export class AksEntraError extends Error {
  override readonly name = 'AksEntraError';
  readonly code: AksEntraErrorCode;
  readonly file: string | undefined;
  readonly isForeignFile: boolean;
  readonly line: number | undefined;
  readonly clusterId: string | undefined;
  readonly accountId: string | undefined;
  readonly azLine: string | undefined;
  readonly setting: string | undefined;
  readonly each: readonly string[] | undefined;

  constructor(code: AksEntraErrorCode, message: string, options?: AksEntraErrorOptions) {
    super(message, options);
    this.code = code;
    this.file = options?.file;
    this.isForeignFile = options?.isForeignFile ?? false;
    this.line = options?.line;
    this.clusterId = options?.clusterId;
    this.accountId = options?.accountId;
    this.azLine = options?.azLine;
    this.setting = options?.setting;
    this.each = options?.each;
  }
}
