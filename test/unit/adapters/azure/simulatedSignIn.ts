import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import { readAccessToken, type AccessToken } from '../../../../src/core/entra/accessToken.ts';
import { explainSignInError } from '../../../../src/core/entra/explainSignInError.ts';
import type { Account, SignIn, TokenRequest } from '../../../../src/core/entra/signIn.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import { formField, refresh, signIn } from '../../../simulator/simulatorClient.ts';

/**
 * VS Code's sign-in as the adapters see it, over the simulator's Entra: silently by refresh, with a window where that
 * fails and a prompt is allowed. Keeps what was asked and handed out, so that tests can look for it.
 */
export class SimulatedSignIn implements SignIn {
  readonly account: Account;
  readonly requests: TokenRequest[] = [];
  /** Every token that was handed out. */
  readonly tokens: string[] = [];
  /** How often a sign-in window opened. */
  prompts = 0;
  /** Whether the user closes the next sign-in window. */
  isWindowClosed = false;
  readonly #simulator: Simulator;
  #refreshToken: unknown;

  private constructor(simulator: Simulator, upn: string) {
    this.#simulator = simulator;
    this.account = { id: `id of ${upn}`, label: upn };
  }

  static async of(simulator: Simulator, upn: string): Promise<SimulatedSignIn> {
    const signedIn = new SimulatedSignIn(simulator, upn);
    signedIn.#refreshToken = (await signIn(simulator, { upn }))['refresh_token'];
    return signedIn;
  }

  currentAccount(): Promise<Account> {
    return Promise.resolve(this.account);
  }

  chooseAccount(): Promise<Account> {
    return this.currentAccount();
  }

  async token(request: TokenRequest): Promise<AccessToken> {
    this.requests.push(request);
    const claims = JSON.stringify(withCapability(request.claims));
    const answer = await refresh(this.#simulator, request.tenantId, this.#refreshToken, request.scope, { claims });
    const body = answer.status === 200 ? answer.json() : await this.#ask(request, claims, answer.body);
    const token = readAccessToken(String(body['access_token']));
    if (token === undefined) {
      throw new AksEntraError('signInFailed', 'A token that cannot be read.');
    }
    this.tokens.push(token.token);
    return token;
  }

  async #ask(request: TokenRequest, claims: string, refusal: string): Promise<Record<string, unknown>> {
    if (request.interaction === 'silent') {
      throw new AksEntraError('signedOut', explainSignInError(refusal));
    }
    this.prompts += 1;
    if (this.isWindowClosed) {
      throw cancellation();
    }
    const { tenantId: tenant, scope } = request;
    try {
      return await signIn(this.#simulator, { upn: this.account.label, tenant, scope, claims });
    } catch (error) {
      const text = error instanceof Error ? error.message : '';
      throw new AksEntraError('signInFailed', explainSignInError(formField(text, 'error_description') ?? text));
    }
  }
}

/** As MSAL in VS Code says it: this client understands claims challenges. */
function withCapability(claimsBase64: string | undefined): unknown {
  const asked = claimsBase64 === undefined ? {} : (JSON.parse(atob(claimsBase64)) as { access_token?: object });
  return { ...asked, access_token: { ...asked.access_token, xms_cc: { values: ['cp1'] } } };
}
