/** What a shell was started with, of the variables that decide its KUBECONFIG. */
export type ShellEnvironment = Readonly<Record<string, string | undefined>>;

/** Of which a shell's environment tells its KUBECONFIG; nothing else of an environment is for us. */
export const kubeconfigVariables = [
  'KUBECONFIG',
  'VSCODE_INJECTION',
  'VSCODE_ENV_REPLACE',
  'VSCODE_ENV_PREPEND',
  'VSCODE_ENV_APPEND',
] as const;

/**
 * Which kubeconfig kubectl uses at a shell's first prompt: the terminal's own or another, as far as the environment tells
 * that the shell was started with. In it is what extensions put into terminals, which VS Code shows to no extension, and
 * what VS Code's shell integration does once the profile has run: first REPLACE, in its order, then PREPEND and APPEND.
 *
 * @param environment where it could be read
 * @param isIntegrated whether VS Code's shell integration runs in the shell
 * @see https://github.com/microsoft/vscode/blob/main/src/vs/platform/terminal/common/environmentVariableCollection.ts
 */
export function kubeconfigOfShell(
  own: string,
  environment: ShellEnvironment | undefined,
  isIntegrated: boolean,
): 'own' | 'other' | 'unknown' {
  if (environment === undefined) {
    return 'unknown';
  }
  if (!isIntegrated) {
    // The profile may have said something else since.
    return environment['KUBECONFIG'] === own ? 'unknown' : 'other';
  }
  const replaced = kubeconfigsIn(environment['VSCODE_ENV_REPLACE']).at(-1);
  // A script that the user's profile runs itself has the rest of the profile behind it.
  if (replaced === undefined || environment['VSCODE_INJECTION'] !== '1') {
    return 'unknown';
  }
  const isAlone = ['VSCODE_ENV_PREPEND', 'VSCODE_ENV_APPEND'].every(
    (name) => kubeconfigsIn(environment[name]).length === 0,
  );
  return isAlone && replaced === own ? 'own' : 'other';
}

function kubeconfigsIn(changes = ''): string[] {
  return changes
    .split(':')
    .filter((change) => change.startsWith('KUBECONFIG='))
    .map((change) => change.slice('KUBECONFIG='.length).replaceAll('\\x3a', ':'));
}

const integrated = new Set(['bash', 'fish', 'powershell', 'pwsh', 'zsh']);

/** Whether VS Code's shell integration starts by itself in a shell, where it is not switched off. @param shell see shellName */
export function hasShellIntegration(shell: string): boolean {
  return integrated.has(shell);
}

/** A shell's kind by its executable: `zsh`. */
export function shellName(executable: string): string {
  const name = executable.split(/[\\/]/).at(-1) ?? '';
  return name.toLowerCase().replace(/\.exe$/, '');
}

/**
 * The line that sets KUBECONFIG in a running shell, so that the shell takes each character of the path as it is.
 *
 * @param shell as VS Code names it, or shellName
 * @returns nothing for a shell whose language we do not know, or a path that has no place in a line
 */
export function lineThatSets(file: string, shell: string | undefined): string | undefined {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(file)) {
    return undefined;
  }
  switch (shell ?? '') {
    case 'bash':
    case 'dash':
    case 'gitbash':
    case 'ksh':
    case 'sh':
    case 'zsh':
      return ['export', `KUBECONFIG='${file.replaceAll("'", "'\\''")}'`].join(' ');
    case 'fish':
      return ['set', '-gx', 'KUBECONFIG', `'${file.replaceAll(/['\\]/g, '\\$&')}'`].join(' ');
    case 'powershell':
    case 'pwsh':
      // PowerShell takes typographic quotation marks for the straight one.
      return ['$env:KUBECONFIG', '=', `'${file.replaceAll(/['‘’‚‛]/g, '$&$&')}'`].join(' ');
    case 'cmd':
      return /["%!^]/.test(file) ? undefined : ['set', `"KUBECONFIG=${file}"`].join(' ');
    default:
      return undefined;
  }
}
