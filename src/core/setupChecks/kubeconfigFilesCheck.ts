import type { CheckRow } from '../checks/checkRow.ts';
import { l10n } from '../l10n.ts';
import type { KubeconfigLook } from './lookAtKubeconfigs.ts';
import { aboutKubeconfigVariable } from './setupPages.ts';
import { shownPath, shownPaths } from '../shownPath.ts';

/** KUBECONFIG and its files: which there are, and whether kubectl can read them. */
export function kubeconfigFilesCheck(look: KubeconfigLook, home: string): CheckRow[] {
  return [{ id: 'kubeconfig', title: l10n`Kubeconfig`, ...findingOf(look, home) }];
}

function findingOf(
  { variable, files, repeated, contexts }: KubeconfigLook,
  home: string,
): Omit<CheckRow, 'id' | 'title'> {
  const getCredentials = { kind: 'getCredentials', title: l10n`Get AKS Credentials…` } as const;
  if (files.length === 0) {
    const what = l10n`KUBECONFIG holds separators only, so kubectl reads no file and has no cluster. Name a file there, or remove the variable; then start VS Code and the terminals again.`;
    return {
      state: 'error',
      summary: l10n`KUBECONFIG names no file`,
      details: [what],
      remedies: [aboutKubeconfigVariable],
    };
  }
  const broken = files.filter(({ problem }) => problem !== undefined);
  const missing = files.filter(({ text, problem }) => text === undefined && problem === undefined);
  const rows = [
    ...broken.map(({ path, problem }): CheckRow => ({
      id: path,
      title: shownPath(path, home),
      state: 'error',
      summary: problem?.line === undefined ? l10n`cannot be read` : l10n`line ${problem.line}`,
      details: [shownPaths(problem?.message ?? '', home)],
      remedies: [
        {
          kind: 'openFile',
          title: l10n`Open the File`,
          path,
          ...(problem?.line === undefined ? {} : { line: problem.line }),
        },
        { kind: 'restoreBackup', title: l10n`Restore a Backup…` },
      ],
    })),
    ...(missing.length === files.length
      ? []
      : missing.map(({ path }): CheckRow => {
          const what = l10n`kubectl skips it; some programs (those of client-node) fail because of it. Take it out of KUBECONFIG.`;
          return {
            id: path,
            title: shownPath(path, home),
            state: 'note',
            summary: l10n`does not exist`,
            details: [what],
            remedies: [aboutKubeconfigVariable],
          };
        })),
    ...repeated.map((path): CheckRow => {
      const what = l10n`KUBECONFIG has this file under another path too: kubectl then waits for its own lock when it writes, and fails. Take one of them out.`;
      return {
        id: path,
        title: shownPath(path, home),
        state: 'warning',
        summary: l10n`a second time`,
        details: [what],
        remedies: [aboutKubeconfigVariable],
      };
    }),
  ];
  const details = [
    variable === undefined
      ? l10n`KUBECONFIG is not set, so it is the file in the home folder.`
      : l10n`KUBECONFIG names it.`,
  ];
  if (broken.length > 0) {
    const what = l10n`While one of its files cannot be read, kubectl reads none of them.`;
    return { state: 'error', summary: l10n`kubectl cannot read it`, details: [what], rows };
  }
  if (missing.length === files.length) {
    const [first] = files;
    const what = l10n`There is no ${shownPath(first?.path ?? '', home)} yet. Get the credentials of a cluster to begin.`;
    return { state: 'note', summary: l10n`none yet`, details: [what, ...details], remedies: [getCredentials] };
  }
  const present = files.filter(({ text }) => text !== undefined).map(({ path }) => shownPath(path, home));
  const count = contexts.length === 1 ? l10n`1 context` : l10n`${contexts.length} contexts`;
  const state = repeated.length > 0 ? 'warning' : contexts.length === 0 ? 'note' : 'ok';
  return {
    state,
    summary: l10n`${present.join(', ')}: ${count}`,
    details,
    ...(rows.length === 0 ? {} : { rows }),
    ...(contexts.length === 0 ? { remedies: [getCredentials] } : {}),
  };
}
