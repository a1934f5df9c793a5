import type { ProbedServer, ServerProbe } from './serverProbe.ts';
import type { VerifiedEntry } from './verifiedEntry.ts';

/** What kubectl shows an API server. It is a secret. */
export type ApiCredential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'certificate'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'password'; readonly username: string; readonly password: string };

/** What getting a credential came to. `text` is what kubectl would have printed, without secrets. */
export type CredentialOutcome =
  | { readonly kind: 'credential'; readonly credential: ApiCredential; readonly expiresOnMs?: number }
  | { readonly kind: 'failed'; readonly text: string };

/** An answer of an API server; `text` is what kubectl would have printed of it. */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly text: string };

export interface AccessQuestion {
  readonly verb: string;
  readonly resource: string;
  readonly group?: string;
  readonly namespace?: string;
}

/** A node as a row shows it. */
export interface ClusterNodeState {
  readonly name: string;
  readonly isReady: boolean;
  readonly isSchedulable: boolean;
  /** The kubelet's, as `v1.34.2`. */
  readonly version: string;
}

/** One API server, asked with one credential. Each throws an AbortError on cancel. */
export interface ClusterQuestions {
  whoAmI(signal: AbortSignal): Promise<Answer<{ readonly name: string; readonly groups: number }>>;
  may(question: AccessQuestion, signal: AbortSignal): Promise<Answer<boolean>>;
  nodes(signal: AbortSignal): Promise<Answer<readonly ClusterNodeState[]>>;
  /** Their names. */
  namespaces(signal: AbortSignal): Promise<Answer<readonly string[]>>;
}

/** What verifying takes of this machine and of the network. */
export interface VerifyAdapters {
  readonly probe: ServerProbe;
  /** The server of an entry. Its file is read where the authority stands in one. @throws AksEntraError */
  serverOf(entry: VerifiedEntry): Promise<ProbedServer>;
  /** What stands in the entry itself, or what its command answers. */
  credentialOf(entry: VerifiedEntry, server: ProbedServer, signal: AbortSignal): Promise<CredentialOutcome>;
  connect(server: ProbedServer, credential: ApiCredential): Promise<ClusterQuestions>;
}
