import { forbidden } from '../../kubernetes/answer.ts';
import type { Identity } from '../../kubernetes/authentication.ts';
import { authorize } from '../../kubernetes/authorization.ts';
import { kubernetesVersionOf } from '../../kubernetes/clusterObjects.ts';
import { ClusterState } from '../../kubernetes/rbac/clusterState.ts';
import { readRequestInfo } from '../../kubernetes/requestInfo.ts';
import type { SimulatedCluster } from '../../scenario.ts';

export interface CommandOutput {
  readonly exitCode: number;
  readonly logs: string;
}

/**
 * What a command prints that runs inside the cluster as somebody: kubectl's reading of nodes and pods under their
 * rights, by the scenario's bindings, and a shell that knows no other program.
 */
export function runInCluster(command: string, identity: Identity, cluster: SimulatedCluster): CommandOutput {
  const [program = '', verb, resource, ...options] = command.trim().split(/\s+/);
  if (program !== 'kubectl') {
    return program === 'echo'
      ? { exitCode: 0, logs: `${command.trim().slice('echo '.length)}\n` }
      : { exitCode: 127, logs: `bash: line 1: ${program}: command not found\n` };
  }
  if (verb === 'get' && (resource === 'nodes' || resource === 'pods')) {
    return resource === 'nodes'
      ? asked(cluster, identity, '/api/v1/nodes', () => nodesOf(cluster))
      : asked(cluster, identity, podsPath(options), () => 'No resources found\n');
  }
  return { exitCode: 1, logs: `error: unknown command "${verb ?? ''}" for "kubectl"\n` };
}

function podsPath(options: readonly string[]): string {
  if (options.includes('-A') || options.includes('--all-namespaces')) {
    return '/api/v1/pods';
  }
  const at = options.indexOf('-n');
  return `/api/v1/namespaces/${at < 0 ? 'default' : (options[at + 1] ?? 'default')}/pods`;
}

function asked(cluster: SimulatedCluster, identity: Identity, path: string, print: () => string): CommandOutput {
  const state = new ClusterState(cluster, 0, () => Date.now());
  state.follow();
  const info = readRequestInfo('GET', new URL(path, 'https://kubernetes'));
  const { isAllowed, reason } = authorize(identity, info, { cluster, store: state.store });
  if (isAllowed) {
    return { exitCode: 0, logs: print() };
  }
  const { message } = forbidden(identity.userName, info, reason).body as { message: string };
  return { exitCode: 1, logs: `Error from server (Forbidden): ${message}\n` };
}

function nodesOf(cluster: SimulatedCluster): string {
  const version = kubernetesVersionOf(cluster);
  const rows = cluster.nodes.map(({ name, ready }) => [name, ready ? 'Ready' : 'NotReady', '<none>', '12d', version]);
  const table = [['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)) + 3);
  return table
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}
