import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import { isLoopback, isTunnelToServer } from '../kubeconfig/tunnelAddress.ts';
import { stringAt, type YamlMap } from '../yamlValue.ts';

/** Where a credential leads. */
type Destination = Pick<KubeconfigCredential, 'cluster' | 'otherHost'>;

/**
 * What is merged into a cluster's entry. A tunnel that the user has opened to this very server stays, with the authority
 * that is supplied now. A port of this machine that leads elsewhere goes, and with it the TLS name, which says who has to
 * answer there: `az aks bastion`, run twice, leaves one that nobody answers to.
 *
 * @param present the value below `cluster` of the entry that is there
 */
export function throughPresentTunnel(
  present: YamlMap,
  { cluster, otherHost }: Destination,
): { readonly cluster: YamlMap; readonly dropped: readonly string[] } {
  const server = stringAt(present, 'server') ?? '';
  if (!isLoopback(server)) {
    return { cluster, dropped: [] };
  }
  return isTunnelToServer(present, stringAt(cluster, 'server') ?? '', otherHost)
    ? { cluster: { ...cluster, server }, dropped: [] }
    : { cluster, dropped: ['tls-server-name'] };
}

/** Whether a kubeconfig's cluster is the server of a credential, reached directly or through a tunnel. */
export function leadsTo(present: YamlMap | undefined, { cluster, otherHost }: Destination): boolean {
  const server = stringAt(cluster, 'server');
  const isTunnel = present !== undefined && isTunnelToServer(present, server ?? '', otherHost);
  return stringAt(present, 'server') === server || isTunnel;
}
