import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { isAzureServer } from '../kubeconfig/foreignKubeconfig.ts';
import type { PluginContext } from './trustedContexts.ts';
import { tlsNameOf, tunnelledHost, withoutTunnel } from './tunnel.ts';

/**
 * What a person should know before a context's cluster is given Entra tokens, where it is not plainly one of Azure that
 * kubectl asks directly: whole sentences, one context each. Empty: nothing to say.
 *
 * A proxy is always worth a word: each AKS cluster has a certificate authority of its own, so nobody sees whether the
 * kubeconfig's is Azure's, and with another one the proxy can answer in the server's name. So is another host's TLS name:
 * whoever has a certificate of the cluster for that host, as each node has for its own, can answer then. And a tunnel starts
 * at a port of this machine, where with another authority anybody can answer who is logged in here.
 */
export function trustCautions(contexts: readonly PluginContext[]): string[] {
  return contexts.flatMap(({ contextName, cluster }) => {
    const { server, skipsTlsVerify, tlsServerName, proxyUrl } = withoutTunnel(cluster);
    const tlsName = tlsNameOf({ server, ...(tlsServerName === undefined ? {} : { tlsServerName }) });
    const reasons = [
      ...(tunnelledHost(cluster) === undefined
        ? []
        : [
            l10n`it is reached through a port of this machine, ${printable(cluster.server)}: trust that only if you trust everyone else who is logged in here`,
          ]),
      ...(isAzureServer(server)
        ? []
        : [l10n`its server ${printable(server)} is not an address of Azure Kubernetes Service`]),
      ...(skipsTlsVerify ? [l10n`kubectl does not verify who answers there`] : []),
      ...(tlsName === ''
        ? []
        : [
            l10n`kubectl takes any server that answers with a certificate for ${printable(tlsName)}, which is not its server`,
          ]),
      ...(proxyUrl === undefined
        ? []
        : [l10n`all traffic, with the token, goes through the proxy ${printable(withoutPassword(proxyUrl))}`]),
    ];
    return reasons.length === 0 ? [] : [`${quotedName(contextName)}: ${reasons.join(l10n`, and `)}.`];
  });
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/?#]*@/, '//');
}
