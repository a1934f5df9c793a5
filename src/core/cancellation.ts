/** Cancelling is not an error: it travels as the standard AbortError, which every layer lets through. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The error that a cancelled operation rejects with. */
export function cancellation(): DOMException {
  return new DOMException('Cancelled', 'AbortError');
}

/** Stops waiting at once on cancel, for work that cannot be told to stop, such as a sign-in window. */
export async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => {
    aborted.reject(cancellation());
  };
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([work(), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
