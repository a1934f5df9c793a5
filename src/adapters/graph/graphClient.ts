import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { networkAdvice, proxyRefusal } from '../../core/azure/networkAdvice.ts';
import { readString } from '../../core/azure/readProperty.ts';
import { cancellation, isCancellation, unlessAborted } from '../../core/cancellation.ts';
import { challengedClaims } from '../../core/entra/challengedClaims.ts';
import { readClaims } from '../../core/entra/accessToken.ts';
import type { Account, Interaction, SignIn, TokenRequest } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import { issuerOf } from '../network/issuerOf.ts';

const defaultAnswerWithinMs = 10_000;
/** Who types a name goes on for less; who comes back later may have closed the window by mistake. */
const declinedForMs = 60_000;
const never = new AbortController().signal;

/** In whose name, and in which directory. */
export interface GraphCaller {
  readonly account: Account;
  readonly tenantId: string;
  readonly signal?: AbortSignal;
  /** Whether a challenge of Graph’s may be answered in a sign-in window; else never. Consent is asked for by nobody. */
  readonly interaction?: Interaction;
}

/** A call of Graph v1.0. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST';
  /** Behind `v1.0/`, encoded already. */
  readonly path: string;
  readonly body?: unknown;
  /** Searching, and casts to a type, are what Graph calls advanced queries. */
  readonly isAdvanced?: boolean;
}

export interface GraphAnswer {
  readonly isOk: boolean;
  readonly status: number;
  /** Undefined where it is no JSON. */
  readonly body: unknown;
}

type Answering = Partial<Pick<TokenRequest, 'claims' | 'interaction'>>;

/** What a token for Graph is. */
interface GraphToken {
  /** What it lets one ask: its `scp`. */
  readonly scopes: readonly string[];
  /** Who the account is in that directory; a guest has another id there than at home. */
  readonly objectId: string | undefined;
}

/**
 * Microsoft Graph, asked with VS Code’s own sign-in. The token goes to Graph’s host only. What it takes, it takes without
 * a prompt; where Graph itself asks for more of a sign-in (a claims challenge), whoever the user asked may answer that
 * with one.
 */
export class GraphClient {
  readonly #signIn: SignIn;
  readonly #cloud: () => Cloud;
  readonly #answerWithinMs: number;
  /** Whose window the user closed: who types on is not asked again with each letter. */
  readonly #declined = new Map<string, { readonly claims: string; readonly untilMs: number }>();

  readonly #nowMs: () => number;

  constructor(
    signIn: SignIn,
    cloud: () => Cloud,
    answerWithinMs = defaultAnswerWithinMs,
    nowMs: () => number = Date.now,
  ) {
    this.#nowMs = nowMs;
    this.#signIn = signIn;
    this.#cloud = cloud;
    this.#answerWithinMs = answerWithinMs;
  }

  /** Where Graph is, for references to its objects. */
  get root(): string {
    return `${this.#endpoint()}/v1.0`;
  }

  /** @throws AksEntraError signedOut, signInFailed, or offline where no answer came; an AbortError on cancel */
  async send(caller: GraphCaller, request: GraphRequest): Promise<GraphAnswer> {
    // Read once: VS Code may be set to another cloud before the token is there.
    const endpoint = this.#endpoint();
    const first = await this.#ask(caller, endpoint, request, await this.#token(caller, endpoint));
    if (first.claims === undefined) {
      this.#declined.delete(keyOf(caller));
      return first.answer;
    }
    return (await this.#ask(caller, endpoint, request, await this.#stepUp(caller, endpoint, first.claims))).answer;
  }

  async #ask(
    { signal = never }: GraphCaller,
    endpoint: string,
    request: GraphRequest,
    token: string,
  ): Promise<{ readonly answer: GraphAnswer; readonly claims: string | undefined }> {
    try {
      const response = await fetch(`${endpoint}/v1.0/${request.path}`, {
        method: request.method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(request.isAdvanced === true ? { consistencylevel: 'eventual' } : {}),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#answerWithinMs)]),
      });
      const answer = { isOk: response.ok, status: response.status, body: parsed(await response.text()) };
      return {
        answer,
        claims: response.ok ? undefined : challengedClaims(answer.status, response.headers.get('www-authenticate')),
      };
    } catch (error) {
      if (signal.aborted) {
        throw cancellation();
      }
      // fetch quotes a header that it cannot send, token and all.
      const reason = redactSecrets(await networkReason(error, this.root));
      throw new AksEntraError('offline', l10n`Microsoft Graph gave no answer: ${reason}`);
    }
  }

  /** What the account’s token for Graph says of itself. @throws as `send`, without asking Graph */
  async tokenFacts(caller: GraphCaller): Promise<GraphToken> {
    const { scp, oid } = readClaims(await this.#token(caller, this.#endpoint())) ?? {};
    return {
      scopes: typeof scp === 'string' ? scp.split(' ').filter((scope) => scope !== '') : [],
      objectId: typeof oid === 'string' ? oid : undefined,
    };
  }

  async #token(
    { account, tenantId, signal = never }: GraphCaller,
    endpoint: string,
    answer: Answering = {},
  ): Promise<string> {
    const scope = `${endpoint}/.default`;
    const { token } = await unlessAborted(signal, () =>
      this.#signIn.token({ account, tenantId, scope, interaction: 'silent', ...answer }),
    );
    return token;
  }

  /** @throws AksEntraError signedOut where nothing but a window would help, and none may open */
  async #stepUp(caller: GraphCaller, endpoint: string, claims: string): Promise<string> {
    const key = keyOf(caller);
    const declined = this.#declined.get(key);
    const isDeclined = declined?.claims === claims && this.#nowMs() < declined.untilMs;
    const interaction = isDeclined ? 'silent' : (caller.interaction ?? 'silent');
    try {
      const token = await this.#token(caller, endpoint, { claims, interaction });
      this.#declined.delete(key);
      return token;
    } catch (error) {
      if (!isCancellation(error) || caller.signal?.aborted === true) {
        throw error;
      }
      this.#declined.set(key, { claims, untilMs: this.#nowMs() + declinedForMs });
      throw new AksEntraError('signedOut', l10n`Microsoft Graph asks for a new sign-in, which was cancelled.`);
    }
  }

  /** @throws AksEntraError signInFailed in a custom cloud, whose description names none */
  #endpoint(): string {
    const { graphEndpoint } = this.#cloud();
    if (graphEndpoint === undefined) {
      throw new AksEntraError(
        'signInFailed',
        l10n`AKS Entra does not know where Microsoft Graph is in a custom cloud.`,
      );
    }
    return graphEndpoint;
  }
}

function keyOf({ account, tenantId }: GraphCaller): string {
  return JSON.stringify([account.id, tenantId]);
}

/** fetch says `fetch failed`, and why in its causes. */
async function networkReason(error: unknown, address: string): Promise<string> {
  const errors = withCauses(error);
  const tunnel = errors.map(({ message }) => /^Proxy response \((\d{3})\)/.exec(message)?.[1]).find(Boolean);
  if (tunnel !== undefined) {
    return proxyRefusal(Number(tunnel));
  }
  const code = errors.map((each) => readString(each, 'code')).find(Boolean);
  if (code !== undefined) {
    return `${code}. ${networkAdvice(code, await issuerOf(address, code))}`;
  }
  return errors[0]?.message ?? l10n`unknown error`;
}

function withCauses(error: unknown): Error[] {
  return error instanceof Error ? [error, ...withCauses(error.cause)] : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
