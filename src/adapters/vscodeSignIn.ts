import * as vscode from 'vscode';
import { AksEntraError } from '../core/aksEntraError.ts';
import type { Cloud } from '../core/azure/clouds.ts';
import { cancellation } from '../core/cancellation.ts';
import { readAccessToken, type AccessToken } from '../core/entra/accessToken.ts';
import { explainSignInError } from '../core/entra/explainSignInError.ts';
import type { Account, SignedInAccounts, SignIn, TokenRequest } from '../core/entra/signIn.ts';
import { isFresh } from '../core/entra/tokenCache.ts';
import type { Logger } from '../core/logger.ts';
import { redactSecrets } from '../core/redactSecrets.ts';

const accountKey = 'aksEntra.accountId';

/** VS Code fires onDidChangeSessions for each renewal too; a burst of them is looked at once. */
const settleMs = 250;

/**
 * Sign-in through VS Code's own Microsoft authentication provider. The account that the user chose is remembered by
 * id; tokens stay in memory.
 */
export class VscodeSignIn implements SignIn, SignedInAccounts, vscode.Disposable {
  readonly #cloud: () => Cloud;
  readonly #memory: vscode.Memento;
  readonly #logger: Logger;
  readonly #tokens = new Map<string, AccessToken>();
  readonly #inFlight = new Map<string, Promise<AccessToken>>();
  /** Requests whose challenge only the user can answer: the next sign-in that they ask for answers it. */
  readonly #unanswered = new Map<string, TokenRequest>();
  readonly #accountChanged = new vscode.EventEmitter<Account | undefined>();
  readonly #subscription: vscode.Disposable;
  #settleTimer: NodeJS.Timeout | undefined;
  #announcedAccountId: string | undefined;

  /** Fires after a sign-in, and when the signed-in account is another one than before or none any more. */
  readonly onDidChangeAccount = this.#accountChanged.event;

  constructor(cloud: () => Cloud, memory: vscode.Memento, logger: Logger) {
    this.#cloud = cloud;
    this.#memory = memory;
    this.#logger = logger;
    this.#subscription = vscode.authentication.onDidChangeSessions((event) => {
      if (event.provider.id === this.#cloud().authenticationProviderId) {
        clearTimeout(this.#settleTimer);
        this.#settleTimer = setTimeout(() => void this.#compareAccount(), settleMs);
      }
    });
  }

  async currentAccount(): Promise<Account | undefined> {
    const wantedId = this.#memory.get<string>(accountKey);
    if (wantedId === undefined) {
      return undefined;
    }
    const accounts = await this.accounts();
    const account = accounts.find((candidate) => candidate.id === wantedId);
    // What a caller sees first needs no announcement; a later change does, even where a caller sees it earlier.
    this.#announcedAccountId ??= account?.id;
    return account;
  }

  accounts(): Promise<readonly Account[]> {
    return Promise.resolve(vscode.authentication.getAccounts(this.#cloud().authenticationProviderId));
  }

  async chooseAccount(): Promise<Account | undefined> {
    const scopes = [this.#cloud().armScope, 'VSCODE_TENANT:organizations'];
    try {
      const session = await vscode.authentication.getSession(this.#cloud().authenticationProviderId, scopes, {
        createIfNone: true,
        clearSessionPreference: true,
      });
      await this.#answerChallenges(session.account);
      await this.#remember(session.account);
      return session.account;
    } catch (error) {
      const failure = this.#explain(error, 'sign in');
      if (failure instanceof AksEntraError) {
        throw failure;
      }
      return undefined;
    }
  }

  async token(request: TokenRequest): Promise<AccessToken> {
    const key = JSON.stringify([request.account.id, request.tenantId, request.scope]);
    // A challenge that only the user can answer is answered by the next request that may prompt.
    const unanswered = request.interaction === 'allowed' ? this.#unanswered.get(key)?.claims : undefined;
    const claims = request.claims ?? unanswered;
    const cached = this.#tokens.get(key);
    if (cached !== undefined && claims === undefined && isFresh(cached, Date.now())) {
      return cached;
    }
    const flightKey = JSON.stringify([key, request.interaction, claims ?? '']);
    const running = this.#inFlight.get(flightKey);
    if (running !== undefined) {
      return running;
    }
    const flight = this.#acquire(claims === undefined ? request : { ...request, claims }).then(
      (token) => {
        // A token without the claims, for example the status bar's, answers no challenge.
        if (claims !== undefined) {
          this.#unanswered.delete(key);
        }
        this.#tokens.set(key, token);
        return token;
      },
      (error: unknown) => {
        if (request.claims !== undefined) {
          this.#unanswered.set(key, request);
        }
        throw error;
      },
    );
    this.#inFlight.set(flightKey, flight);
    try {
      return await flight;
    } finally {
      this.#inFlight.delete(flightKey);
    }
  }

  dispose(): void {
    clearTimeout(this.#settleTimer);
    this.#subscription.dispose();
    this.#accountChanged.dispose();
  }

  async #acquire(request: TokenRequest): Promise<AccessToken> {
    const scopes = [request.scope, `VSCODE_TENANT:${request.tenantId}`];
    const challenge =
      request.claims === undefined
        ? scopes
        : {
            wwwAuthenticate: `Bearer error="insufficient_claims", claims="${request.claims}"`,
            fallbackScopes: scopes,
          };
    const account = request.account;
    const options = request.interaction === 'allowed' ? { account, createIfNone: true } : { account, silent: true };
    let session: vscode.AuthenticationSession | undefined;
    try {
      session = await vscode.authentication.getSession(this.#cloud().authenticationProviderId, challenge, options);
    } catch (error) {
      throw this.#explain(error, `get a token for ${request.scope} in tenant ${request.tenantId}`);
    }
    if (session === undefined) {
      const where = request.tenantId === 'organizations' ? 'Azure' : `tenant ${request.tenantId}`;
      throw new AksEntraError('signedOut', `A sign-in to ${where} is needed. Sign in to go on.`);
    }
    const token = readAccessToken(session.accessToken);
    if (token === undefined) {
      throw new AksEntraError(
        'signInFailed',
        'Microsoft Entra ID returned a token that cannot be read. Sign in again.',
      );
    }
    return token;
  }

  /** VS Code reports a cancelled dialog as an error with a fixed text. */
  #explain(error: unknown, what: string): Error {
    const text = error instanceof Error ? error.message : String(error);
    if (/did not consent|cancell?ed/i.test(text)) {
      return cancellation();
    }
    const explanation = explainSignInError(text);
    this.#logger.warn(`Could not ${what}: ${redactSecrets(text)}`);
    return new AksEntraError('signInFailed', `Could not sign in. ${explanation}`);
  }

  /** A sign-in alone would yield the very token that was challenged. */
  async #answerChallenges(account: Account): Promise<void> {
    const requests = [...this.#unanswered.values()].filter((request) => request.account.id === account.id);
    for (const request of requests) {
      await this.token({ ...request, interaction: 'allowed' });
    }
  }

  /** Fires for the same account too: what was refused before the sign-in is worth asking for again. */
  async #remember(account: Account): Promise<void> {
    await this.#memory.update(accountKey, account.id);
    this.#announcedAccountId = account.id;
    this.#tokens.clear();
    this.#accountChanged.fire(account);
  }

  /** Sessions change with every renewal; only another account, or none, matters here. */
  async #compareAccount(): Promise<void> {
    const before = this.#announcedAccountId;
    const account = await this.currentAccount();
    if (account?.id !== before) {
      this.#announcedAccountId = account?.id;
      this.#tokens.clear();
      this.#accountChanged.fire(account);
    }
  }
}
