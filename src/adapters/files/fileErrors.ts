import { AksEntraError, type AksEntraErrorCode } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import { fileErrorCode } from './fileErrorCode.ts';

const explanations: Readonly<Record<string, readonly [AksEntraErrorCode, string]>> = {
  EACCES: ['kubeconfigReadOnly', l10n`may not be written by you. Check the permissions of the file and of its folder.`],
  EPERM: ['kubeconfigReadOnly', l10n`may not be written by you. Check the permissions of the file and of its folder.`],
  EROFS: ['kubeconfigReadOnly', l10n`is on a read-only file system. Point KUBECONFIG to a file that can be written.`],
  ENOSPC: ['kubeconfigDiskFull', l10n`was left as it was: the disk is full. Free some space, then try again.`],
  EDQUOT: [
    'kubeconfigDiskFull',
    l10n`was left as it was: your disk quota is used up. Free some space, then try again.`,
  ],
  EFBIG: [
    'kubeconfigDiskFull',
    l10n`was left as it was: no file may be that large here. Raise the limit (ulimit -f), then try again.`,
  ],
  ENOENT: [
    'kubeconfigFolderMissing',
    l10n`cannot be written: its folder does not exist. Create the folder, then try again.`,
  ],
  ENOTDIR: ['kubeconfigFolderMissing', l10n`cannot be written: a part of its path is not a folder. Check KUBECONFIG.`],
  ELOOP: ['kubeconfigUnreadable', l10n`is a symbolic link that leads in a circle. Correct the link, then try again.`],
  EISDIR: ['kubeconfigUnreadable', l10n`is a folder, not a file. Check KUBECONFIG.`],
};

/** A file system error as one that says what to do; every other error as it is. */
export function explainFileError(error: unknown, path: string): unknown {
  const systemCode = fileErrorCode(error);
  if (error instanceof AksEntraError || systemCode === undefined || !('syscall' in (error as object))) {
    return error;
  }
  const [code, text] = explanations[systemCode] ?? [
    'kubeconfigWriteFailed',
    l10n`could not be written (${systemCode}). Close other programs that use it, then try again.`,
  ];
  return new AksEntraError(code, `${path} ${text}`, { cause: error });
}
