import { runInNewContext } from 'node:vm';

/** A hundred times what such work takes, on a machine that has something else to do. */
const limitMs = 10_000;

/**
 * Does what takes a moment, with an input so long that anything that grows faster than its input takes minutes, or for
 * ever: that is ended, a regular expression too, and fails. So it depends on no machine's speed.
 *
 * @throws Error "Script execution timed out"
 */
export function endsSoon<T>(work: () => T): T {
  return runInNewContext('work()', { work }, { timeout: limitMs }) as T;
}
