import { aptCommand, aptInstall } from './aptInstall.ts';
import { findOnPath } from './findOnPath.ts';

/** Those that VS Code's shell integration knows on Linux and macOS. */
const shells = ['bash', 'zsh', 'fish'];

/**
 * Installs the shells that terminals are tried with, where we are root on Debian.
 * @throws Error with the exact command where that is not possible.
 */
export async function prepareShells(): Promise<void> {
  const missing = (): string[] => shells.filter((shell) => findOnPath(shell) === undefined);
  if (missing().length > 0) {
    await aptInstall(missing());
  }
  if (missing().length > 0) {
    throw new Error(`Not found: ${missing().join(', ')}. Install with: sudo sh -c '${aptCommand(missing())}'`);
  }
}
