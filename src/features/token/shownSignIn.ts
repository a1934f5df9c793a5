import type { AccessToken } from '../../core/entra/accessToken.ts';
import type { Account } from '../../core/entra/signIn.ts';
import type { TokenTarget } from '../../core/entra/tokenTarget.ts';
import type { CertificateReading } from '../../core/login/certificateValidity.ts';
import type { UserSignIn } from '../../core/login/userSignIn.ts';

/** The sign-ins of kubectl that VS Code has no part in. */
export type OtherSignIn = Exclude<UserSignIn, { kind: 'vscode' }>;

/** What the status bar knows of kubectl's current context. Names of contexts are as the kubeconfig has them. */
export type ShownSignIn =
  | {
      readonly kind: 'noContext';
      readonly reason: string;
      readonly isSignedOut: boolean;
      readonly isRefused?: true;
    }
  | { readonly kind: 'signedOut'; readonly contextName: string }
  /** Without a key of the list, for a cluster of the list, there is no token: see `contextKeyRefusal`; nor in another cloud. */
  | { readonly kind: 'noToken'; readonly contextName: string; readonly reason: 'noKey' | 'notListed' | 'otherCloud' }
  | {
      readonly kind: 'failed';
      readonly contextName: string;
      readonly target: TokenTarget;
      readonly account: Account | undefined;
      readonly message: string;
      /** Whether nothing but a sign-in helps. */
      readonly needsSignIn: boolean;
    }
  /** The token that kubectl gets. */
  | {
      readonly kind: 'token';
      readonly contextName: string;
      readonly target: TokenTarget;
      readonly account: Account;
      readonly token: AccessToken;
    }
  | {
      readonly kind: 'other';
      readonly contextName: string;
      readonly signIn: OtherSignIn;
      /** Of a certificate. */
      readonly validity: CertificateReading;
    };
