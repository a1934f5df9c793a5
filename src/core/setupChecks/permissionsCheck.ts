import { type CheckRow, worstState } from '../checks/checkRow.ts';
import { l10n } from '../l10n.ts';
import { shownPath } from '../shownPath.ts';

/** @param files undefined permissions: the system, or the file system there, has none */
export function permissionsCheck(
  files: readonly { readonly path: string; readonly permissions: number | undefined }[],
  home: string,
): CheckRow[] {
  const known = files.flatMap(({ path, permissions }) => (permissions === undefined ? [] : [{ path, permissions }]));
  if (known.length === 0) {
    return [];
  }
  const rows = known
    .filter(({ permissions }) => (permissions & 0o077) !== 0)
    .map(({ path, permissions }): CheckRow => {
      const what = l10n`Other users of this machine may read or write this file, and with it act as you in its clusters.`;
      const mend = { kind: 'restrictPermissions', title: l10n`Let Only Me Read It (chmod 600)`, path } as const;
      const summary = permissions.toString(8).padStart(4, '0');
      return { id: path, title: shownPath(path, home), state: 'warning', summary, details: [what], remedies: [mend] };
    });
  const summary = rows.length === 0 ? l10n`yours alone` : l10n`open to others`;
  return [{ id: 'permissions', title: l10n`File permissions`, state: worstState(rows), summary, rows }];
}
