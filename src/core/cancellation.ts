/** Cancelling is not an error: it travels as the standard AbortError, which every layer lets through. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The error that a cancelled operation rejects with. */
export function cancellation(): DOMException {
  return new DOMException('Cancelled', 'AbortError');
}
