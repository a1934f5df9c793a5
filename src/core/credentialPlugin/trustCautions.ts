import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { isAzureServer } from '../kubeconfig/foreignKubeconfig.ts';
import type { PluginContext } from './trustedContexts.ts';

/**
 * What a person should know before a context's cluster is given Entra tokens, where it is not plainly one of Azure that
 * kubectl asks directly: whole sentences, one context each. Empty: nothing to say.
 *
 * A proxy is always worth a word: each AKS cluster has a certificate authority of its own, so nobody sees whether the
 * kubeconfig's is Azure's, and with another one the proxy can answer in the server's name.
 */
export function trustCautions(contexts: readonly PluginContext[]): string[] {
  return contexts.flatMap(({ contextName, cluster: { server, skipsTlsVerify, proxyUrl } }) => {
    const reasons = [
      ...(isAzureServer(server)
        ? []
        : [l10n`its server ${printable(server)} is no address of Azure Kubernetes Service`]),
      ...(skipsTlsVerify ? [l10n`kubectl does not verify who answers there`] : []),
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
