import type { Cluster } from '../../core/clusters/cluster.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';

/** A cluster, and in whose name a command would run in it. */
type Asked = Pick<SeenCluster, 'cluster' | 'account'>;

const remembered = 10;

/** What is known of run command until the window closes: nothing of it is written anywhere. */
export class CommandSession {
  readonly #agreed = new Set<string>();
  readonly #commands = new Map<string, readonly string[]>();

  /** Whether somebody agreed that commands are run in a cluster, as it is, in this account’s name. */
  isAgreed(asked: Asked): boolean {
    return this.#agreed.has(keyOf(asked));
  }

  agree(asked: Asked): void {
    this.#agreed.add(keyOf(asked));
  }

  /** The newest first. */
  commandsOf({ id }: Cluster): readonly string[] {
    return this.#commands.get(id.toLowerCase()) ?? [];
  }

  remember(cluster: Cluster, command: string): void {
    const others = this.commandsOf(cluster).filter((one) => one !== command);
    this.#commands.set(cluster.id.toLowerCase(), [command, ...others].slice(0, remembered));
  }
}

/** The answer was about where whose token goes: with Entra, or for another account, another one is asked for. */
function keyOf({ cluster: { id, entra }, account }: Asked): string {
  return `${id.toLowerCase()} ${entra.kind} ${account.id}`;
}
