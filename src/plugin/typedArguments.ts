import { PluginFailure } from './pluginFailure.ts';

export interface TypedArguments {
  /** For VS Code, which looks at them closely. */
  readonly args: readonly string[];
  readonly fallback: string | undefined;
  /** The launcher hands KUBERNETES_EXEC_INFO over on standard input; kubectl itself never does. */
  readonly takesExecInfoFromInput: boolean;
}

/**
 * Refuses arguments that would not be themselves again in one line, joined by blanks.
 *
 * @throws PluginFailure
 */
export function readTypedArguments(typed: readonly string[], platform: NodeJS.Platform): TypedArguments {
  // There is no launcher on Windows: a kubeconfig must not choose where the cluster's description comes from.
  const takesExecInfoFromInput = platform !== 'win32' && typed[0] === '--exec-info-on-stdin';
  const args = takesExecInfoFromInput ? typed.slice(1) : typed;
  const refused = 'AKS Entra does not run with these arguments:';
  if (args[0] !== 'get-token') {
    throw new PluginFailure(`${refused} the command is not get-token.`);
  }
  if (!args.every((arg) => /^[A-Za-z0-9._-]+$/.test(arg))) {
    throw new PluginFailure(`${refused} one holds an unknown character.`);
  }
  const at = args.lastIndexOf('--fallback');
  return { args, fallback: at === -1 ? undefined : args[at + 1], takesExecInfoFromInput };
}
