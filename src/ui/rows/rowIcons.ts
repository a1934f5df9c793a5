/**
 * Colours of our own: VS Code's for warnings and the like are too pale on some side bars. package.json has their values,
 * and test/vscode/iconColors.test.ts reckons their contrast in every theme that VS Code brings.
 */
export const iconColors = [
  'aksEntra.healthyIcon',
  'aksEntra.warningIcon',
  'aksEntra.errorIcon',
  'aksEntra.busyIcon',
  'aksEntra.inactiveIcon',
] as const;

/** The icon of a row: a name of VS Code's, and one of our colours. */
export interface RowIcon {
  readonly name: string;
  readonly color?: (typeof iconColors)[number];
}

/** What could not be read, or failed. */
export const errorIcon: RowIcon = { name: 'error', color: 'aksEntra.errorIcon' };

export const warningIcon: RowIcon = { name: 'warning', color: 'aksEntra.warningIcon' };

/** What helps, on a click. */
export const remedyIcon: RowIcon = { name: 'lightbulb' };
