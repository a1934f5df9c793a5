import { randomUUID } from 'node:crypto';

interface Aadsts {
  readonly error: string;
  readonly text: string;
  readonly suberror?: string;
  readonly status?: number;
}

/**
 * The AADSTS answers that the simulator gives; `{0}`, `{1}` are filled in. Texts as Entra words them, but for 50053, 50055,
 * 90072 and the six-digit ones of 5002xx and 5300xx, of which no recording was found: their codes count.
 */
const catalogue = {
  16000: {
    error: 'interaction_required',
    text: 'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
  },
  28000: {
    error: 'invalid_request',
    text: 'Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {0} is not valid.',
  },
  50011: {
    error: 'invalid_request',
    text: "The redirect URI '{0}' specified in the request does not match the redirect URIs configured for the application '{1}'.",
  },
  50020: {
    error: 'invalid_grant',
    text: "User account '{0}' from identity provider 'https://sts.windows.net/{1}/' does not exist in tenant '{2}' and cannot access the application '{3}' in that tenant. The account needs to be added as an external user in the tenant first.",
  },
  50027: { error: 'invalid_client', text: 'JWT token is invalid or malformed.', status: 401 },
  50034: {
    error: 'invalid_grant',
    text: 'The user account {0} does not exist in the {1} directory. To sign into this application, the account must be added to the directory.',
  },
  50053: {
    error: 'invalid_grant',
    text: "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
  },
  50055: {
    error: 'invalid_grant',
    text: 'The password is expired.',
    suberror: 'user_password_expired',
  },
  50076: {
    error: 'interaction_required',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{0}'.",
    suberror: 'basic_action',
  },
  50126: {
    error: 'invalid_grant',
    text: 'Error validating credentials due to invalid username or password.',
  },
  50173: {
    error: 'invalid_grant',
    text: 'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
    suberror: 'bad_token',
  },
  53003: {
    error: 'invalid_grant',
    text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    suberror: 'message_only',
  },
  54005: {
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  65001: {
    error: 'invalid_grant',
    text: "The user or administrator has not consented to use the application with ID '{0}' named '{1}'. Send an interactive authorization request for this user and resource.",
    suberror: 'consent_required',
  },
  65002: {
    error: 'invalid_request',
    text: "Consent between first party application '{0}' and first party resource '{1}' must be configured via preauthorization - applications owned and operated by Microsoft must get approval from the API owner before requesting tokens for that API.",
  },
  65004: { error: 'access_denied', text: 'User declined to consent to access the app.' },
  70003: { error: 'unsupported_grant_type', text: "The app requested an unsupported grant type '{0}'." },
  70008: {
    error: 'invalid_grant',
    text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  },
  70011: {
    error: 'invalid_scope',
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {0} is not valid.",
  },
  70016: {
    error: 'authorization_pending',
    text: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  },
  70018: {
    error: 'bad_verification_code',
    text: 'Invalid verification code due to User typing in wrong user code for device code flow.',
  },
  70019: { error: 'expired_token', text: 'The verification code has expired.' },
  90002: {
    error: 'invalid_request',
    text: "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  },
  90014: {
    error: 'invalid_request',
    text: "The required field '{0}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.",
  },
  90072: {
    error: 'invalid_grant',
    text: "User account '{EmailHidden}' from identity provider 'live.com' does not exist in tenant '{0}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Microsoft Entra ID user account.",
  },
  500011: {
    error: 'invalid_resource',
    text: 'The resource principal named {0} was not found in the tenant named {1}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  500200: {
    error: 'invalid_grant',
    text: "User account '{EmailHidden}' is a personal Microsoft account. Personal Microsoft accounts are not supported for this application unless explicitly invited to an organization. Try signing out and signing back in with an organizational account.",
  },
  501481: {
    error: 'invalid_grant',
    text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  500112: {
    error: 'invalid_client',
    text: "The reply address '{0}' does not match the reply address '{1}' provided when requesting Authorization code.",
    status: 401,
  },
  530003: {
    error: 'invalid_grant',
    text: 'Your device is required to be managed to access this resource.',
    suberror: 'message_only',
  },
  530036: {
    error: 'invalid_grant',
    text: 'Access has been blocked by Conditional Access policies. The policy does not allow the device code flow.',
    suberror: 'message_only',
  },
  530084: {
    error: 'invalid_grant',
    text: 'Access has been blocked by the token protection policy configured by this organization.',
    suberror: 'message_only',
  },
  700016: {
    error: 'unauthorized_client',
    text: "Application with identifier '{0}' was not found in the directory '{1}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  7000215: {
    error: 'invalid_client',
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'.",
    status: 401,
  },
  7000216: {
    error: 'invalid_client',
    text: "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
    status: 401,
  },
  700027: {
    error: 'invalid_client',
    text: 'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.]',
    status: 401,
  },
  700023: {
    error: 'invalid_client',
    text: 'Client assertion audience claim does not match Realm issuer.',
    status: 401,
  },
  700212: {
    error: 'invalid_client',
    text: "No matching federated identity record found for presented assertion audience '{0}'.",
    status: 401,
  },
  70021: { error: 'invalid_request', text: 'No matching federated identity record found for presented assertion.' },
  9002313: { error: 'invalid_request', text: 'Invalid request. Request is malformed or invalid.' },
} as const satisfies Record<number, Aadsts>;

export type AadstsCode = keyof typeof catalogue;

/** Codes that a working client never causes by itself: they are recorded as surprises. */
const surprisingCodes: ReadonlySet<number> = new Set([
  28000, 50011, 50027, 54005, 65002, 70003, 70011, 90002, 90014, 500011, 501481, 500112, 700016, 7000216, 700023,
  9002313,
]);

/** A refusal of Entra, as OAuth JSON on the token endpoint and as a page or redirect on authorize. */
export class EntraError extends Error {
  readonly code: AadstsCode;
  readonly error: string;
  readonly status: number;
  readonly suberror: string | undefined;
  /** Claims that the client must ask for when it signs in again. */
  readonly claims: string | undefined;

  constructor(code: AadstsCode, parts: readonly string[] = [], claims?: string) {
    const entry: Aadsts = catalogue[code];
    const text = entry.text.replace(/\{(\d)\}/g, (_match, index: string) => parts[Number(index)] ?? '');
    super(`AADSTS${code}: ${text}`);
    this.code = code;
    this.error = entry.error;
    this.status = entry.status ?? 400;
    this.suberror = entry.suberror;
    this.claims = claims;
  }

  get isSurprise(): boolean {
    return surprisingCodes.has(this.code);
  }

  /** The body of the token endpoint's answer. */
  toJson(correlationId: string): Record<string, unknown> {
    const traceId = randomUUID();
    const timestamp = new Date()
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/, 'Z');
    return {
      error: this.error,
      error_description: `${this.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [this.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${this.code}`,
      ...(this.suberror === undefined ? {} : { suberror: this.suberror }),
      ...(this.claims === undefined ? {} : { claims: this.claims }),
    };
  }
}

export function isAadstsCode(code: number): code is AadstsCode {
  return code in catalogue;
}
