import type { SeenCluster } from '../clusters/seenCluster.ts';
import type { CopyLine, Remedy } from './remedy.ts';

/** The known problems, by their cause. */
export type ProblemCode =
  // the kubeconfig's user
  | 'azureFormat'
  | 'oldExecVersion'
  | 'execVersionMismatch'
  | 'interactiveModeMissing'
  // the program that gets tokens
  | 'kubeloginMissing'
  | 'pluginMissing'
  | 'otherKubelogin'
  | 'pluginFailed'
  | 'deviceCodeUnanswered'
  // kubectl's preferences
  | 'pluginNotAllowed'
  | 'kubercInvalid'
  // our own plugin
  | 'ownKeyWrong'
  | 'ownConsentMissing'
  | 'ownClusterUnknown'
  | 'ownSignInNeeded'
  | 'ownWindowMissing'
  // Microsoft Entra ID and the operating system's broker
  | 'signInNeeded'
  | 'signInBlocked'
  | 'deviceCodeBlocked'
  | 'deviceCodeExpired'
  | 'tokenProtection'
  | 'accountNotInTenant'
  | 'accountNotAssigned'
  | 'accountBlocked'
  | 'consentMissing'
  | 'secretRefused'
  | 'tenantUnknown'
  | 'signInRefused'
  | 'brokerFailed'
  // the API server
  | 'unauthorized'
  | 'forbidden'
  | 'forbiddenByAzure'
  | 'forbiddenByPolicy'
  | 'forbiddenByPodSecurity'
  | 'forbiddenByQuota'
  | 'forbiddenToGrant'
  | 'namespaceEnding'
  | 'refused'
  // the way there
  | 'hostUnknown'
  | 'timeout'
  | 'connectionRefused'
  | 'unknownAuthority'
  | 'wrongServerName'
  | 'certificateExpired'
  | 'proxyFailed'
  // the kubeconfig itself
  | 'noContext'
  | 'contextMissing'
  | 'userMissing'
  | 'kubeconfigUnreadable'
  // az
  | 'azRoleMissing'
  | 'azEntryConflict'
  | 'azLocalAccountsOff'
  | 'azClusterNotFound'
  | 'azSignedOut'
  | 'azMissing';

/** What is known beside the text. All may be absent: then only what the text says counts. */
export interface ProblemFacts {
  /** The context that was used, as the kubeconfig has it. */
  readonly contextName?: string | undefined;
  /** The host of its server, as the kubeconfig has it: then nothing that is said of another host counts. */
  readonly serverHost?: string | undefined;
  /** The cluster that it leads to, as the tree knows it. */
  readonly seen?: SeenCluster | undefined;
  /** The managed namespace of that cluster that the context is for: the cluster's own credential is another one. */
  readonly managedNamespace?: string | undefined;
  /** Whether VS Code's sign-in could serve that context. */
  readonly canUseVscodeSignIn?: boolean | undefined;
  /** Whether the context's user runs our own plugin. */
  readonly hasOwnPlugin?: boolean | undefined;
  /** Whether it runs Azure's kubelogin, which keeps tokens of its own. */
  readonly hasKubelogin?: boolean | undefined;
}

/** A known problem in words for a person: without secrets, each name of somebody else's cleaned. */
export interface ExplainedProblem {
  readonly code: ProblemCode;
  /** A few words, without a full stop. */
  readonly title: string;
  /** Whole sentences: what it comes from. */
  readonly cause: string;
  /** Whole sentences: what helps. */
  readonly fix: string;
  /** The one first that helps best. */
  readonly remedies: readonly (Remedy | CopyLine)[];
}

/** What an entry of the catalogue says of a text that it knows. */
export type Explanation = Omit<ExplainedProblem, 'code'>;

/** An entry of the catalogue. */
export interface KnownProblem {
  readonly code: ProblemCode;
  /** Takes linear time: it repeats without a bound only what one character ends. */
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray, facts: ProblemFacts) => Explanation;
}
