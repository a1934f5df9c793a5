/** The items in their order, each once: of those with the same key the first. */
export function eachOnce<T>(items: Iterable<T>, keyOf: (item: T) => string): T[] {
  const found = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (!found.has(key)) {
      found.set(key, item);
    }
  }
  return [...found.values()];
}
