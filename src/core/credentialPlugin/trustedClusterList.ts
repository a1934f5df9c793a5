import type { TrustedCluster } from './trustedCluster.ts';

/** The text of `clusters.json`, ending with a line break. */
export function renderTrustedClusters(clusters: readonly TrustedCluster[]): string {
  return `${JSON.stringify({ version: 1, clusters }, undefined, 2)}\n`;
}

/** @returns undefined for a text that is none of ours, as a whole: a list with a gap would refuse clusters at random */
export function parseTrustedClusters(text: string): readonly TrustedCluster[] | undefined {
  const list = asRecord(parseJson(text));
  if (list?.['version'] !== 1 || !Array.isArray(list['clusters'])) {
    return undefined;
  }
  const clusters = list['clusters'].map(asTrustedCluster);
  return clusters.every((cluster) => cluster !== undefined) ? clusters : undefined;
}

const requiredTexts = ['server', 'tenantId', 'environment', 'accountId'] as const;
const optionalTexts = ['certificateAuthorityData', 'tlsServerName', 'proxyUrl', 'clusterId'] as const;

function asTrustedCluster(value: unknown): TrustedCluster | undefined {
  const cluster = asRecord(value);
  if (typeof cluster?.['skipsTlsVerify'] !== 'boolean') {
    return undefined;
  }
  const present = optionalTexts.filter((name) => cluster[name] !== undefined);
  const texts = [...requiredTexts, ...present].map((name) => [name, cluster[name]] as const);
  if (!texts.every(([, text]) => typeof text === 'string' && text !== '')) {
    return undefined;
  }
  return { ...Object.fromEntries(texts), skipsTlsVerify: cluster['skipsTlsVerify'] } as TrustedCluster;
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
