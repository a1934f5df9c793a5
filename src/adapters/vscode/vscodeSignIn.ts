import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { cancellation } from '../../core/cancellation.ts';
import { readAccessToken, type AccessToken } from '../../core/entra/accessToken.ts';
import type { Account, SignedInAccounts, SignIn, TokenRequest } from '../../core/entra/signIn.ts';
import { TokenCache, type RenewalMarks } from '../../core/entra/tokenCache.ts';
import { UnansweredChallenges } from '../../core/entra/unansweredChallenges.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import type { MemorySlot } from '../../core/memorySlot.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';

/** What the sign-in remembers; the windows of VS Code share it. */
export interface SignInMemory {
  readonly accountId: MemorySlot<string>;
  readonly renewedTokensOnMs: RenewalMarks;
}

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
  readonly #tokens: TokenCache;
  readonly #challenges = new UnansweredChallenges();
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
    this.#tokens = new TokenCache({
      acquire: (request) => this.#acquire(request),
      renewalMarks: memory.renewedTokensOnMs,
      nowMs: Date.now,
    });
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
      const failure = await this.#explain(error, l10n`sign in`);
      if (failure instanceof AksEntraError) {
        throw failure;
      }
      return undefined;
    }
  }

  token(request: TokenRequest): Promise<AccessToken> {
    return this.#challenges.answer(request, (asked) => this.#tokens.token(asked));
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
      throw await this.#explain(error, l10n`get a token for ${request.scope} in tenant ${request.tenantId}`);
    }
    if (session === undefined) {
      const where = request.tenantId === 'organizations' ? 'Azure' : l10n`tenant ${request.tenantId}`;
      throw new AksEntraError('signedOut', l10n`A sign-in to ${where} is needed. Sign in to go on.`);
    }
    // In a sign-in window a person may choose another account, and VS Code lets that be.
    if (session.account.id !== account.id) {
      throw new AksEntraError(
        'signInFailed',
        l10n`You signed in as ${session.account.label}, but this needs ${account.label}. Sign in again with that account.`,
      );
    }
    const token = readAccessToken(session.accessToken);
    if (token === undefined) {
      throw new AksEntraError(
        'signInFailed',
        l10n`Microsoft Entra ID returned a token that cannot be read. Sign in again.`,
      );
    }
    return token;
  }

  /** VS Code reports a cancelled dialog as an error with a fixed text. */
  async #explain(error: unknown, what: string): Promise<Error> {
    const text = messageOf(error);
    if (/did not consent|cancell?ed/i.test(text)) {
      return cancellation();
    }
    const { explainSignInError } = await import('../../core/entra/explainSignInError.ts');
    const explanation = explainSignInError(text);
    this.#logger.warn(`Could not ${what}: ${redactSecrets(text)}`);
    return new AksEntraError('signInFailed', l10n`Could not sign in. ${explanation}`);
  }

  async #answerChallenges(account: Account): Promise<void> {
    for (const request of this.#challenges.of(account)) {
      try {
        await this.token({ ...request, interaction: 'allowed' });
      } catch (error) {
        // One tenant's refusal, or a prompt that the user closes, is no reason against the sign-in to the others.
        this.#logger.warn(`Tenant ${request.tenantId}: ${messageOf(error)}`);
      }
    }
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
