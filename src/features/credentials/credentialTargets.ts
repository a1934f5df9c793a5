import { type CredentialTarget, hubTarget, namespaceTarget } from '../../core/clusters/credentialTarget.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import { placeMetadata } from '../../core/merge/placeMetadata.ts';
import type { CredentialToMerge } from '../../core/merge/planMerge.ts';
import type { CredentialRequest } from './askCredentialRequest.ts';
import { asClusterNode, clusterFrom } from '../clusters/clusterNodes.ts';
import { credentialToMerge } from '../kubeconfig/mergeIntoKubeconfig.ts';

/** With how its credential is got and merged. */
export interface RequestedTarget extends CredentialTarget {
  readonly request: CredentialRequest;
}

/** What the row gives a credential for that a command was asked from; undefined where it is no such row. */
export function targetFrom(argument: unknown): CredentialTarget | undefined {
  const node = asClusterNode(argument);
  if (node?.kind === 'namespace') {
    return namespaceTarget(node.seen, node.cluster?.cluster);
  }
  return node?.kind === 'fleet' ? hubTarget(node.seen) : clusterFrom(argument);
}

/** As `credentialToMerge`, with what the context is for. */
export function targetToMerge(
  { cluster, place }: CredentialTarget,
  credential: KubeconfigCredential,
): CredentialToMerge {
  const item = credentialToMerge(cluster, credential);
  if (place === undefined) {
    return item;
  }
  const loginMode = item.metadata?.loginMode;
  return { ...item, metadata: { ...placeMetadata(place), ...(loginMode === undefined ? {} : { loginMode }) } };
}
