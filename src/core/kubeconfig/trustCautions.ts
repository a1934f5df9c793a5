import { isAzureServer } from './foreignKubeconfig.ts';
import type { PluginContext } from './trustedContexts.ts';

/**
 * What a person should know before a context's cluster is given Entra tokens, where it is not plainly one of Azure:
 * whole sentences, one context each. Empty: nothing to say.
 */
export function trustCautions(contexts: readonly PluginContext[]): string[] {
  return contexts.flatMap(({ contextName, cluster: { server, skipsTlsVerify, proxyUrl } }) => {
    const reasons = [
      ...(isAzureServer(server) ? [] : [`its server ${server} is no address of Azure Kubernetes Service`]),
      ...(skipsTlsVerify ? ['kubectl does not verify who answers there'] : []),
      ...(proxyUrl === undefined || !skipsTlsVerify ? [] : ['a proxy is between']),
    ];
    return reasons.length === 0 ? [] : [`“${contextName}”: ${reasons.join(', and ')}.`];
  });
}
