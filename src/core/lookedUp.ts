/**
 * What was looked up for the things of a listing, each known by the object that the listing brought. While it grows, its
 * rows are drawn up to ten times a second, and what is open below them need not be asked for each time.
 */
export class LookedUp<Key extends object, Value> {
  readonly #known = new WeakMap<Key, Promise<Value>>();

  /** @param isKnown whether what was looked up before is good enough */
  of(key: Key, isKnown: boolean, lookUp: () => Promise<Value>): Promise<Value> {
    const value = (isKnown ? this.#known.get(key) : undefined) ?? lookUp();
    this.#known.set(key, value);
    return value;
  }

  forget(key: Key): void {
    this.#known.delete(key);
  }
}
