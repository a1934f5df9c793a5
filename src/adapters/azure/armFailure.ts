import { lineForOwner } from '../../core/access/lineForOwner.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { explainAzureFailure } from '../../core/azure/azureFailure.ts';
import { readString } from '../../core/azure/readProperty.ts';
import { cancellation, isCancellation } from '../../core/cancellation.ts';
import type { Caller } from '../../core/clusters/clusterPorts.ts';
import { l10n } from '../../core/l10n.ts';
import { ArmRefusal } from './armRequestPolicy.ts';

/**
 * What an Azure SDK call threw, as our error. The SDK's own error object is not kept as the cause: it carries the
 * request, and the request carries the token.
 *
 * @param what what was being done, as the end of a sentence: "read cluster payments-prod"
 * @param issuer who vouches for a certificate that is not trusted, where that is known
 * @returns an AksEntraError; an AbortError where the caller's signal was aborted or the user closed the sign-in
 */
export function armFailure(
  error: unknown,
  what: string,
  caller: Pick<Caller, 'account' | 'signal'>,
  issuer?: string,
): Error {
  if (caller.signal.aborted) {
    return cancellation();
  }
  // Our own sign-in passes through the SDK with its own errors; the SDK's AbortError is no DOMException.
  if (error instanceof AksEntraError || (error instanceof DOMException && isCancellation(error))) {
    return error;
  }
  if (error instanceof ArmRefusal) {
    const azLine = error.failure.status === 403 ? lineForOwner(error.failure.message) : undefined;
    const known = { accountId: caller.account.id, ...(azLine === undefined ? {} : { azLine }) };
    return explainAzureFailure({ ...error.failure, ...known }, what);
  }
  const networkCode = readNetworkCode(error);
  if (networkCode !== undefined) {
    return explainAzureFailure({ message: '', networkCode, ...(issuer === undefined ? {} : { issuer }) }, what);
  }
  // The error's own text is left out: the SDK quotes the whole answer in it, and a credential is an answer too.
  const kind = error instanceof Error ? error.name : typeof error;
  return new AksEntraError(
    'unexpectedAnswer',
    l10n`Could not ${what}: Azure’s answer was not understood (${kind}). A proxy may have changed it; try again.`,
  );
}

/** Nothing was sent where the host has no address, or nobody answers there. */
const neverSent = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH']);

/** Whether a request that failed so may have been taken up all the same. */
export function mayHaveArrived(error: unknown): boolean {
  if (error instanceof ArmRefusal) {
    return (error.failure.status ?? 0) >= 500;
  }
  // A success that is not understood has a status and no code of the network.
  const networkCode = readNetworkCode(error);
  return networkCode === undefined ? error instanceof Error && error.name === 'RestError' : !neverSent.has(networkCode);
}

/** A write about which nothing is known. It is not sent twice: the second one would meet the first one's change. */
export function unansweredWrite(what: string): AksEntraError {
  return new AksEntraError(
    'updateUnanswered',
    l10n`It is not known whether Azure did this: ${what}. No usable answer came. Look at the cluster before you try again.`,
  );
}

/** Why no answer came, from the SDK's `RestError`: importing its class would load the SDK. */
export function readNetworkCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  if (error.name === 'TimeoutError') {
    return l10n`no answer in time`;
  }
  const hasAnswer = 'statusCode' in error && error.statusCode !== undefined;
  const code = error.name === 'RestError' && !hasAnswer ? readString(error, 'code') : undefined;
  // The SDK's word for an answer that broke off before its end.
  return code === 'PARSE_ERROR' ? l10n`connection lost` : code;
}
