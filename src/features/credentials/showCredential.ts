import type { Cluster } from '../../core/clusters/cluster.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import { maskTexts } from '../../core/kubeconfigText/maskText.ts';
import { l10n } from '../../core/l10n.ts';
import { planMerge } from '../../core/merge/planMerge.ts';
import type { CredentialRequest } from './askCredentialRequest.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';

/** Shows what would be merged into an empty kubeconfig, as a read-only document with the secrets hidden. */
export async function showCredential(
  previews: PreviewDocuments,
  cluster: Cluster,
  credential: KubeconfigCredential,
  { isAdmin, contextName }: CredentialRequest,
): Promise<void> {
  const plan = planMerge({
    text: undefined,
    credential,
    ...(contextName === undefined ? {} : { contextName }),
    onConflict: 'overwrite',
    setCurrentContext: false,
  });
  if (plan.kind !== 'changed') {
    throw new TypeError('A merge into nothing changed nothing.');
  }
  const [masked = ''] = maskTexts([plan.text]);
  const lines = [
    l10n`# The ${isAdmin ? 'clusterAdmin' : 'clusterUser'} credential of ${cluster.name}, with its secrets hidden.`,
    l10n`# Nothing was written. To merge it, run “Get AKS credentials” again without “Show instead of merging”.`,
  ];
  await previews.show(cluster.name, `${lines.join('\n')}\n${masked}`);
}
