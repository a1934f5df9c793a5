import { AksEntraError } from '../aksEntraError.ts';
import { needsSignIn } from '../diagnosis/remedy.ts';
import type { AccessToken } from '../entra/accessToken.ts';
import { renewalClaims } from '../entra/renewalClaims.ts';
import { clusterScope } from '../entra/scopes.ts';
import type { Account, SignedInAccounts, SignIn } from '../entra/signIn.ts';
import { l10n } from '../l10n.ts';
import type { Logger } from '../logger.ts';
import { quotedName, quotedNames } from '../quotedNames.ts';
import {
  type BrokerDecision,
  type BrokerRequest,
  type BrokerWindow,
  decideTokenRequest,
} from './decideTokenRequest.ts';
import { renderExecCredential } from './execCredential.ts';
import type { UnnamedAccess } from './programConsent.ts';
import type { TrustedClusterStore } from './trustedCluster.ts';
import type { ProgramKubeconfigs } from './unnamedRequest.ts';

export type { BrokerRequest } from './decideTokenRequest.ts';

/**
 * What the plugin is answered: an ExecCredential as one line, or one line for a terminal without a secret. Another window
 * might still answer after 401 (this one has the account, and needs a sign-in), 421 (it has not) and 503 (it is closed).
 */
export type BrokerAnswer =
  | { readonly status: 200; readonly credential: string }
  | { readonly status: 400 | 401 | 403 | 404 | 413 | 421 | 500 | 503; readonly line: string };

/** A token that only a sign-in can bring. */
export interface NeededSignIn {
  readonly account: Account;
  readonly tenantId: string;
  /** Of the contexts that ask; empty where that is not known. */
  readonly contextNames: readonly string[];
}

/** A program got no token, since it does not name its cluster and nobody allowed that. */
export interface MissingConsent extends UnnamedAccess {
  readonly account: Account;
  /** What the program calls itself; undefined where that is not known. It proves nothing. */
  readonly programName: string | undefined;
}

export interface BrokerAnswersPorts {
  readonly trustedClusters: Pick<TrustedClusterStore, 'read'>;
  readonly signIn: SignedInAccounts & Pick<SignIn, 'token'>;
  /** kubelogin's name of the cloud. */
  readonly environment: () => string;
  /** Called once for each sign-in that is needed, until a token comes, `forgetFailures` is called, or some minutes pass. */
  readonly tellSignInNeeded: (needed: NeededSignIn) => void;
  /** The contexts of the user’s kubeconfig that have this key. Never rejects. */
  readonly contextNamesOf: (key: string) => Promise<readonly string[]>;
  /** Called for each request whose key is missing or wrong: contexts may still lack theirs. */
  readonly tellKeyWrong: () => void;
  /** Called for each request with a right key that names no cluster and that the user did not allow. */
  readonly tellConsentMissing: (missing: MissingConsent) => void;
  /** Called for each request with a right key that is refused for another reason; the line is the plugin's. */
  readonly tellRefused: (line: string) => void;
  readonly programKubeconfigs: Pick<ProgramKubeconfigs, 'assertLeadTo'>;
  /** What the program calls itself that a process is of, as far as that can be told. */
  readonly programNameOf: (pid: number) => Promise<string | undefined>;
  /** Gets a line for each token that goes to a program which names no cluster. */
  readonly logger: Pick<Logger, 'info'>;
  readonly nowMs: () => number;
  readonly delay: (ms: number) => Promise<unknown>;
}

/** Who closed the notification, or has it in a window that is gone, is told again. */
const toldForMs = 10 * 60_000;

/** kubectl calls a plugin that fails five times, and people try again: Entra is not asked anew for each. */
const failFastForMs = 30_000;

/**
 * VS Code's accounts are known without the network. Where a window is closed or its connection lost, a remote server goes
 * on running extensions for hours, and nothing that they ask of the window is answered.
 */
const windowAnswersWithinMs = 2000;

/** Entra answers in less; the plugin waits for 30 seconds. */
const tokenWithinMs = 20_000;

/** client-go uses a token to the last second; a request under way should not end in 401. */
const expiryLeewayMs = 20_000;

/** A message for a terminal has one line, and hardly more than one. */
const namesAtMost = 3;

