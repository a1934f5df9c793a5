import type { ContainerServiceContext } from '@azure/arm-containerservice/api';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { readErrorBody, type AzureFailure } from '../../core/azure/azureFailure.ts';
import { challengedClaims } from '../../core/entra/challengedClaims.ts';
import { l10n } from '../../core/l10n.ts';

type Pipeline = ContainerServiceContext['pipeline'];
type SendRequest = Parameters<Pipeline['addPolicy']>[0]['sendRequest'];
type Response = Awaited<ReturnType<SendRequest>>;

export interface ArmRequestLimits {
  /** ARM's endpoint: the one place that a token may be sent to. */
  readonly endpoint: string;
  readonly signal: AbortSignal;
  readonly answerWithinMs: number;
}

/** Someone is waiting: a longer pause that ARM asks for is told to them instead of being kept silently. */
const patienceSeconds = 10;

/** An answer of ARM that is no success. The SDK's own error has no body for lists, and holds the request, token and all. */
export class ArmRefusal extends Error {
  readonly failure: AzureFailure;

  constructor(response: Response) {
    super(l10n`ARM answered ${response.status}.`);
    this.failure = readFailure(response);
  }
}

/**
 * What every request to ARM obeys, those included that the SDK sends by itself without the caller's options (next
 * pages, retries, redirects): it goes to ARM only, is answered in time or counts as lost, ends on cancel, and fails
 * with an `ArmRefusal` where the last answer is no success.
 */
export function addArmPolicies(pipeline: Pipeline, limits: ArmRequestLimits): void {
  const { signal, answerWithinMs } = limits;
  const origin = new URL(limits.endpoint).origin;
  const limited: SendRequest = async (request, next) => {
    if (new URL(request.url).origin !== origin) {
      throw new AksEntraError('unexpectedAnswer', l10n`Azure sent a link to another host; it was not followed.`);
    }
    const timeout = AbortSignal.timeout(answerWithinMs);
    request.abortSignal = AbortSignal.any([signal, timeout]);
    try {
      const response = asChallenge(await next(request));
      // A success says with it when to look at its operation.
      if (response.status >= 300 && (readFailure(response).retryAfterSeconds ?? 0) > patienceSeconds) {
        throw new ArmRefusal(response);
      }
      return response;
    } catch (error) {
      throw timeout.aborted ? timeout.reason : error;
    } finally {
      // The SDK's pause before a retry looks at this signal, and the pause is not part of the answer's time.
      request.abortSignal = signal;
    }
  };
  const refused: SendRequest = async (request, next) => {
    const response = await next(request);
    if (response.status >= 300) {
      throw new ArmRefusal(response);
    }
    return response;
  };
  // With AZURE_LOG_LEVEL the SDK writes every answer's headers, and one of them is the signed link of an operation.
  pipeline.removePolicy({ name: 'logPolicy' });
  // Outside of the one that answers claims challenges, so that only what is left of them fails.
  pipeline.addPolicy(
    { name: 'armRefusals', sendRequest: refused },
    { beforePolicies: ['bearerTokenAuthenticationPolicy'] },
  );
  pipeline.addPolicy({ name: 'armLimits', sendRequest: limited }, { afterPhase: 'Sign' });
}

/**
 * Claims come with other refusals too (403 where a second factor is missing, `invalid_token`); the SDK answers those of
 * one form only, so all are given that form.
 */
function asChallenge(response: Response): Response {
  const claims = challengedClaims(response.status, response.headers.get('www-authenticate'));
  if (claims === undefined) {
    return response;
  }
  response.headers.set('www-authenticate', `Bearer error="insufficient_claims", claims="${claims}"`);
  return { ...response, status: 401 };
}

function readFailure({ status, headers, bodyAsText }: Response): AzureFailure {
  const { code, message } = readErrorBody(parsed(bodyAsText ?? ''));
  const retryAfter = headers.get('retry-after') ?? '';
  return {
    status,
    message: message ?? l10n`no error text`,
    ...(code === undefined ? {} : { code }),
    ...(/^\d+$/.test(retryAfter) ? { retryAfterSeconds: Number(retryAfter) } : {}),
    ...(isOfProxy(status, code, headers) ? { isOfProxy: true } : {}),
  };
}

/** Every answer of ARM has headers of its own, and a 403 has a code; a proxy that lets nothing through has neither. */
function isOfProxy(status: number, code: string | undefined, headers: Response['headers']): boolean {
  const names = Object.keys(headers.toJSON());
  const isOfArm = code !== undefined || names.some((name) => name.startsWith('x-ms-') || name === 'www-authenticate');
  return status === 407 || (status === 403 && !isOfArm);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
