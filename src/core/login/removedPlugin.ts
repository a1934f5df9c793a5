import { l10n } from '../l10n.ts';

/**
 * The commands with which a context of our plugin gets another sign-in where there is no VS Code. kubelogin and az leave a
 * user of ours as it is (measured with kubelogin 0.2.22), so the credential is fetched anew before it is converted.
 */
export const withoutVscode = {
  fetch: 'az aks get-credentials -g <resource group> -n <cluster> --overwrite-existing',
  convert: 'kubelogin convert-kubeconfig -l azurecli',
} as const;

/**
 * What stays where kubectl's plugin was: a program that says what to do. Without it kubectl says no more than that there
 * is no such file; it shows an `installHint` for a bare command name only, and a program of such a name on somebody's
 * PATH would get the key. What stays holds no secret, reads no variable and starts no program.
 */
export interface RemovedPluginFile {
  readonly name: string;
  readonly text: string;
}

/** On Windows kubectl runs VS Code's own program with a script: where VS Code is gone too, nothing can say anything. */
export function removedPluginFile(platform: NodeJS.Platform): RemovedPluginFile {
  const text =
    l10n`Error: AKS Entra, through which this context signs in, was removed from VS Code.` +
    ' ' +
    l10n`Install it there again and run "AKS Entra: Write Keys to Contexts", or do without VS Code: ${withoutVscode.fetch}; ${withoutVscode.convert}`;
  return platform === 'win32'
    ? { name: 'plugin.cjs', text: `console.error(${JSON.stringify(text)});\nprocess.exitCode = 1;\n` }
    : { name: 'aks-entra', text: `#!/bin/sh\necho ${quoteForShell(text)} >&2\nexit 1\n` };
}

/** Some shells' echo takes what follows a backslash for a character of its own, whatever the quotes. */
function quoteForShell(text: string): string {
  return `'${text.replaceAll('\\', '/').replaceAll("'", `'\\''`)}'`;
}
