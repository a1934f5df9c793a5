import type { Cluster } from '../clusters/cluster.ts';
import type { CurrentContext } from '../entra/tokenTarget.ts';
import { l10n } from '../l10n.ts';
import type { UserSignIn } from '../login/userSignIn.ts';
import { quotedName } from '../quotedNames.ts';
import { contextsOfCluster } from './contextsOfCluster.ts';
import type { ContextFacts, KubeconfigFacts } from './readContexts.ts';
import { usesPlugin } from './usesPlugin.ts';

/** kubectl's current context and how it signs in there; else why there is none, in a sentence. */
export type CurrentSignIn =
  | {
      readonly kind: 'context';
      readonly context: CurrentContext;
      readonly signIn: UserSignIn;
      /** The file that has the user; empty where none has. */
      readonly userFile: string;
    }
  /** `isRefused`: there may be one, but kubectl cannot use a file. */
  | { readonly kind: 'noContext'; readonly reason: string; readonly isRefused?: true };

/** The current context, reduced to what a sign-in needs. */
export function currentContextOf({ current, currentSignIn }: KubeconfigFacts): CurrentContext | undefined {
  return current === undefined ? undefined : contextOf(current, currentSignIn.kind === 'vscode');
}

/** The context through which kubectl gets VS Code's token for a cluster: of several the current one. */
export function vscodeContextOf({ contexts, current }: KubeconfigFacts, cluster: Cluster): CurrentContext | undefined {
  const own = contextsOfCluster(contexts, cluster).filter(usesPlugin);
  const chosen = own.find(({ contextName }) => contextName === current?.contextName) ?? own[0];
  return chosen === undefined ? undefined : signInContextOf(chosen);
}

/** Any context, reduced in the same way. */
export function signInContextOf(context: ContextFacts): CurrentContext {
  return contextOf(context, usesPlugin(context));
}

/** The context of a name, as far as a sign-in needs it. */
export function contextNamed({ contexts }: KubeconfigFacts, contextName: string): CurrentContext | undefined {
  const context = contexts.find((one) => one.contextName === contextName);
  return context && contextOf(context, usesPlugin(context));
}

function contextOf({ contextName, entra }: ContextFacts, isVscodeSignIn: boolean): CurrentContext {
  const { serverId, tenantId, accountId, environment } = entra ?? {};
  return {
    contextName,
    isVscodeSignIn,
    ...(serverId === undefined ? {} : { serverId }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(environment === undefined ? {} : { environment }),
  };
}

/**
 * @param facts undefined where there is no kubeconfig
 * @param paths of the files that they are read from
 */
export function currentSignInOf(facts: KubeconfigFacts | undefined, paths: readonly string[]): CurrentSignIn {
  const context = facts === undefined ? undefined : currentContextOf(facts);
  if (facts !== undefined && context !== undefined) {
    const { currentSignIn, currentUserIndex = -1 } = facts;
    return { kind: 'context', context, signIn: currentSignIn, userFile: paths[currentUserIndex] ?? '' };
  }
  const name = facts?.currentContext;
  return {
    kind: 'noContext',
    reason:
      name === undefined
        ? l10n`kubectl has no current context.`
        : l10n`kubectl’s current context ${quotedName(name)} is not in the kubeconfig.`,
  };
}
