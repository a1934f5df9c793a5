import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { cancellation } from '../../core/cancellation.ts';
import { readAccessToken, type AccessToken } from '../../core/entra/accessToken.ts';
import { explainSignInError } from '../../core/entra/explainSignInError.ts';
import type { Account, SignedInAccounts, SignIn, TokenRequest } from '../../core/entra/signIn.ts';
import { renewalClaims } from '../../core/entra/renewalClaims.ts';
import { useOfToken, type CachedToken } from '../../core/entra/tokenCache.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import type { MemorySlot } from '../../core/memorySlot.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';

/** What the sign-in remembers; the windows of VS Code share it. */
export interface SignInMemory {
  readonly accountId: MemorySlot<string>;
  /** When the user last wanted a new token, by its key. */
  readonly renewedTokensOnMs: MemorySlot<Readonly<Record<string, number>>>;
}

/** No token lasts longer. */
const renewalCountsForMs = 48 * 3_600_000;

/** VS Code fires onDidChangeSessions for each renewal too; a burst of them is looked at once. */
const settleMs = 250;

/**
 * Sign-in through VS Code's own Microsoft authentication provider. The account that the user chose is remembered by
 * id; tokens stay in memory.
 */
export class VscodeSignIn implements SignIn, SignedInAccounts, vscode.Disposable {
  readonly #cloud: () => Cloud;
  readonly #memory: SignInMemory;
  readonly #logger: Logger;
  readonly #tokens = new Map<string, CachedToken>();
  readonly #inFlight = new Map<string, Promise<AccessToken>>();
  /** Requests whose challenge only the user can answer: the next sign-in that they ask for answers it. */
  readonly #unanswered = new Map<string, TokenRequest>();
  readonly #accountChanged = new vscode.EventEmitter<Account | undefined>();
  readonly #subscription: vscode.Disposable;
  #settleTimer: NodeJS.Timeout | undefined;
  #announcedAccountId: string | undefined;

  /** Fires after a sign-in, and when the signed-in account is another one than before or none any more. */
  readonly onDidChangeAccount = this.#accountChanged.event;

  constructor(cloud: () => Cloud, memory: SignInMemory, logger: Logger) {
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
    const wantedId = this.#memory.accountId.get();
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
    const key = tokenKey(request);
    // A challenge that only the user can answer is answered by the next request that may prompt.
    const unanswered = request.interaction === 'allowed' ? this.#unanswered.get(key)?.claims : undefined;
    let claims = request.claims ?? unanswered;
    const renewal = this.#renewals()[key];
    if (claims === undefined) {
      const cached = this.#tokens.get(key);
      const use = useOfToken(cached, Date.now(), renewal);
      if (cached !== undefined && use === 'use') {
        return cached.token;
      }
      claims = use === 'renew' ? renewalClaims(Date.now()) : undefined;
    }
    const flightKey = JSON.stringify([key, request.interaction, claims ?? '']);
    const running = this.#inFlight.get(flightKey);
    if (running !== undefined) {
      return running;
    }
    const flight = this.#acquire(claims === undefined ? request : { ...request, claims }).then(
      async (token) => {
        // A token without the claims, for example the status bar's, answers no challenge.
        if (claims !== undefined) {
          this.#unanswered.delete(key);
        }
        const isForAll = request.renewsInAllWindows === true;
        this.#tokens.set(key, {
          token,
          confirmedOnMs: Date.now(),
          renewal: isForAll ? await this.#renewInAllWindows(key) : renewal,
        });
        return token;
      },
      (error: unknown) => {
        // The user signed out, or withdrew the access; or the token was to be renewed and there is no network.
        if (claims === undefined && error instanceof AksEntraError && error.code === 'signedOut') {
          this.#tokens.delete(key);
        }
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
    // In a sign-in window a person may choose another account, and VS Code lets that be.
    if (session.account.id !== account.id) {
      throw new AksEntraError(
        'signInFailed',
        `You signed in as ${session.account.label}, but this needs ${account.label}. Sign in again with that account.`,
      );
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
    const text = messageOf(error);
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
      try {
        await this.token({ ...request, interaction: 'allowed' });
      } catch (error) {
        // One tenant's refusal, or a prompt that the user closes, is no reason against the sign-in to the others.
        this.#logger.warn(`Tenant ${request.tenantId}: ${messageOf(error)}`);
      }
    }
  }

  #renewals(): Readonly<Record<string, number>> {
    return this.#memory.renewedTokensOnMs.get() ?? {};
  }

  /** @returns the mark of this renewal */
  async #renewInAllWindows(key: string): Promise<number> {
    const nowMs = Date.now();
    const counting = Object.entries(this.#renewals()).filter(([, onMs]) => nowMs - onMs < renewalCountsForMs);
    await this.#memory.renewedTokensOnMs.set({ ...Object.fromEntries(counting), [key]: nowMs });
    return nowMs;
  }

  /** Fires for the same account too: what was refused before the sign-in is worth asking for again. */
  async #remember(account: Account): Promise<void> {
    await this.#memory.accountId.set(account.id);
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

function tokenKey({ account, tenantId, scope }: TokenRequest): string {
  return JSON.stringify([account.id, tenantId, scope]);
}
