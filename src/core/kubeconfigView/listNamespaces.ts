import { execOf, judgeCommand, type VerifiedEntry } from '../verifyAccess/verifiedEntry.ts';
import type { VerifyAdapters } from '../verifyAccess/verifyPorts.ts';

/**
 * The namespaces of a context's cluster, asked with the credential that kubectl would use. A command is run only where it
 * asks nobody and is known: whoever wants to type a name is not to be asked about one.
 *
 * @param ownPlugin the path of our own plugin on this machine
 * @returns undefined where the cluster does not tell them
 * @throws an AbortError on cancel
 */
export async function listNamespaces(
  entry: VerifiedEntry,
  adapters: Pick<VerifyAdapters, 'serverOf' | 'credentialOf' | 'connect'>,
  ownPlugin: string,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  if (execOf(entry) !== undefined && judgeCommand(entry, ownPlugin).kind !== 'known') {
    return undefined;
  }
  const server = await adapters.serverOf(entry);
  const outcome = await adapters.credentialOf(entry, server, signal);
  if (outcome.kind === 'failed') {
    return undefined;
  }
  const answer = await (await adapters.connect(server, outcome.credential)).namespaces(signal);
  return answer.kind === 'answered' ? answer.value : undefined;
}
