import { AksEntraError } from '../aksEntraError.ts';
import type { Account } from '../entra/signIn.ts';
import { readExecInfo, type ExecApiVersion } from './execInfo.ts';
import { parsePluginArguments } from '../login/pluginArguments.ts';
import { allowedEntries, consentMissing, findUnnamedAccess, type UnnamedAccess } from './programConsent.ts';
import { entriesOfKey, findTrustedCluster, type TrustedCluster } from './trustedCluster.ts';
import type { UnnamedRequest } from './unnamedRequest.ts';

/** What the plugin sent for kubectl; all of it may come from a kubeconfig that somebody else wrote. */
export interface BrokerRequest {
  /** The plugin's arguments, joined by single blanks. */
  readonly argumentLine: string;
  /** The text of KUBERNETES_EXEC_INFO. */
  readonly execInfo: string;
  /** The key of the context, as `isContextKey`; empty for none. */
  readonly key: string;
  /** Where KUBERNETES_EXEC_INFO names no cluster: what the plugin found out beside it. */
  readonly unnamed?: UnnamedRequest | undefined;
}

/** What this VS Code can answer for. */
export interface BrokerWindow {
  /** kubelogin's name of the cloud that it is signed in to; undefined where nobody can say which that is. */
  readonly environment: string | undefined;
  readonly accounts: readonly Account[];
}

export type BrokerDecision =
  | {
      readonly kind: 'token';
      readonly account: Account;
      readonly tenantId: string;
      readonly apiVersion: ExecApiVersion;
      /** Where the program names no cluster: its kubeconfigs have to lead to these entries, before any token is asked for. */
      readonly unnamed?: UnnamedAccess;
    }
  /** Another window might answer: this VS Code is not signed in with the account, or in another cloud. */
  | { readonly kind: 'noAccount' }
  /** Final. `line` is for a terminal and holds no secret. */
  | {
      readonly kind: 'refusal';
      readonly status: 400 | 403;
      readonly line: string;
      readonly isKeyWrong?: boolean;
      /** The key is right, and nothing is in the way but that the user did not allow it. */
      readonly missingConsent?: UnnamedAccess & { readonly account: Account };
    };

/**
 * Whether a program gets a token, and which: only for the AKS server application, in the tenant and with the account of a
 * cluster that the user set up, and only where it is about to send it to that very cluster, or does not say where to and
 * the user allowed that.
 */
export function decideTokenRequest(
  request: BrokerRequest,
  trusted: readonly TrustedCluster[],
  window: BrokerWindow,
): BrokerDecision {
  try {
    const ofKey = entriesOfKey(trusted, request.key);
    const wanted = parsePluginArguments(request.argumentLine.split(' '));
    const { apiVersion, cluster } = readExecInfo(request.execInfo);
    let unnamed: UnnamedAccess | undefined;
    if (cluster === undefined) {
      unnamed = findUnnamedAccess(ofKey, request.unnamed, wanted);
    } else {
      findTrustedCluster(ofKey, cluster, wanted);
    }
    const account = window.accounts.find(({ id }) => id === wanted.accountId);
    if (wanted.environment !== window.environment || account === undefined) {
      return { kind: 'noAccount' };
    }
    const token = { kind: 'token', account, tenantId: wanted.tenantId, apiVersion } as const;
    return unnamed === undefined ? token : decideUnnamed(token, unnamed);
  } catch (error) {
    if (!(error instanceof AksEntraError)) {
      throw error;
    }
    const isKeyWrong = error.code === 'contextKeyWrong';
    const isForbidden = isKeyWrong || error.code === 'clusterNotTrusted' || error.code === 'kubeconfigsLeadElsewhere';
    const status = isForbidden ? 403 : 400;
    return { kind: 'refusal', status, line: error.message, ...(isKeyWrong ? { isKeyWrong } : {}) };
  }
}

/** A window that has not the account has said so by now: another one can offer to allow it. */
function decideUnnamed(token: Extract<BrokerDecision, { kind: 'token' }>, asked: UnnamedAccess): BrokerDecision {
  const entries = allowedEntries(asked.entries);
  return entries.length > 0
    ? { ...token, unnamed: { ...asked, entries } }
    : {
        kind: 'refusal',
        status: 403,
        line: consentMissing().message,
        missingConsent: { ...asked, account: token.account },
      };
}
