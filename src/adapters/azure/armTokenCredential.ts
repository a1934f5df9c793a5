import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import type { Account, Interaction, SignIn } from '../../core/entra/signIn.ts';

/**
 * The Azure SDK's view of a sign-in: one account in one tenant. It prompts only where the action that the user asked
 * for allows it. The SDK's own scope is ignored: an endpoint and its scope differ by cloud, and the cloud decides.
 */
export class ArmTokenCredential implements TokenCredential {
  readonly #signIn: SignIn;
  readonly #account: Account;
  readonly #tenantId: string;
  readonly #scope: string;
  readonly #interaction: Interaction;

  constructor(signIn: SignIn, account: Account, tenantId: string, scope: string, interaction: Interaction) {
    this.#signIn = signIn;
    this.#account = account;
    this.#tenantId = tenantId;
    this.#scope = scope;
    this.#interaction = interaction;
  }

  /** @throws AksEntraError `signedOut` or `signInFailed`; an AbortError where the user cancelled the sign-in */
  async getToken(_scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken> {
    const token = await this.#signIn.token({
      account: this.#account,
      tenantId: this.#tenantId,
      scope: this.#scope,
      interaction: this.#interaction,
      // The SDK decodes a challenge's claims; VS Code wants them as they stood in the header.
      ...(options?.claims === undefined ? {} : { claims: btoa(options.claims) }),
    });
    return { token: token.token, expiresOnTimestamp: token.expiresOnMs };
  }
}
