/** What went wrong, as a closed set: the UI chooses the way out (a button) from the code. */
export type AksEntraErrorCode =
  // the user stopped something that leaves a gap to show
  | 'cancelled'
  // sign-in
  | 'signedOut'
  | 'signInFailed'
  // Azure Resource Manager
  | 'missingRole'
  | 'localAccountsDisabled'
  | 'clusterStopped'
  | 'clusterBusy'
  | 'clusterChanged'
  | 'updateUnanswered'
  | 'updateFailed'
  | 'updateRefused'
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
  | 'kubeconfigWriteFailed';

export interface AksEntraErrorOptions extends ErrorOptions {
  /** 1-based line of the file that the error is about. */
  readonly line?: number;
}

/** The product's one error: a message that says what happened and what to do next, and never holds a secret. */
export class AksEntraError extends Error {
  override readonly name = 'AksEntraError';
  readonly code: AksEntraErrorCode;
  readonly line: number | undefined;

  constructor(code: AksEntraErrorCode, message: string, options?: AksEntraErrorOptions) {
    super(message, options);
    this.code = code;
    this.line = options?.line;
  }
}
