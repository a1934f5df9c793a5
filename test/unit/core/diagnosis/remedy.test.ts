import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError, type AksEntraErrorCode } from '../../../../src/core/aksEntraError.ts';
import { activationFor, needsSignIn, remediesOfFile, remedyOf } from '../../../../src/core/diagnosis/remedy.ts';

/** What the button beside each error does; a new code does not compile without an answer here. */
const remedies: Readonly<Record<AksEntraErrorCode, string | undefined>> = {
  cancelled: 'retry: Try Again',
  signedOut: 'signIn: Sign In',
  signInFailed: 'signIn: Sign In',
  cloudInvalid: undefined,
  tenantNotAdded: 'retry: Try Again',
  missingRole: 'signIn: Sign In',
  nameTaken: undefined,
  regionNotOffered: undefined,
  nodesNotOffered: undefined,
  versionNotOffered: undefined,
  localAccountsDisabled: undefined,
  clusterStopped: 'refreshClusters: Refresh Clusters',
  clusterBusy: 'retry: Try Again',
  clusterChanged: 'retry: Try Again',
  updateUnanswered: 'refreshClusters: Refresh Clusters',
  updateFailed: 'refreshClusters: Refresh Clusters',
  updateRefused: undefined,
  commandRefused: undefined,
  commandFailed: undefined,
  reportWriteFailed: undefined,
  activationTooLong: undefined,
  activationNeedsMfa: undefined,
  activationRefused: undefined,
  alreadyAssigned: undefined,
  principalNotFound: undefined,
  clusterUnreachable: 'retry: Try Again',
  clusterRefused: undefined,
  bindingTaken: undefined,
  // The same once more is refused again: it is about the binding as it was. Its row is read anew.
  bindingChanged: undefined,
  notFound: 'refreshClusters: Refresh Clusters',
  offline: 'retry: Try Again',
  throttled: 'retry: Try Again',
  azureUnavailable: 'retry: Try Again',
  unexpectedAnswer: undefined,
  kubeconfigInvalid: undefined,
  kubeconfigMultipleDocuments: undefined,
  kubeconfigDuplicateName: undefined,
  kubeconfigAnchor: undefined,
  kubeconfigVerificationFailed: undefined,
  kubeconfigEntryNotFound: 'getCredentials: Get AKS credentials',
  credentialInvalid: undefined,
  credentialUntrusted: undefined,
  credentialNotConvertible: undefined,
  execInfoInvalid: undefined,
  pluginArgumentsInvalid: undefined,
  clusterNotTrusted: undefined,
  contextKeyWrong: undefined,
  consentMissing: undefined,
  kubeconfigsLeadElsewhere: undefined,
  trustedClustersInvalid: undefined,
  dataFolderUnsafe: undefined,
  kubeconfigNotUtf8: undefined,
  kubeconfigUnreadable: undefined,
  kubeconfigReadOnly: undefined,
  kubeconfigForeignOwner: undefined,
  kubeconfigDiskFull: undefined,
  kubeconfigFolderMissing: undefined,
  kubeconfigListEmpty: undefined,
  kubeconfigLocked: 'retry: Try Again',
  kubeconfigChanged: 'retry: Try Again',
  kubercNotOwn: undefined,
  kubeconfigUndoTooLate: 'restoreBackup: Restore a Backup…',
  permissionsChanged: undefined,
  kubeconfigBackupFailed: undefined,
  kubeconfigBackupMissing: undefined,
  kubeconfigWriteFailed: undefined,
  toolInputInvalid: undefined,
  toolPlanChanged: undefined,
  decisionNeeded: undefined,
  workspaceNotTrusted: undefined,
};
const codes = Object.keys(remedies) as AksEntraErrorCode[];

describe('the remedy of an error', () => {
  for (const code of codes) {
    it(`is ${remedies[code] ?? 'none'} for ${code}`, () => {
      const remedy = remedyOf(code);
      assert.equal(remedy && `${remedy.kind}: ${remedy.title}`, remedies[code]);
    });
  }
});

describe('a role that could be activated', () => {
  it('is offered where a role is missing on a cluster, and nowhere else', () => {
    const offered = codes.filter((code) => activationFor(new AksEntraError(code, 'x', { clusterId: '/c' })));
    assert.deepEqual(offered, ['missingRole']);
    assert.deepEqual(activationFor(new AksEntraError('missingRole', 'x', { clusterId: '/c' })), {
      kind: 'activateRole',
      title: 'Activate a Role (PIM)…',
      clusterId: '/c',
    });
    const ofBen = activationFor(new AksEntraError('missingRole', 'x', { clusterId: '/c', accountId: 'ben' }));
    assert.ok(ofBen?.kind === 'activateRole' && ofBen.accountId === 'ben');
    assert.equal(activationFor(new AksEntraError('missingRole', 'x')), undefined);
  });
});

describe('needsSignIn', () => {
  it('holds where VS Code has no session or Entra refused it, and not where a sign-in merely brings a new token', () => {
    assert.deepEqual(
      codes.filter((code) => needsSignIn(new AksEntraError(code, 'x'))),
      ['signedOut', 'signInFailed'],
    );
  });

  it('holds for our own errors only', () => {
    for (const error of [new Error('signedOut'), { code: 'signedOut' }, 'signedOut', undefined]) {
      assert.equal(needsSignIn(error), false);
    }
  });
});

describe('what helps against a kubeconfig that is broken', () => {
  it('is the file at its line, and a backup; of another error about a file neither', () => {
    const broken = new AksEntraError('kubeconfigInvalid', 'Line 4: no.', { file: '/a', line: 4 });
    assert.deepEqual(remediesOfFile(broken), [
      { kind: 'openFile', title: 'Open the File', path: '/a', line: 4 },
      { kind: 'restoreBackup', title: 'Restore a Backup…' },
    ]);
    const foreign = new AksEntraError('kubeconfigInvalid', 'No.', { file: '/a', isForeignFile: true });
    assert.deepEqual(remediesOfFile(foreign), [{ kind: 'openFile', title: 'Open the File', path: '/a' }]);
    assert.deepEqual(remediesOfFile(new AksEntraError('kubeconfigChanged', 'No.', { file: '/a' })), []);
    assert.deepEqual(remediesOfFile(new AksEntraError('kubeconfigInvalid', 'Line 4: no.', { line: 4 })), []);
  });
});
