import type { ContainerServiceClientOptionalParams, ContainerServiceContext } from '@azure/arm-containerservice/api';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { readProperty, readString } from '../../core/azure/readProperty.ts';
import { unlessAborted } from '../../core/cancellation.ts';
import type { Caller } from '../../core/clusters/clusterPorts.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { issuerOf } from '../network/issuerOf.ts';
import { isExempt, proxyFromEnvironment } from '../network/kubectlProxy.ts';
import { armFailure, mayHaveArrived, readNetworkCode, unansweredWrite } from './armFailure.ts';
import { addArmPolicies } from './armRequestPolicy.ts';
import { ArmTokenCredential } from './armTokenCredential.ts';

/** Newer versions are refused in sovereign clouds (`InvalidApiVersionParameter`). */
const containerServiceApiVersion = '2025-10-01';

/** ARM answers reads in well under a second; past this a request counts as lost. */
const defaultAnswerWithinMs = 30_000;

/** A recorded creation took ten seconds to be answered. */
const writeWithinMs = 120_000;

/** Azure Resource Graph mostly follows a change within a minute. */
const indexLagsForMs = 15 * 60_000;

/** Of one list: far more than any list has. */
export const mostPages = 300;

/** Where they are not those of a read. */
interface CallLimits {
  readonly answerWithinMs?: number;
  readonly maxRetries?: number;
}

/** Where a call is made: the tenant whose token it carries, and the subscription that the SDK puts into its paths. */
export interface ArmTarget {
  readonly tenantId: string;
  readonly subscriptionId: string;
}

/** A request that the containerservice SDK has no call for, or none that keeps what it does not know. */
export interface ArmRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below ARM's endpoint, with its `api-version`; or a whole URL, which is sent as it is. */
  readonly path: string;
  /** Goes through `JSON.stringify`. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

type ProxyOptions = NonNullable<ContainerServiceClientOptionalParams['proxyOptions']>;

/** A success of ARM. */
export interface ArmAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came, since not every number survives `JSON.parse`. */
  readonly text: string;
}

/**
 * How everything here reaches Azure Resource Manager: the SDK's modular client, which loads on first use, with the
 * caller's token, our limits on every request, and failures as our own errors.
 */
export class ArmClient {
  readonly #signIn: SignIn;
  readonly #cloud: () => Cloud;
  readonly #answerWithinMs: number;
  /** When an index of Azure was last known to be behind in a subscription. */
  readonly #aheadSinceMs = new Map<string, number>();

  constructor(signIn: SignIn, cloud: () => Cloud, answerWithinMs = defaultAnswerWithinMs) {
    this.#signIn = signIn;
    this.#cloud = cloud;
    this.#answerWithinMs = answerWithinMs;
  }

  /** Where ARM is: the one place that a token may be sent to. */
  get endpoint(): string {
    return this.#cloud().armEndpoint;
  }

