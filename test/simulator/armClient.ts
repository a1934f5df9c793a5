import { development } from './scenarios/subscriptions.ts';
import type { Reply } from './simulatorClient.ts';

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
