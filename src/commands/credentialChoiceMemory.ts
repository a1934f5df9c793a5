import type * as vscode from 'vscode';
import type { Cluster } from '../core/azure/cluster.ts';
import { asCredentialChoice, type CredentialChoice } from '../core/credential/credentialChoice.ts';

const lastChoiceKey = 'aksEntra.credentialChoice';

/** The last choice for the one cluster; for several, or where there is none, the last one for any cluster. */
export function recallChoice(memory: vscode.Memento, clusters: readonly Cluster[]): CredentialChoice | undefined {
  const [only, ...others] = clusters;
  const own = only === undefined || others.length > 0 ? undefined : memory.get(clusterKey(only));
  return asCredentialChoice(own ?? memory.get(lastChoiceKey));
}

export async function rememberChoice(
  memory: vscode.Memento,
  clusters: readonly Cluster[],
  choice: CredentialChoice,
): Promise<void> {
  for (const cluster of clusters) {
    await memory.update(clusterKey(cluster), choice);
  }
  await memory.update(lastChoiceKey, choice);
}

function clusterKey(cluster: Cluster): string {
  return `${lastChoiceKey}:${cluster.id.toLowerCase()}`;
}