interface Failure {
  readonly untilMs: number;
  readonly error: AksEntraError;
  readonly account: Account;
}

/** Answers for kubectl, silently: a token of a cluster that the user set up, or what to do. */
export class BrokerAnswers {
  readonly #ports: BrokerAnswersPorts;
  readonly #failures = new Map<string, Failure>();
  readonly #told = new Map<string, number>();
  #accounts: Promise<readonly Account[]> | undefined;
  #isWindowSilent = false;

  constructor(ports: BrokerAnswersPorts) {
    this.#ports = ports;
  }

  /** The next request asks Entra again, and a failure is told again: the user signed in, or asked for a new token. */
  forgetFailures(): void {
    this.#failures.clear();
    this.#told.clear();
  }

  /**
   * What kubectl was last answered with for an account and tenant, where that was no token.
   *
   * @returns undefined after a while; and where the user was just told of the sign-in that is needed
   */
  lastFailure(accountId: string, tenantId: string): string | undefined {
    const key = keyOf(accountId, tenantId);
    const nowMs = this.#ports.nowMs();
    const failure = this.#failures.get(key);
    const isJustTold = nowMs - (this.#told.get(key) ?? -Infinity) < failFastForMs;
    const isKnown = failure !== undefined && nowMs < failure.untilMs && !isJustTold;
    return isKnown ? failureLine(failure.error, failure.account, []) : undefined;
  }

  async answer(request: BrokerRequest): Promise<BrokerAnswer> {
    const { trustedClusters, environment, nowMs } = this.#ports;
    let window: BrokerWindow;
    let cloudLine: string | undefined;
    try {
      const accounts = await this.#askWindow();
      if (accounts === undefined) {
        return { status: 503, line: l10n`The window of this VS Code is closed.` };
      }
      window = { environment: environment(), accounts };
    } catch (error) {
      if (!(error instanceof AksEntraError)) {
        throw error;
      }
      // VS Code is set to a cloud that nobody can say where it is; who does not know a key is not told that.
      window = { environment: undefined, accounts: [] };
      cloudLine = oneLine(error.message);
    }
    const decision = decideTokenRequest(request, await trustedClusters.read(), window);
    if (decision.kind === 'noAccount') {
      return { status: 421, line: cloudLine ?? accountMissing(await this.#contextNames(request)) };
    }
    if (decision.kind === 'refusal') {
      return this.#refuse(decision);
    }
    const { account, tenantId, apiVersion, unnamed } = decision;
    const elsewhere = unnamed && (await this.#whereElseLeading(unnamed));
    if (elsewhere !== undefined) {
      this.#ports.tellRefused(elsewhere);
      return { status: 403, line: elsewhere };
    }
    const key = keyOf(account.id, tenantId);
    const failure = this.#failures.get(key);
    if (failure !== undefined && nowMs() < failure.untilMs) {
      return { status: 401, line: failureLine(failure.error, account, await this.#contextNames(request)) };
    }
    try {
      const token = await this.#within(tokenWithinMs, this.#lastingToken(account, tenantId));
      if (token === undefined) {
        return { status: 503, line: l10n`VS Code did not get a token in time.` };
      }
      this.#failures.delete(key);
      this.#told.delete(key);
      if (unnamed !== undefined) {
        await this.#noteGiven(account, unnamed);
      }
      return {
        status: 200,
        credential: renderExecCredential(apiVersion, token.token, token.expiresOnMs - expiryLeewayMs),
      };
    } catch (error) {
      if (!(error instanceof AksEntraError)) {
        throw error;
      }
      const contextNames = await this.#contextNames(request);
      this.#noteFailure(key, { account, tenantId, contextNames }, error);
      return { status: 401, line: failureLine(error, account, contextNames) };
    }
  }

  async #refuse(refusal: Extract<BrokerDecision, { kind: 'refusal' }>): Promise<BrokerAnswer> {
    const { tellKeyWrong, tellConsentMissing, tellRefused } = this.#ports;
    const { status, line, isKeyWrong = false, missingConsent } = refusal;
    if (isKeyWrong) {
      tellKeyWrong();
    } else if (missingConsent !== undefined) {
      tellConsentMissing({ ...missingConsent, programName: await this.#programNameOf(missingConsent) });
    } else if (status === 403) {
      tellRefused(line);
    }
    return { status, line };
  }

  /** @returns the refusal, where the kubeconfigs of a program that names no cluster do not lead where they should */
  async #whereElseLeading({ entries, request }: UnnamedAccess): Promise<string | undefined> {
    try {
      await this.#ports.programKubeconfigs.assertLeadTo(entries, request);
      return undefined;
    } catch (error) {
      if (!(error instanceof AksEntraError)) {
        throw error;
      }
      return oneLine(error.message);
    }
  }

  async #noteGiven(account: Account, unnamed: UnnamedAccess): Promise<void> {
    const name = await this.#programNameOf(unnamed);
    const [server = ''] = unnamed.entries.map((entry) => entry.server);
    const host = server.replace(/^https?:\/\//, '');
    this.#ports.logger.info(
      oneLine(
        `A token of ${account.label} for ${host} went to a program that names no cluster` +
          `${name === undefined ? '' : ` and calls itself ${quotedName(name)}`}.`,
      ),
    );
  }

  async #programNameOf({ request: { parentPid } }: UnnamedAccess): Promise<string | undefined> {
    return parentPid === undefined ? undefined : this.#ports.programNameOf(parentPid);
  }

  /** Asks only once where it got no answer; as soon as one comes, the window is there again. */
  async #askWindow(): Promise<readonly Account[] | undefined> {
    if (this.#isWindowSilent) {
      return undefined;
    }
    this.#accounts ??= this.#ports.signIn.accounts().finally(() => {
      this.#accounts = undefined;
      this.#isWindowSilent = false;
    });
    const accounts = await this.#within(windowAnswersWithinMs, this.#accounts);
    this.#isWindowSilent = accounts === undefined;
    return accounts;
  }

  async #within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
    return Promise.race([work, this.#ports.delay(ms).then(() => undefined)]);
  }

  /** The cached one is good for five minutes; a tenant may hand out shorter ones. */
  async #lastingToken(account: Account, tenantId: string): Promise<AccessToken> {
    const { signIn, nowMs } = this.#ports;
    const request = { account, tenantId, scope: clusterScope(), interaction: 'silent' } as const;
    const isLasting = ({ expiresOnMs }: AccessToken): boolean => expiresOnMs - expiryLeewayMs > nowMs();
    const token = await signIn.token(request);
    if (isLasting(token)) {
      return token;
    }
    const renewed = await signIn.token({ ...request, claims: renewalClaims(nowMs()) });
    if (isLasting(renewed)) {
      return renewed;
    }
    throw new AksEntraError('signInFailed', l10n`Microsoft Entra ID issues tokens that expire at once.`);
  }

  #noteFailure(key: string, needed: NeededSignIn, error: AksEntraError): void {
    this.#failures.set(key, { untilMs: this.#ports.nowMs() + failFastForMs, error, account: needed.account });
    if (needsSignIn(error) && (this.#told.get(key) ?? -Infinity) < this.#ports.nowMs() - toldForMs) {
      this.#told.set(key, this.#ports.nowMs());
      this.#ports.tellSignInNeeded(needed);
    }
  }

  async #contextNames({ key }: BrokerRequest): Promise<readonly string[]> {
    return (await this.#within(windowAnswersWithinMs, this.#ports.contextNamesOf(key))) ?? [];
  }
}

function failureLine(error: AksEntraError, account: Account, contextNames: readonly string[]): string {
  if (!needsSignIn(error)) {
    return oneLine(error.message);
  }
  const who =
    contextNames.length === 0
      ? l10n`account ${account.label}`
      : l10n`account ${account.label}, context ${quotedNames(contextNames.slice(0, namesAtMost))}`;
  return oneLine(l10n`${error.message} Click “Sign In” in VS Code (${who}), then run this again.`);
}

function accountMissing(contextNames: readonly string[]): string {
  return contextNames.length === 0
    ? l10n`VS Code is not signed in with the account of this context. Sign in with it in VS Code, then try again.`
    : l10n`VS Code is not signed in with the account of the context ${quotedNames(contextNames.slice(0, namesAtMost))}. Sign in with it in VS Code, then try again.`;
}

function keyOf(accountId: string, tenantId: string): string {
  return JSON.stringify([accountId, tenantId]);
}

/** For a terminal and the log, which nothing in it may steer. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
