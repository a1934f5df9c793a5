import { ArmError } from './armErrors.ts';

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** ARM's token buckets: size and refill per second, per principal and subscription. */
const limits = { reads: { size: 250, refillPerSecond: 25 }, writes: { size: 200, refillPerSecond: 10 } };
const graphLimit = { size: 15, windowMs: 5000 };

export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();

  /**
   * Takes one call from the bucket.
   *
   * @returns the headers that tell what is left.
   * @throws ArmError 429 with Retry-After.
   */
  take(kind: 'reads' | 'writes', principalId: string, subscriptionId: string | undefined): Record<string, string> {
    const { size, refillPerSecond } = limits[kind];
    const level = subscriptionId === undefined ? 'tenant' : 'subscription';
    const bucket = this.#bucket(`${kind}/${principalId}/${subscriptionId ?? ''}`, size);
    const nowMs = Date.now();
    bucket.tokens = Math.min(size, bucket.tokens + ((nowMs - bucket.filledAtMs) / 1000) * refillPerSecond);
    bucket.filledAtMs = nowMs;
    if (bucket.tokens < 1) {
      throw tooManyRequests(1);
    }
    bucket.tokens -= 1;
    return { [`x-ms-ratelimit-remaining-${level}-${kind}`]: String(Math.floor(bucket.tokens)) };
  }

  /** Resource Graph's quota: whole windows instead of a refill. */
  takeQuery(principalId: string): Record<string, string> {
    const bucket = this.#bucket(`query/${principalId}`, graphLimit.size);
    const nowMs = Date.now();
    if (nowMs - bucket.filledAtMs >= graphLimit.windowMs) {
      bucket.tokens = graphLimit.size;
      bucket.filledAtMs = nowMs;
    }
    const resetsAfterSeconds = Math.ceil((bucket.filledAtMs + graphLimit.windowMs - nowMs) / 1000);
    if (bucket.tokens < 1) {
      throw tooManyRequests(resetsAfterSeconds);
    }
    bucket.tokens -= 1;
    return {
      'x-ms-user-quota-remaining': String(bucket.tokens),
      'x-ms-user-quota-resets-after': `00:00:0${resetsAfterSeconds}`,
    };
  }

  clear(): void {
    this.#buckets.clear();
  }

  #bucket(key: string, size: number): Bucket {
    const bucket = this.#buckets.get(key) ?? { tokens: size, filledAtMs: Date.now() };
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

export function tooManyRequests(retryAfterSeconds: number | undefined): ArmError {
  return new ArmError(429, 'TooManyRequests', 'The request is being throttled. Please try after some time.', {
    headers: retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) },
  });
}
