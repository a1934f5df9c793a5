import { readProperty, readString } from '../azure/readProperty.ts';
import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { SignedUrl } from '../clusterWrites/signedUrl.ts';
import { l10n } from '../l10n.ts';

/** What became of a command that runs inside a cluster. */
export type CommandState =
  | { readonly kind: 'running' }
  /** It ended by itself, well or badly. */
  | {
      readonly kind: 'ended';
      readonly exitCode?: number;
      readonly logs: string;
      readonly startedAt?: string;
      readonly finishedAt?: string;
    }
  /** It never came to its end: Azure’s own word why. */
  | { readonly kind: 'failed'; readonly reason: string; readonly logs: string };

/** Commands inside a cluster, run by Azure in the name of who sees it. Every call throws AksEntraError or an AbortError. */
export interface RunCommands {
  /**
   * Has a command run once. Where Entra is on, the account’s token for AKS goes to Azure with it.
   *
   * @returns where its result is read
   * @throws AksEntraError updateUnanswered where nobody knows whether Azure took it up
   */
  start(seen: SeenCluster, options: CallOptions, command: string): Promise<SignedUrl>;
  look(seen: SeenCluster, options: CallOptions, result: SignedUrl): Promise<CommandState>;
}

/** Hosts of Azure Bastion, in the subscription of a cluster, as their ids. Throws AksEntraError or an AbortError. */
export interface BastionHosts {
  bastionHosts(seen: SeenCluster, options: CallOptions): Promise<string[]>;
}

/**
 * The state in the body of an answer, which has the status 200 or 202 whatever the state is. What is not known counts as
 * running: the set of states is open, and a 202 may have no body.
 */
export function commandState(body: unknown): CommandState {
  const properties = readProperty(body, 'properties');
  const exitCode = readProperty(properties, 'exitCode');
  const logs = readString(properties, 'logs') ?? '';
  const state = readString(properties, 'provisioningState')?.toLowerCase();
  if (state === 'failed' || state === 'canceled') {
    return { kind: 'failed', reason: readString(properties, 'reason') ?? l10n`Azure gave no reason.`, logs };
  }
  if (state !== 'succeeded') {
    return { kind: 'running' };
  }
  const startedAt = readString(properties, 'startedAt');
  const finishedAt = readString(properties, 'finishedAt');
  return {
    kind: 'ended',
    logs,
    ...(typeof exitCode === 'number' ? { exitCode } : {}),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
  };
}
