import type { ShellEnvironment } from './terminalShell.ts';

/** Kubeconfigs of our own that only one terminal uses. */
export interface PrivateKubeconfigs {
  /** Writes a file that only the user can read. @returns its path */
  write(text: string): Promise<string>;
  /** Does nothing to a file that is none of these. */
  remove(path: string): Promise<void>;
  /** The same where nothing can be waited for: at the very end. */
  removeNow(path: string): void;
  isThere(path: string): Promise<boolean>;
  /** Removes the files whose writer runs no more, except those that are still in use. */
  removeLeftovers(inUse: ReadonlySet<string>): Promise<void>;
  /** What the shell of such a terminal was started with; nothing where the machine does not tell. */
  environmentOf(processId: number): Promise<ShellEnvironment | undefined>;
}

/** The kubeconfig that the terminals of one workspace get by themselves: terminals outlive a reload, so its path stays. */
export interface WorkspaceKubeconfig {
  readonly path: string;
  /** Nobody but the user can read it. */
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}
