import { randomBytes } from 'node:crypto';

/** The resource provider's own, whatever version the request had. */
const operationsVersion = '2025-03-01';

/**
 * The address of a long-running operation as AKS gives it since 2025: about 4.5 KB, with ticks, a certificate, a
 * signature and a hash in the query. Only the very same text is taken back.
 */
export function signedOperationUrl(subscriptionId: string, location: string, id: string): string {
  const ticks = String(638_000_000_000_000_000n + BigInt(Date.now()) * 10_000n);
  const query = `api-version=${operationsVersion}&t=${ticks}&c=${blob(2900)}&s=${blob(256)}&h=${blob(32)}`;
  return `https://management.azure.com/subscriptions/${subscriptionId}/providers/Microsoft.ContainerService/locations/${location}/operations/${id}?${query}`;
}

function blob(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
