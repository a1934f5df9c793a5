import { createReadStream } from 'node:fs';
import { unlessAborted } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';

/** Ten times the biggest kubeconfigs that we know of. */
const limitBytes = 25 * 1024 * 1024;

/**
 * All of a file, a pipe or standard input ("-"), which may be anything: one without an end is given up.
 *
 * @throws RangeError past 25 MB; the system's error where it cannot be read; an AbortError, even
 *   while standard input is silent
 */
export function readInput(path: string, signal: AbortSignal): Promise<Buffer> {
  return unlessAborted(signal, async () => {
    const stream = path === '-' ? process.stdin : createReadStream(path);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limitBytes) {
        throw new RangeError(l10n`it is larger than 25 MB, which no kubeconfig is`);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, size);
  });
}
