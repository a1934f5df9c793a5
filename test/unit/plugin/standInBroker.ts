import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { renderExecCredential } from '../../../src/core/credentialPlugin/execCredential.ts';

export interface BrokerRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly key: string | undefined;
  readonly arguments: string | undefined;
  readonly body: string;
}

export interface StandInBroker {
  readonly requests: readonly BrokerRequest[];
  readonly secret: string;
  /** The window's curl file. */
  readonly window: string;
  readonly socket: string;
  close(): Promise<void>;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export const goodToken = 'eyJ0.good-token_.x';

/** Answers as VS Code does. */
export function credential(token = goodToken): string {
  return renderExecCredential('client.authentication.k8s.io/v1', token, Date.now() + 3_600_000);
}

/** One open VS Code window as the plugin sees it: a socket and a file in `<data>/windows`. */
export async function startBroker(
  data: string,
  answer: Answer | { readonly status?: number; readonly body: string } = { body: credential() },
  id = randomBytes(4).toString('hex'),
): Promise<StandInBroker> {
  const requests: BrokerRequest[] = [];
  const windows = join(data, 'windows');
  mkdirSync(windows, { recursive: true, mode: 0o700 });
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.authorization,
        // Joined by ", " where it came twice.
        key: request.headers['key']?.toString(),
        arguments: request.headers['arguments']?.toString(),
        body,
      });
      if (typeof answer === 'function') {
        answer(response, request);
      } else {
        response.writeHead(answer.status ?? 200).end(answer.body);
      }
    });
  });
  const socket = join(windows, `${id}.sock`);
  server.listen(socket);
  await once(server, 'listening');
  chmodSync(socket, 0o600);
  const secret = randomBytes(32).toString('base64url');
  const window = join(windows, `${id}.curl`);
  writeFileSync(window, windowFile(socket, secret), { mode: 0o600 });
  return {
    requests,
    secret,
    window,
    socket,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** @param version of the protocol; 1 knew no keys */
export function windowFile(socket: string, secret: string, version = 2): string {
  return [
    `# aks-entra ${version} host=here pid=${process.pid}`,
    `url = "http://localhost/v${version}/token"`,
    `unix-socket = "${socket}"`,
    `header = "Authorization: Bearer ${secret}"`,
    '',
  ].join('\n');
}
