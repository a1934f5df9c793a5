import type { ExecApiVersion } from './execInfo.ts';

/**
 * A token as kubectl wants it on a plugin's standard output: one JSON object on one line, in kubelogin's order.
 *
 * @param expiresOnMs when kubectl should ask again; written in whole seconds, rounded down
 */
export function renderExecCredential(apiVersion: ExecApiVersion, token: string, expiresOnMs: number): string {
  return JSON.stringify({
    kind: 'ExecCredential',
    apiVersion,
    spec: { interactive: false },
    status: { expirationTimestamp: `${new Date(expiresOnMs).toISOString().slice(0, 19)}Z`, token },
  });
}
