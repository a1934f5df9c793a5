import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificateAuthority } from '../../../simulator/certificates.ts';

export interface ScriptedCall {
  readonly method: string;
  /** Path and query as they came, byte for byte. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text goes out as it is. */
  readonly body?: unknown;
  /** The connection ends without an answer. */
  readonly isDropped?: boolean;
}

/** An ARM that answers what a test tells it to, where the simulator has no such answer. */
export class ScriptedArm {
  readonly calls: ScriptedCall[] = [];
  answer: (call: ScriptedCall) => ScriptedAnswer = () => ({ status: 404 });
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ScriptedArm> {
    const authority = await createCertificateAuthority('A scripted Azure');
    setDefaultCACertificates([...getCACertificates('default'), authority.certPem]);
    const { certPem: cert, keyPem: key } = await authority.issueServer(['localhost']);
    const server = createServer({ cert, key, maxHeaderSize: 64 * 1024 });
    const scripted = new ScriptedArm(server);
    server.on('request', (request, response) => void scripted.#respond(request, response));
    await once(server.listen(0, 'localhost'), 'listening');
    return scripted;
  }

  get endpoint(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const call = { method, url, headers, body: await text(request) };
    this.calls.push(call);
    const { status = 200, headers: answered = {}, body, isDropped = false } = this.answer(call);
    if (isDropped) {
      response.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json', ...answered });
    response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
  }
}
