import { asDnsName } from '../kubeconfig/tunnelAddress.ts';
import { isContextKey } from '../login/contextKey.ts';
import type { ClusterAccess, ProgramConsent, TrustedCluster } from './trustedCluster.ts';

/** The text of `clusters.json`, ending with a line break. */
export function renderTrustedClusters(clusters: readonly TrustedCluster[]): string {
  return `${JSON.stringify({ version: 2, clusters }, undefined, 2)}\n`;
}

/** What a list says: version 1 had no keys. */
export type TrustedClusterList =
  | { readonly version: 1; readonly clusters: readonly ClusterAccess[] }
  | { readonly version: 2; readonly clusters: readonly TrustedCluster[] };

/** @returns undefined for a text that is none of ours, as a whole: a list with a gap would refuse clusters at random */
export function parseTrustedClusters(text: string): TrustedClusterList | undefined {
  const list = asRecord(parseJson(text));
  if (!Array.isArray(list?.['clusters'])) {
    return undefined;
  }
  const items: unknown[] = list['clusters'];
  if (list['version'] === 1) {
    const clusters = items.map(asClusterAccess);
    return clusters.every((cluster) => cluster !== undefined) ? { version: 1, clusters } : undefined;
  }
  const clusters = items.map(asTrustedCluster);
  return list['version'] === 2 && clusters.every((cluster) => cluster !== undefined)
    ? { version: 2, clusters }
    : undefined;
}

const requiredTexts = ['server', 'tenantId', 'environment', 'accountId'] as const;
const optionalTexts = ['certificateAuthorityData', 'tlsServerName', 'proxyUrl', 'clusterId'] as const;

function asTrustedCluster(value: unknown): TrustedCluster | undefined {
  const access = asClusterAccess(value);
  const { key, consent: given, otherHost } = asRecord(value) ?? {};
  const consent = asConsent(given);
  if (access === undefined || typeof key !== 'string' || !isContextKey(key) || !isOtherHost(otherHost)) {
    return undefined;
  }
  const cluster = { ...access, ...(otherHost === undefined ? {} : { otherHost }), key };
  if (given === undefined) {
    return cluster;
  }
  return consent === undefined ? undefined : { ...cluster, consent };
}

/** Whether it is a name as we write it, or absent. */
function isOtherHost(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && asDnsName(value) === value);
}

function asConsent(value: unknown): ProgramConsent | undefined {
  const kubeconfigs: unknown = asRecord(value)?.['kubeconfigs'];
  return Array.isArray(kubeconfigs) && kubeconfigs.every((path) => typeof path === 'string')
    ? { kubeconfigs }
    : undefined;
}

function asClusterAccess(value: unknown): ClusterAccess | undefined {
  const cluster = asRecord(value);
  if (typeof cluster?.['skipsTlsVerify'] !== 'boolean') {
    return undefined;
  }
  const present = optionalTexts.filter((name) => cluster[name] !== undefined);
  const texts = [...requiredTexts, ...present].map((name) => [name, cluster[name]] as const);
  if (!texts.every(([, text]) => typeof text === 'string' && text !== '')) {
    return undefined;
  }
  return { ...Object.fromEntries(texts), skipsTlsVerify: cluster['skipsTlsVerify'] } as ClusterAccess;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
