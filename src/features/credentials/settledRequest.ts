import type { Cluster } from '../../core/clusters/cluster.ts';
import type { CredentialChoice } from '../../core/login/credentialChoice.ts';
import { type CredentialRequest, type CredentialTerms, signInOf } from './askCredentialRequest.ts';

/**
 * What is got at once, without a question.
 *
 * @param settled what the person chose for this cluster, or for all
 * @returns undefined where there is something to choose
 */
export function settledRequest(
  cluster: Pick<Cluster, 'entra'>,
  settled: CredentialChoice | undefined,
  { address, isExecOnly }: Pick<CredentialTerms, 'address' | 'isExecOnly'>,
): CredentialRequest | undefined {
  const request = { isAdmin: false, address, isShownOnly: false } as const;
  const signIn = signInOf([cluster]);
  if (settled?.format === 'azure' && !isExecOnly && signIn !== 'none') {
    return { ...request, choice: settled };
  }
  // There is one way only: a certificate, which is confirmed, or a device code.
  if (signIn !== 'managed') {
    return { ...request, choice: { format: 'exec' } };
  }
  return settled?.loginMode === undefined ? undefined : { ...request, choice: settled };
}
