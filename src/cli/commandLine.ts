import { AksEntraError } from '../core/aksEntraError.ts';
import { isCancellation } from '../core/cancellation.ts';
import { l10n } from '../core/l10n.ts';
import { redactSecrets } from '../core/redactSecrets.ts';
import { messageOf } from '../core/messageOf.ts';
import type { CommandLinePorts } from './commandLinePorts.ts';
import { splitCommand } from '../core/login/kubeloginFlags.ts';
import { UsageError } from './parseFlags.ts';

type Command = (args: readonly string[], ports: CommandLinePorts) => Promise<void>;

/** Each one loads its own code, so that a wrong word or `--help` costs nothing. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  'convert-kubeconfig': async () => (await import('./convertKubeconfig.ts')).convertKubeconfig,
  doctor: async () => (await import('./doctor.ts')).doctor,
  'get-token': async () => (await import('./getToken.ts')).getToken,
  'merge-kubeconfig': async () => (await import('./mergeKubeconfig.ts')).mergeKubeconfig,
  // Not for people: only the plugin runs it, so the usage does not tell of it.
  'plugin-fallback': async () => {
    const { pluginFallback } = await import('./pluginFallback.ts');
    return (args, ports) =>
      pluginFallback(args, ports, async (typed, own) => (await loadCommand('get-token'))(typed, own));
  },
};

const usage = l10n`AKS Entra on the command line.

Usage: node cli.js <command> [flags]

Commands:
  convert-kubeconfig  Changes how kubelogin signs in, for some or all users of a kubeconfig
  doctor              Checks what signing in takes on this machine, and says what does not work and why
  get-token           Gets a token for kubectl, as kubelogin's credential plugin does
  merge-kubeconfig    Merges a kubeconfig into yours, without losing anything of it

"node cli.js <command> --help" tells the flags of a command.`;

/** @returns the exit code: 0 or 1 */
export async function runCommandLine(args: readonly string[], ports: CommandLinePorts): Promise<number> {
  const { command: name, rest } = splitCommand(args);
  const asksForUsage = name === 'help' || (name === undefined && args.some((arg) => ['--help', '-h'].includes(arg)));
  if (asksForUsage) {
    ports.writeOutput(usage);
    return 0;
  }
  if (args.length === 0) {
    ports.writeError(usage);
    return 1;
  }
  try {
    const command = await loadCommand(name);
    await command(rest, ports);
    return 0;
  } catch (error) {
    ports.writeError(`Error: ${explain(error)}`);
    return 1;
  }
}

function loadCommand(name: string | undefined): Promise<Command> {
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    throw new UsageError(l10n`unknown command; --help tells those that there are`);
  }
  return load();
}

/** One line. Texts that are not our own may hold anything. */
function explain(error: unknown): string {
  if (isCancellation(error)) {
    return 'interrupted';
  }
  const isOurs = error instanceof AksEntraError || error instanceof UsageError;
  const message = messageOf(error);
  return (isOurs ? message : redactSecrets(message)).replace(/\s*\n\s*/g, ' ');
}
