import { setTimeout as delay } from 'node:timers/promises';
import { development } from './scenarios/subscriptions.ts';
import type { Simulator } from './simulator.ts';
import { callSimulator, type Reply } from './simulatorClient.ts';

/** The path of a cluster in ARM; in Contoso Development unless told otherwise. */
export function clusterPath(group: string, name: string, subscriptionId = development.subscriptionId): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}

/**
 * The YAML in the answer of a credential call.
 *
 * @throws Error for a refusal.
 */
export function kubeconfigOf(reply: Reply): string {
  if (reply.status !== 200) {
    throw new Error(`${reply.status}: ${reply.body}`);
  }
  const [first] = reply.json()['kubeconfigs'] as { value: string }[];
  return Buffer.from(first?.value ?? '', 'base64').toString();
}

/** A cluster as GET and PUT have it. */
export type ClusterBody = Record<string, unknown> & { properties: Record<string, unknown>; eTag: string };

/** What a test does with the clusters of a simulator as one person. */
export interface ClusterClient {
  /** The address of the cluster of that name, wherever the scenario has it. */
  urlOf(name: string): string;
  read(name: string): Promise<ClusterBody>;
  put(name: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** @returns the last answer of the operation that an answer names. */
  pollUntilEnd(started: Reply): Promise<Record<string, unknown>>;
}

export function clusterClient(simulator: Simulator, token: () => string, version = '2025-10-01'): ClusterClient {
  const client: ClusterClient = {
    urlOf(name) {
      const found = simulator.directory.scenario.clusters.find((cluster) => cluster.name === name);
      const path = clusterPath(found?.resourceGroup ?? '', name, found?.subscriptionId);
      return `https://management.azure.com${path}?api-version=${version}`;
    },
    async read(name) {
      return (await callSimulator(simulator, client.urlOf(name), { token: token() })).json() as ClusterBody;
    },
    put(name, body, headers = {}) {
      return callSimulator(simulator, client.urlOf(name), { method: 'PUT', token: token(), body, headers });
    },
    async pollUntilEnd(started) {
      for (;;) {
        const url = String(started.headers['azure-asyncoperation']);
        const answer = (await callSimulator(simulator, url, { token: token() })).json();
        if (/^(Succeeded|Failed|Canceled)$/.test(String(answer['status']))) {
          return answer;
        }
        await delay(20);
      }
    },
  };
  return client;
}

export function withProfile(body: ClusterBody, aadProfile: unknown): ClusterBody {
  return { ...body, properties: { ...body.properties, aadProfile } };
}

/** The rows of all pages of a list. */
export async function allRows<Row>(simulator: Simulator, token: string, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let next: string | undefined = `https://management.azure.com${path}`;
  while (next !== undefined) {
    const page = (await callSimulator(simulator, next, { token })).json();
    rows.push(...(page['value'] as Row[]));
    next = page['nextLink'] as string | undefined;
  }
  return rows;
}
