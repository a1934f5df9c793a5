import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { describedCloud } from '../../core/azure/describedCloud.ts';
import { cancellation } from '../../core/cancellation.ts';
import { readAccessToken, type AccessToken, type Claims } from '../../core/entra/accessToken.ts';
import { isToBeTold, keyOfSelection, selectionOf, wantedAfter } from '../../core/entra/accountSelection.ts';
import type { HeldToken, HeldTokens, TokenIdentity } from '../../core/entra/heldTokens.ts';
import type {
  Account,
  AccountSelection,
  SelectedAccounts,
  SignedInAccounts,
  SignIn,
  TokenRequest,
} from '../../core/entra/signIn.ts';
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
  /** Undefined: that one is selected alone. */
  readonly selectedAccountIds: MemorySlot<readonly string[]>;
  readonly renewedTokensOnMs: RenewalMarks;
  /** What was chosen among an account's tenants. */
  tenantChoicesOf(accountId: string): Pick<MemorySlot<unknown>, 'get'>;
}

const nobody: AccountSelection = { selected: [], others: [] };

/** VS Code fires onDidChangeSessions for each renewal too; a burst of them is looked at once. */
const settleMs = 250;

/**
 * Sign-in through VS Code's own Microsoft authentication provider. The accounts that the user chose are remembered by
 * id; tokens stay in memory.
 */
export class VscodeSignIn implements SignIn, SignedInAccounts, SelectedAccounts, HeldTokens, vscode.Disposable {
  readonly #cloud: () => Cloud;
  readonly #memory: SignInMemory;
  readonly #userCommand: () => string | undefined;
  readonly #logger: Logger;
  readonly #tokens: TokenCache;
  readonly #challenges = new UnansweredChallenges();
  readonly #accountChanged = new vscode.EventEmitter<Account | undefined>();
  readonly #tokensChanged = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #settleTimer: NodeJS.Timeout | undefined;
  #announced: string | undefined;

  /** Fires after a sign-in, and when VS Code has other accounts than before, or others of them are selected. */
  readonly onDidChangeAccount = this.#accountChanged.event;
  /** What `heldTokens` answers has changed, but for what ran out. */
  readonly onDidChangeTokens = this.#tokensChanged.event;

