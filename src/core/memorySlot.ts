/** One thing that is remembered between sessions. */
export interface MemorySlot<T> {
  /** undefined where nothing is remembered, or nothing that can be read: another version may have written it. */
  get(): T | undefined;
  set(value: T): Promise<void>;
}
