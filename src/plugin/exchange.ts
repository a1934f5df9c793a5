import { connect } from 'node:net';
import { type ProgramRequest, renderRequestBody } from '../core/credentialPlugin/pluginInput.ts';
import type { WindowAddress } from '../core/credentialPlugin/windowAddress.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What a window is asked with; plugin.ts has checked that it can stand in a head. */
export interface WindowRequest extends ProgramRequest {
  readonly args: readonly string[];
  /** The context's key: a secret. */
  readonly key: string;
}

const connectTimeoutMs = 1000;
const requestTimeoutMs = 30_000;
/** With its head. A token with 200 groups, Entra's limit, makes 12 KB. */
const longestAnswer = 32_768;

/**
 * Asks one window, in HTTP by hand: node:http would cost each kubectl command a third of Node's own start. HTTP/1.0, in
 * which no answer comes in chunks.
 *
 * @returns undefined where the window cannot be reached or does not answer in order and in time
 */
export function exchange(
  { socketPath, authorization }: WindowAddress,
  { args, key, ...request }: WindowRequest,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const body = renderRequestBody(request);
    const parts: Buffer[] = [];
    let length = 0;
    const socket = connect({ path: socketPath });
    const end = (answer?: Answer): void => {
      clearTimeout(connecting);
      clearTimeout(waiting);
      socket.destroy();
      resolve(answer);
    };
    const connecting = setTimeout(end, connectTimeoutMs);
    const waiting = setTimeout(end, requestTimeoutMs);
    socket.on('connect', () => {
      clearTimeout(connecting);
    });
    socket.on('data', (part) => {
      parts.push(part);
      length += part.length;
      if (length > longestAnswer) {
        end();
      }
    });
    socket.on('end', () => {
      end(readAnswer(Buffer.concat(parts)));
    });
    // A window that refuses before it has read all hangs up like this; where it ended in order, this changes nothing.
    socket.on('error', () => {
      end(readAnswer(Buffer.concat(parts), 'needs a length'));
    });
    const head = [
      'POST /v2/token HTTP/1.0',
      'Host: localhost',
      `Authorization: ${authorization}`,
      `Key: ${key}`,
      `Arguments: ${args.join(' ')}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

/** @returns undefined for what is not whole, or no HTTP */
function readAnswer(message: Buffer, need?: 'needs a length'): Answer | undefined {
  const headLength = message.indexOf('\r\n\r\n');
  if (headLength === -1) {
    return undefined;
  }
  const head = message.toString('latin1', 0, headLength + 2);
  const body = message.subarray(headLength + 4);
  const status = /^HTTP\/1\.[01] ([2-5]\d\d) /.exec(head)?.[1];
  if (status === undefined || /\r\ntransfer-encoding:/i.test(head)) {
    return undefined;
  }
  const lengths = [...head.matchAll(/\r\ncontent-length:(.*)/gi)].map(([, length]) => length?.trim());
  if (lengths.some((length) => length !== String(body.length))) {
    return undefined;
  }
  if (need !== undefined && lengths.length === 0) {
    return undefined;
  }
  return { status: Number(status), text: body.toString('utf8').replace(/\n$/, '') };
}
