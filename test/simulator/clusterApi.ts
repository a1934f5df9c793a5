import { kubeconfigOf } from './armClient.ts';
import type { Simulator } from './simulator.ts';
import { accessToken, aksScope, callSimulator, type Reply } from './simulatorClient.ts';

/**
 * What a cluster's API server answers a person.
 *
 * @param credential an answer of the credential call, which leads there
 */
export async function askCluster(simulator: Simulator, credential: Reply, upn: string, path: string): Promise<Reply> {
  const text = kubeconfigOf(credential);
  const ca = Buffer.from(/certificate-authority-data: (\S+)/.exec(text)?.[1] ?? '', 'base64').toString();
  const server = /server: (\S+):443/.exec(text)?.[1] ?? '';
  const token = await accessToken(simulator, { upn, scope: aksScope });
  return callSimulator(simulator, `${server}${path}`, { token, ca });
}
