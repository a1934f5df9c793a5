import type { SignInGate } from '../core/credentialPlugin/signInGate.ts';
import type { TrustedClusterStore } from '../core/credentialPlugin/trustedCluster.ts';
import type { ProgramKubeconfigs } from '../core/credentialPlugin/unnamedRequest.ts';
import type { AcquireEntraToken } from '../core/getToken/entraTokenRequest.ts';
import type { KubeconfigStore } from '../core/kubeconfig/kubeconfigStore.ts';
import type { SetupPorts } from '../core/setupChecks/setupPorts.ts';

/** What kubectl's plugin keeps, and the environment in which it signs in by itself. */
interface PluginData {
  readonly trustedClusters: Pick<TrustedClusterStore, 'read'>;
  readonly programKubeconfigs: Pick<ProgramKubeconfigs, 'assertLeadTo'>;
  readonly signInGate: SignInGate;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a file that a command writes is, beside the user's own kubeconfigs. */
interface OutFilePorts {
  readonly isSameFile: (one: string, other: string) => Promise<boolean>;
  readonly isStream: (path: string) => Promise<boolean>;
  readonly wideModeOf: (path: string) => Promise<number | undefined>;
  readonly writeStream: (path: string, text: string) => Promise<void>;
}

/** What the commands need of the outside. */
export interface CommandLinePorts {
  /** Loads what reads and writes kubeconfigs, which get-token has no use for. */
  readonly openFiles: () => Promise<KubeconfigStore>;
  readonly openOutFile: () => Promise<OutFilePorts>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** @param path "-" is standard input */
  readonly readInput: (path: string) => Promise<Uint8Array>;
  readonly writeOutput: (line: string) => void;
  readonly writeError: (line: string) => void;
  readonly signal: AbortSignal;
  readonly acquireEntraToken: AcquireEntraToken;
  readonly now: () => number;
  readonly platform: string;
  /** Whether a person sees standard error as it is written. */
  readonly isErrorTerminal: boolean;
  readonly openPluginData: () => Promise<PluginData>;
  /** What this machine tells of a setup. */
  readonly openSetup: () => Promise<Omit<SetupPorts, 'about'>>;
  readonly nodeVersion: string;
}
