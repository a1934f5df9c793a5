import type { Event } from 'vscode';

/**
 * What AKS Entra offers other extensions, in the same extension host:
 *
 *     const api = await vscode.extensions.getExtension<AksEntraApi>('aks-entra.aks-entra')?.activate();
 *
 * Nothing here is or leads to a token, a key or a certificate. Language models get the tools that package.json contributes
 * as `languageModelTools`, which any extension can call with `vscode.lm.invokeTool`.
 */
export interface AksEntraApi {
  /** Of this interface. What is added later leaves it as it is; what would break a caller gets another number. */
  readonly version: 1;

  /**
   * The contexts of the user's kubeconfigs, as kubectl finds them. Names are as the files have them: whoever shows them
   * cleans them. Rejects with an Error, whose message can be shown, where a file cannot be read.
   */
  contexts(): Promise<readonly AksEntraContext[]>;

  /** The kubeconfigs have changed: `contexts` may answer something else. */
  readonly onDidChange: Event<void>;

  /**
   * Sees to it that VS Code is signed in for a context whose tokens kubectl gets from VS Code. Where that takes a sign-in,
   * the user is asked first, in a notification, and a window opens only if they agree. Calls
   * for the same context share one question.
   */
  signIn(contextName: string): Promise<SignInOutcome>;
}

export interface AksEntraContext {
  readonly name: string;
  readonly isCurrent: boolean;
  /** Of the cluster entry in the kubeconfig. */
  readonly clusterName: string;
  /** Of the API server; absent where the context leads to none. */
  readonly serverHost?: string;
  readonly namespace?: string;
  /** The cluster in Azure, where AKS Entra wrote the context. */
  readonly clusterId?: string;
  /** `vscode`, or one of kubelogin's; absent where something else signs in. */
  readonly loginMode?: string;
  readonly tenantId?: string;
}

export type SignInOutcome =
  | { readonly kind: 'signedIn' }
  /** By the user. */
  | { readonly kind: 'declined' }
  /** `reason`: a sentence that can be shown. */
  | { readonly kind: 'notPossible'; readonly reason: string };
