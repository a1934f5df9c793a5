import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { cancellation, unlessAborted } from '../../core/cancellation.ts';
import { readClaims } from '../../core/entra/accessToken.ts';
import type { Account, SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';

const defaultAnswerWithinMs = 10_000;
const never = new AbortController().signal;

/** In whose name, and in which directory. */
export interface GraphCaller {
  readonly account: Account;
  readonly tenantId: string;
  readonly signal?: AbortSignal;
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

/** What a token for Graph is. */
interface GraphToken {
  /** What it lets one ask: its `scp`. */
  readonly scopes: readonly string[];
  /** Who the account is in that directory; a guest has another id there than at home. */
  readonly objectId: string | undefined;
}

/** Microsoft Graph, asked with VS Code’s own sign-in and never with a prompt. The token goes to Graph’s host only. */
export class GraphClient {
  readonly #signIn: SignIn;
  readonly #cloud: () => Cloud;
  readonly #answerWithinMs: number;

  constructor(signIn: SignIn, cloud: () => Cloud, answerWithinMs = defaultAnswerWithinMs) {
    this.#signIn = signIn;
    this.#cloud = cloud;
    this.#answerWithinMs = answerWithinMs;
  }

  /** Where Graph is, for references to its objects. */
  get root(): string {
    return `${this.#cloud().graphEndpoint}/v1.0`;
  }

  /** @throws AksEntraError signedOut, signInFailed, or offline where no answer came; an AbortError on cancel */
  async send(caller: GraphCaller, request: GraphRequest): Promise<GraphAnswer> {
    const { signal = never } = caller;
    const token = await this.#token(caller);
    try {
      const response = await fetch(`${this.root}/${request.path}`, {
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
      return { isOk: response.ok, status: response.status, body: parsed(await response.text()) };
    } catch (error) {
      if (signal.aborted) {
        throw cancellation();
      }
      // fetch quotes a header that it cannot send, token and all.
      const reason = redactSecrets(error instanceof Error ? error.message : l10n`unknown error`);
      throw new AksEntraError('offline', l10n`Microsoft Graph gave no answer: ${reason}`);
    }
  }

  /** What the account’s token for Graph says of itself. @throws as `send`, without asking Graph */
  async tokenFacts(caller: GraphCaller): Promise<GraphToken> {
    const { scp, oid } = readClaims(await this.#token(caller)) ?? {};
    return {
      scopes: typeof scp === 'string' ? scp.split(' ').filter((scope) => scope !== '') : [],
      objectId: typeof oid === 'string' ? oid : undefined,
    };
  }

  async #token({ account, tenantId, signal = never }: GraphCaller): Promise<string> {
    const scope = `${this.#cloud().graphEndpoint}/.default`;
    const { token } = await unlessAborted(signal, () =>
      this.#signIn.token({ account, tenantId, scope, interaction: 'silent' }),
    );
    return token;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
