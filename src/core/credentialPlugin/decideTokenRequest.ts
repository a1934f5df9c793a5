import { AksEntraError } from '../aksEntraError.ts';
import type { Account } from '../entra/signIn.ts';
import { l10n } from '../l10n.ts';
import { readExecInfo, type ExecApiVersion } from './execInfo.ts';
import { parsePluginArguments } from '../login/pluginArguments.ts';
import { entriesOfKey, findTrustedCluster, type TrustedCluster } from './trustedCluster.ts';

/** What the plugin sent for kubectl; all of it may come from a kubeconfig that somebody else wrote. */
export interface BrokerRequest {
  /** The plugin's arguments, joined by single blanks. */
  readonly argumentLine: string;
  /** The text of KUBERNETES_EXEC_INFO. */
  readonly execInfo: string;
  /** The key of the context, as `isContextKey`; empty for none. */
  readonly key: string;
}

/** What this VS Code can answer for. */
export interface BrokerWindow {
  /** kubelogin's name of the cloud that it is signed in to. */
  readonly environment: string;
  readonly accounts: readonly Account[];
}

export type BrokerDecision =
  | {
      readonly kind: 'token';
      readonly account: Account;
      readonly tenantId: string;
      readonly apiVersion: ExecApiVersion;
    }
  /** 421: another window might answer; anything else is final. `line` is for a terminal and holds no secret. */
  | {
      readonly kind: 'refusal';
      readonly status: 400 | 403 | 421;
      readonly line: string;
      readonly isKeyWrong?: boolean;
    };

/**
 * Whether kubectl gets a token, and which: only for the AKS server application, in the tenant and with the account of a
 * cluster that the user set up, and only where kubectl is about to send it to that very cluster.
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
    findTrustedCluster(ofKey, cluster, wanted);
    const account = window.accounts.find(({ id }) => id === wanted.accountId);
    if (wanted.environment !== window.environment || account === undefined) {
      return {
        kind: 'refusal',
        status: 421,
        line: l10n`VS Code is not signed in with the account of this context. Sign in with it in VS Code, then try again.`,
      };
    }
    return { kind: 'token', account, tenantId: wanted.tenantId, apiVersion };
  } catch (error) {
    if (!(error instanceof AksEntraError)) {
      throw error;
    }
    const isKeyWrong = error.code === 'contextKeyWrong';
    const status = isKeyWrong || error.code === 'clusterNotTrusted' ? 403 : 400;
    return { kind: 'refusal', status, line: error.message, ...(isKeyWrong ? { isKeyWrong } : {}) };
  }
}
