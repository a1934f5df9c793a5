/**
 * Makes something when it is first asked for, and once: for what is too heavy to load with the extension. A try that
 * failed is made again by whoever asks next.
 */
export function onFirstUse<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
