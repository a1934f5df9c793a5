/** How to prove to Entra who asks for a token. */
export type EntraProof =
  | {
      readonly kind: 'clientSecret';
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | {
      readonly kind: 'clientCertificate';
      readonly tenantId: string;
      readonly clientId: string;
      readonly certificateFile: string;
      readonly password?: string;
    }
  | {
      readonly kind: 'federatedToken';
      readonly tenantId: string;
      readonly clientId: string;
      readonly tokenFile: string;
    }
  | {
      readonly kind: 'gitHubActions';
      readonly tenantId: string;
      readonly clientId: string;
      /** Where a job of GitHub Actions gets its own token, and what it shows there. */
      readonly requestUrl: string;
      readonly requestToken: string;
    }
  | { readonly kind: 'managedIdentity'; readonly clientId?: string; readonly resourceId?: string }
  | { readonly kind: 'azureCli'; readonly tenantId?: string; readonly subscription?: string }
  | { readonly kind: 'azureDeveloperCli'; readonly tenantId?: string }
  | {
      readonly kind: 'azurePipelines';
      readonly tenantId: string;
      readonly clientId: string;
      readonly serviceConnectionId: string;
      /** What a job of Azure Pipelines shows to get the token of its service connection. */
      readonly systemAccessToken: string;
    }
  | {
      readonly kind: 'usernamePassword';
      readonly tenantId: string;
      readonly clientId: string;
      readonly username: string;
      readonly password: string;
    }
  | { readonly kind: 'deviceCode'; readonly tenantId: string; readonly clientId: string }
  | {
      readonly kind: 'browser';
      readonly tenantId: string;
      readonly clientId: string;
      readonly loginHint?: string;
    };

/** One token for one resource. */
export interface EntraTokenRequest {
  readonly proof: EntraProof;
  /** Ends with `/.default`. */
  readonly scope: string;
  /** https, with a closing slash */
  readonly authorityHost: string;
  readonly skipsInstanceDiscovery: boolean;
  readonly timeoutMs: number;
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresOnMs: number;
}

/**
 * Gets a new token.
 *
 * @throws AksEntraError signInFailed, which holds no secret of the request; an AbortError where `signal` ended it
 */
export type AcquireEntraToken = (
  request: EntraTokenRequest,
  context: {
    readonly signal: AbortSignal;
    /** Shows a line to the person in front of the terminal. */
    readonly tellPerson: (line: string) => void;
  },
) => Promise<IssuedToken>;