  /** @param userCommand the command of the user that something is done for; undefined in the background */
  constructor(cloud: () => Cloud, memory: SignInMemory, userCommand: () => string | undefined, logger: Logger) {
    this.#cloud = cloud;
    this.#memory = memory;
    this.#userCommand = userCommand;
    this.#logger = logger;
    this.#tokens = new TokenCache({
      acquire: (request) => this.#acquire(request),
      renewalMarks: memory.renewedTokensOnMs,
      changed: () => {
        this.#tokensChanged.fire();
      },
      nowMs: Date.now,
    });
    const lookSoon = (isOurs: boolean): void => {
      if (isOurs) {
        clearTimeout(this.#settleTimer);
        this.#settleTimer = setTimeout(() => void this.#compareAccounts(), settleMs);
      }
    };
    this.#subscription = vscode.Disposable.from(
      // Which of its two providers is ours may not be known, where a custom cloud is not described.
      vscode.authentication.onDidChangeSessions((event) => {
        lookSoon(event.provider.id.startsWith('microsoft'));
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        const isOurs = event.affectsConfiguration('microsoft-sovereign-cloud');
        if (isOurs) {
          // A token for clusters is asked for in the same words in every cloud.
          this.#tokens.clear();
        }
        lookSoon(isOurs);
      }),
    );
  }

  async currentAccount(): Promise<Account | undefined> {
    return (await this.selection()).selected[0];
  }

  async selection(): Promise<AccountSelection> {
    if (this.#wantedIds().length === 0) {
      return nobody;
    }
    const selection = this.#selectionOf(await this.accounts());
    // What a caller sees first needs no announcement; a later change does, even where a caller sees it earlier.
    this.#announced ??= this.#keyOf(selection);
    return selection;
  }

  async select(accountIds: readonly string[]): Promise<void> {
    const [first] = accountIds;
    const chosenId = this.#memory.accountId.get();
    const wantedIds = wantedAfter(this.#wantedIds(), await this.accounts(), accountIds);
    await this.#memory.selectedAccountIds.set(wantedIds);
    if (first !== undefined && (chosenId === undefined || !accountIds.includes(chosenId))) {
      await this.#memory.accountId.set(first);
    }
    this.#announce(await this.selection());
  }

  async accounts(): Promise<readonly Account[]> {
    return vscode.authentication.getAccounts(this.#cloud().authenticationProviderId);
  }

  async chooseAccount(): Promise<Account | undefined> {
    const { armScope, authenticationProviderId } = this.#cloud();
    const scopes = [armScope, 'VSCODE_TENANT:organizations'];
    const options = { ...this.#asking(), clearSessionPreference: true };
    try {
      const session = await vscode.authentication.getSession(authenticationProviderId, scopes, options);
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

  heldTokens(): readonly HeldToken[] {
    return this.#tokens.heldTokens();
  }

  claimsOf(which: TokenIdentity): Claims | undefined {
    return this.#tokens.claimsOf(which);
  }

  dispose(): void {
    clearTimeout(this.#settleTimer);
    this.#tokensChanged.dispose();
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
    const options = request.interaction === 'allowed' ? { account, ...this.#asking() } : { account, silent: true };
    const { authenticationProviderId } = this.#cloud();
    let session: vscode.AuthenticationSession | undefined;
    try {
      session = await vscode.authentication.getSession(authenticationProviderId, challenge, options);
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

  /**
   * What lets VS Code open a window, which stands nowhere else: for a command of the user, as long as that runs.
   *
   * @throws TypeError in the background, which is a defect
   */
  #asking(): { readonly createIfNone: true } {
    const command = this.#userCommand();
    if (command === undefined) {
      throw new TypeError('The background wanted a sign-in that may ask the user.');
    }
    this.#logger.info(`A sign-in that may ask the user, for ${command}`);
    return { createIfNone: true };
  }

  /** VS Code reports a cancelled dialog as an error with a fixed text. */
  async #explain(error: unknown, what: string): Promise<Error> {
    const text = messageOf(error);
    if (/did not consent|cancell?ed/i.test(text)) {
      return cancellation();
    }
    const { signInFailure } = await import('../../core/entra/signInFailure.ts');
    this.#logger.warn(`Could not ${what}: ${redactSecrets(text)}`);
    const settings = vscode.workspace.getConfiguration();
    return signInFailure(text, this.#cloud().name, (id) => settings.inspect(id)?.defaultValue !== undefined);
  }

  async #answerChallenges(account: Account): Promise<void> {
    const requests = this.#challenges.of(account);
    if (requests.length === 0) {
      return;
    }
    const { isLeftOut, tenantChoicesFrom } = await import('../../core/listing/tenantChoices.ts');
    const choices = tenantChoicesFrom(this.#memory.tenantChoicesOf(account.id).get());
    for (const request of requests.filter(({ tenantId }) => !isLeftOut(choices, tenantId))) {
      try {
        await this.token({ ...request, interaction: 'allowed' });
      } catch (error) {
        // One tenant's refusal, or a prompt that the user closes, is no reason against the sign-in to the others.
        this.#logger.warn(`Tenant ${request.tenantId}: ${messageOf(error)}`);
      }
    }
  }

  async #remember(account: Account): Promise<void> {
    const ids = [...new Set([...this.#wantedIds(), account.id])];
    await this.#memory.selectedAccountIds.set(ids);
    await this.#memory.accountId.set(account.id);
    this.#announce(await this.selection());
  }

  /** Who chose one account before several could be selected has it alone. */
  #wantedIds(): readonly string[] {
    const chosenId = this.#memory.accountId.get();
    const ids = this.#memory.selectedAccountIds.get() ?? [];
    return chosenId === undefined || ids.includes(chosenId) ? ids : [...ids, chosenId];
  }

  #selectionOf(accounts: readonly Account[]): AccountSelection {
    const wantedIds = this.#wantedIds();
    return wantedIds.length === 0 ? nobody : selectionOf(accounts, wantedIds, this.#memory.accountId.get());
  }

  #keyOf(selection: AccountSelection): string {
    return keyOfSelection(selection, describedCloud(this.#cloud));
  }

  /** Fires for the same accounts too: what was refused before the sign-in is worth asking for again. */
  #announce(selection: AccountSelection): void {
    this.#announced = this.#keyOf(selection);
    this.#tokens.clear();
    this.#accountChanged.fire(selection.selected[0]);
  }

  /** Sessions change with every renewal; only other accounts matter here. */
  async #compareAccounts(): Promise<void> {
    const known = this.#announced;
    // A custom cloud that is not described has none: whoever asks is told why.
    const accounts = await this.accounts().catch(() => []);
    this.#tokens.keepOf(accounts);
    const selection = this.#selectionOf(accounts);
    if (isToBeTold(known, this.#keyOf(selection), selection, this.#wantedIds())) {
      this.#announce(selection);
    }
  }
}
