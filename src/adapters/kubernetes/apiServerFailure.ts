import { AksEntraError } from '../../core/aksEntraError.ts';
import { proxyRefusal } from '../../core/azure/networkAdvice.ts';
import { readString } from '../../core/azure/readProperty.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import type { ApiAnswer } from './apiServerRequest.ts';

/** Nothing was sent where the host has no address, or nobody answers there. */
const neverSent = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

const certificateCodes =
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS_CERT_ALTNAME_INVALID|DEPTH_ZERO/;

/**
 * Why nobody answered, and what to do about it. What was thrown is not kept: it may hold the request, token and all.
 *
 * @param what what was being done, as the end of a sentence
 * @param isWrite whether it may have changed something, though nobody answered
 */
export function unreachable(error: unknown, cluster: Cluster, what: string, isWrite: boolean): Error {
  if (error instanceof AksEntraError || (error instanceof Error && isCancellation(error))) {
    return error;
  }
  const code = readString(error, 'code') ?? (error instanceof Error ? error.name : '');
  const name = quotedName(cluster.name);
  if (certificateCodes.test(code)) {
    return new AksEntraError(
      'clusterUnreachable',
      l10n`Could not ${what}: the server that answers for ${name} has a certificate of another authority than the cluster’s own, such as a proxy that intercepts connections. Nothing was sent to it. Use a network without such a proxy.`,
    );
  }
  const how = code === 'TimeoutError' ? l10n`no answer in time` : printable(code);
  if (isWrite && !neverSent.has(code)) {
    return unansweredWrite(what, how);
  }
  const why = cluster.isPrivate
    ? l10n`It is a private cluster: its API server answers inside its virtual network only. Use a VPN, or run the lines where it is reachable.`
    : cluster.power === 'Stopped'
      ? l10n`It is stopped. Start it first.`
      : cluster.authorizedIpRanges === undefined
        ? l10n`Check the network, VPN or proxy, or run the lines where it is reachable.`
        : l10n`It answers some addresses only, and yours may be none of them. Run the lines where it is reachable.`;
  return new AksEntraError(
    'clusterUnreachable',
    l10n`Could not ${what}: the API server of ${name} cannot be reached (${how}). ${why}`,
  );
}

/**
 * A write about which nothing is known: it is told as such, and not sent twice.
 *
 * @param how what came in place of an answer
 */
export function unansweredWrite(what: string, how: string): AksEntraError {
  return new AksEntraError(
    'updateUnanswered',
    l10n`It is not known whether the cluster did this: ${what}. No usable answer came (${how}). Look at the cluster before you try again.`,
  );
}

/** A refusal of an API server, with its own words: they name what is missing. */
export function refused({ status, text }: ApiAnswer, what: string, isWrite: boolean): AksEntraError {
  const said = printable(redactSecrets(messageIn(text)).replaceAll(/\s+/g, ' ').trim());
  if (status === 407 || (status === 403 && said === '')) {
    // An API server says whom it forbids what. VS Code hands on what a proxy answers in the place of a tunnel.
    return new AksEntraError('clusterUnreachable', l10n`Could not ${what}: ${proxyRefusal(status)}`);
  }
  if (isWrite && status >= 500) {
    // A write whose time is over, or that a proxy lost, may go on inside the cluster.
    return unansweredWrite(what, l10n`the cluster answered ${status}: ${said}`);
  }
  switch (status) {
    case 401:
      return new AksEntraError(
        'signedOut',
        l10n`Could not ${what}: the cluster does not accept your sign-in. Sign in again.`,
      );
    case 403:
      return new AksEntraError('clusterRefused', l10n`Could not ${what}: ${forbidden(said)}`);
    case 409:
      return new AksEntraError(
        'bindingChanged',
        l10n`Could not ${what}: it was changed in the meantime. Look at it again.`,
      );
    default:
      return new AksEntraError('clusterRefused', l10n`Could not ${what}: the cluster answered ${status}: ${said}`);
  }
}

/** Kubernetes lets nobody give more than they have: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping */
function forbidden(said: string): string {
  return said.includes('attempting to grant RBAC permissions not currently held')
    ? l10n`the cluster lets you give only what you may do there yourself, and the role holds more. A cluster admin can give it. The cluster says: ${said}`
    : l10n`the cluster refused it: ${said}`;
}

function messageIn(text: string): string {
  try {
    return readString(JSON.parse(text) as unknown, 'message') ?? '';
  } catch {
    return '';
  }
}
