import { AksEntraError, type AksEntraErrorOptions } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import { explainRefusal } from './explainRefusal.ts';
import { networkAdvice, proxyRefusal } from './networkAdvice.ts';
import { readProperty, readString } from './readProperty.ts';
import { clusterIdOfScope } from './resourceId.ts';

/** What is known of a failed call to Azure Resource Manager, whatever client made it. */
export interface AzureFailure {
  /** HTTP status; absent where no answer came. */
  readonly status?: number;
  readonly code?: string;
  readonly message: string;
  /** Node's code of a network failure, such as ENOTFOUND. */
  readonly networkCode?: string;
  readonly retryAfterSeconds?: number;
  /** Who vouches for a certificate that is not trusted. */
  readonly issuer?: string;
  /** The answer is nothing of Azure’s: see `isOfProxy` in adapters/azure. */
  readonly isOfProxy?: true;
  /** Whose token it was. */
  readonly accountId?: string;
  /** What an owner runs to give a role that is missing. */
  readonly azLine?: string;
}

/** ARM's error body, `{"error":{code,message}}` or the bare `{code,message}`. */
export function readErrorBody(body: unknown): { code?: string; message?: string } {
  const error = readProperty(body, 'error') ?? body;
  const code = readString(error, 'code');
  const message = readString(error, 'message');
  return { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}

const roleOfAction = new Map<string, string>(
  Object.entries({
    'microsoft.containerservice/managedclusters/listclusterusercredential/action':
      'Azure Kubernetes Service Cluster User Role',
    'microsoft.containerservice/managedclusters/listclusteradmincredential/action':
      'Azure Kubernetes Service Cluster Admin Role',
    'microsoft.containerservice/managedclusters/read': 'Reader',
    'microsoft.containerservice/managedclusters/managednamespaces/listcredential/action':
      'Azure Kubernetes Service Namespace User',
    'microsoft.containerservice/managedclusters/managednamespaces/read': 'Azure Kubernetes Service Namespace User',
    'microsoft.containerservice/fleets/listcredentials/action': 'Azure Kubernetes Fleet Manager Hub Cluster User Role',
    'microsoft.containerservice/fleets/members/read': 'Azure Kubernetes Fleet Manager Hub Cluster User Role',
    'microsoft.containerservice/managedclusters/write': 'Azure Kubernetes Service Contributor Role',
  }),
);

/**
 * An ARM failure as a sentence with cause and next step. Texts matched: facts of the AKS resource provider and of
 * ARM's common errors; matched by prefix, since their tails change.
 *
 * @param what what was being done, as the end of a sentence: "read cluster payments-prod"
 */
export function explainAzureFailure(failure: AzureFailure, what: string, cause?: unknown): AksEntraError {
  const options = cause === undefined ? undefined : { cause };
  if (failure.status === undefined) {
    const detail = failure.networkCode === undefined ? '' : ` (${failure.networkCode})`;
    const advice = networkAdvice(failure.networkCode, failure.issuer);
    return new AksEntraError('offline', l10n`Could not ${what}: Azure cannot be reached${detail}. ${advice}`, options);
  }
  if (failure.isOfProxy === true) {
    return new AksEntraError('offline', l10n`Could not ${what}: ${proxyRefusal(failure.status)}`, options);
  }
  if (failure.message.startsWith('Getting static credential is not allowed')) {
    return new AksEntraError(
      'localAccountsDisabled',
      l10n`Could not ${what}: local accounts are disabled on this cluster, so it gives out no static credential. ` +
        l10n`Sign in with Microsoft Entra ID instead, or ask the cluster’s owner to enable Entra or local accounts.`,
      options,
    );
  }
  const refusal = explainRefusal(failure);
  if (refusal !== undefined) {
    return new AksEntraError(refusal.code, l10n`Could not ${what}: ${refusal.reason}`, options);
  }
  switch (failure.status) {
    case 401:
      return new AksEntraError(
        'signedOut',
        l10n`Could not ${what}: Azure asks for a new sign-in. Sign in again.`,
        options,
      );
    case 403:
      return new AksEntraError('missingRole', l10n`Could not ${what}: ${missingRole(failure)}`, {
        ...options,
        ...refusedCluster(failure),
      });
    case 404:
      return new AksEntraError(
        'notFound',
        l10n`Could not ${what}: Azure does not find it. It may have been deleted or moved; refresh the cluster list.`,
        options,
      );
    case 429:
      return new AksEntraError(
        'throttled',
        l10n`Could not ${what}: Azure is limiting requests${wait(failure.retryAfterSeconds)}.`,
        options,
      );
    default:
      return otherFailure(failure, failure.status, what, options);
  }
}

function otherFailure(
  failure: AzureFailure,
  status: number,
  what: string,
  options: ErrorOptions | undefined,
): AksEntraError {
  if (status >= 500) {
    return new AksEntraError(
      'azureUnavailable',
      l10n`Could not ${what}: Azure answered ${status}. This is usually short-lived; try again in a moment.`,
      options,
    );
  }
  if (/stopped/i.test(`${failure.code ?? ''} ${failure.message}`)) {
    return new AksEntraError(
      'clusterStopped',
      l10n`Could not ${what}: the cluster is stopped. Start it in the Azure portal, then try again.`,
      options,
    );
  }
  const code = failure.code === undefined ? '' : ` ${failure.code}`;
  return new AksEntraError(
    'unexpectedAnswer',
    l10n`Could not ${what}: Azure answered ${status}${code}: ${firstSentence(failure.message)}`,
    options,
  );
}

/** The action that an AuthorizationFailed message names decides which built-in role would have allowed the call. */
function missingRole(failure: AzureFailure): string {
  const action = refusedAction(failure.message);
  const role = roleThatAllows(failure.message);
  if (role !== undefined) {
    return (
      l10n`your account lacks the role ${quotedName(role)} on it. ` +
      l10n`Ask an owner of the cluster or subscription to assign it; a new assignment takes a few minutes, then sign in again.`
    );
  }
  return action === undefined
    ? l10n`Azure refused it: ${firstSentence(failure.message)}`
    : l10n`your account may not perform ${action}. Ask an owner of the subscription for a role that allows it.`;
}

/** The cluster on which the role is missing, as the message names it, who lacks it, and the line that gives it to them. */
function refusedCluster({
  message,
  accountId,
  azLine,
}: AzureFailure): Pick<AksEntraErrorOptions, 'clusterId' | 'accountId' | 'azLine'> {
  const clusterId = clusterIdOfScope(refusedScope(message));
  return clusterId === undefined
    ? {}
    : { clusterId, ...(accountId === undefined ? {} : { accountId }), ...(azLine === undefined ? {} : { azLine }) };
}

/** The scope that an AuthorizationFailed message names; empty where it names none. */
export function refusedScope(message: string): string {
  return /over scope '([^']+)'/.exec(message)?.[1] ?? '';
}

/** The built-in role that allows the action that an AuthorizationFailed message names, where that is known. */
export function roleThatAllows(message: string): string | undefined {
  return roleOfAction.get(refusedAction(message)?.toLowerCase() ?? '');
}

function refusedAction(message: string): string | undefined {
  return /perform action '([^']+)'/.exec(message)?.[1];
}

function wait(retryAfterSeconds: number | undefined): string {
  if (retryAfterSeconds === undefined) {
    return l10n`; try again in a minute`;
  }
  return l10n`; try again in ${retryAfterSeconds} second${retryAfterSeconds === 1 ? '' : 's'}`;
}

function firstSentence(message: string): string {
  const text = message.replaceAll(/\s+/g, ' ').trim();
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