  /**
   * Does one thing with the SDK's functions, which take the context that `work` is given.
   *
   * @param what what is done, as the end of a sentence: "read cluster payments-prod"
   * @throws AksEntraError; an AbortError on cancel
   */
  async call<T>(
    what: string,
    caller: Caller,
    target: ArmTarget,
    work: (context: ContainerServiceContext) => Promise<T>,
    limits: CallLimits = {},
  ): Promise<T> {
    try {
      return await unlessAborted(caller.signal, async () => work(await this.#context(caller, target, limits)));
    } catch (error) {
      const issuer = await issuerOf(this.endpoint, readNetworkCode(error));
      throw armFailure(error, what, caller, issuer);
    }
  }

  /**
   * All items of a paged collection that the containerservice SDK has no call for.
   *
   * @param path below ARM's endpoint, with its `api-version`
   * @throws as `call`
   */
  async list(what: string, caller: Caller, tenantId: string, path: string): Promise<unknown[]> {
    return this.call(what, caller, { tenantId, subscriptionId: '' }, async (context) => {
      const items: unknown[] = [];
      const asked = new Set<string>();
      let next: string | undefined = path;
      while (next !== undefined) {
        assertLeadsOn(what, asked, next);
        const answer = await context.pathUnchecked(next).get();
        const page = readProperty(answer.body, 'value');
        if (!Array.isArray(page)) {
          throw new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: Azure’s answer is not a list.`);
        }
        items.push(...(page as unknown[]));
        next = readString(answer.body, 'nextLink');
      }
      return items;
    });
  }

  /**
   * One request. A read is tried again as every call is. A write is sent once, but for the answer to a claims challenge,
   * and what nobody knows of it is said.
   *
   * @param what as `call` has it
   * @throws as `call`; `updateUnanswered` for a write that ARM may have taken up
   */
  async send(what: string, caller: Caller, tenantId: string, request: ArmRequest): Promise<ArmAnswer> {
    const { method, path, body, headers = {} } = request;
    const isWrite = method !== 'GET';
    const subscriptionId = /^\/subscriptions\/([^/?]+)/i.exec(path)?.[1];
    if (subscriptionId !== undefined && (method === 'PUT' || method === 'DELETE')) {
      this.noteAheadOfIndex(subscriptionId);
    }
    const limits = isWrite ? { answerWithinMs: Math.max(this.#answerWithinMs, writeWithinMs), maxRetries: 0 } : {};
    return this.call(
      what,
      caller,
      { tenantId, subscriptionId: '' },
      async (context) => {
        let text = '';
        const options = {
          headers: { ...headers },
          onResponse: ({ bodyAsText }: { bodyAsText?: string | null }) => {
            text = bodyAsText ?? '';
          },
          ...(body === undefined ? {} : { body }),
        };
        try {
          const resource = context.pathUnchecked(path);
          const answer = await (method === 'GET'
            ? resource.get(options)
            : method === 'PUT'
              ? resource.put(options)
              : method === 'POST'
                ? resource.post(options)
                : resource.delete(options));
          return { status: Number(answer.status), headers: answer.headers, text };
        } catch (error) {
          throw isWrite && mayHaveArrived(error) ? unansweredWrite(what) : error;
        }
      },
      limits,
    );
  }

  /** Something in the subscription is not as Azure’s index has it: it was written from here, or found otherwise. */
  noteAheadOfIndex(subscriptionId: string): void {
    this.#aheadSinceMs.set(subscriptionId.toLowerCase(), Date.now());
  }

  isAheadOfIndex(subscriptionId: string): boolean {
    const sinceMs = this.#aheadSinceMs.get(subscriptionId.toLowerCase());
    return sinceMs !== undefined && Date.now() - sinceMs < indexLagsForMs;
  }

  async #context(
    caller: Caller,
    { tenantId, subscriptionId }: ArmTarget,
    { answerWithinMs = this.#answerWithinMs, maxRetries = 1 }: CallLimits,
  ): Promise<ContainerServiceContext> {
    const { createContainerService } = await import('@azure/arm-containerservice/api');
    const { armEndpoint, armScope } = this.#cloud();
    const url = new URL(armEndpoint);
    // VS Code's own proxy (http.proxy) goes before it: VS Code sends what its extensions send.
    const proxy = proxyFromEnvironment(url, process.env);
    const credential = new ArmTokenCredential(this.#signIn, caller.account, tenantId, armScope, caller.interaction);
    const context = createContainerService(credential, subscriptionId, {
      apiVersion: containerServiceApiVersion,
      endpoint: armEndpoint,
      credentials: { scopes: [armScope] },
      // Someone is waiting: the SDK's three retries would take several seconds when offline.
      retryOptions: { maxRetries, maxRetryDelayInMs: 5_000 },
      ...(proxy === undefined ? {} : { proxyOptions: proxyOptionsOf(proxy) }),
    });
    if (isExempt(url, process.env)) {
      context.pipeline.removePolicy({ name: 'proxyPolicy' });
    }
    addArmPolicies(context.pipeline, {
      endpoint: armEndpoint,
      signal: caller.signal,
      answerWithinMs,
    });
    return context;
  }
}

/** Pages that lead back to one another, or on for ever, would be followed until the memory is full. */
function assertLeadsOn(what: string, asked: Set<string>, next: string): void {
  if (asked.has(next) || asked.size >= mostPages) {
    throw new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: Azure’s answer does not end.`);
  }
  asked.add(next);
}

function proxyOptionsOf({ protocol, hostname, port, username, password }: URL): ProxyOptions {
  return {
    host: `${protocol}//${hostname}`,
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    ...(username === '' ? {} : { username, password }),
  };
}
