import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { BrokerAnswer, BrokerRequest } from '../../core/credentialPlugin/brokerAnswers.ts';
import { readRequestBody } from '../../core/credentialPlugin/pluginInput.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { ownFolder } from '../files/ownFolder.ts';
import { chooseSocketPath, removeDeadWindows, writeWindowAddress, type WindowSocketPlace } from './windowSocket.ts';

/** kubectl's cluster description with its certificates; the largest seen is some 10 KiB. */
const longestBodyBytes = 256 * 1024;
const longestHeaderBytes = 8 * 1024;
const arriveWithinMs = 5000;
const mostConnections = 4096;

export interface TokenBrokerPorts {
  readonly place: WindowSocketPlace;
  readonly dataFolder: string;
  readonly answer: (request: BrokerRequest) => Promise<BrokerAnswer>;
  readonly logger: Logger;
}

/**
 * Answers kubectl's plugin on a socket that only this user reaches, and only who knows this window's secret. What it
 * answers is for `answer` to decide; here requests are bounded in size, time and number.
 */
export class TokenBroker {
  readonly #ports: TokenBrokerPorts;
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #server: Server;
  #socketPath: string | undefined;
  #addressFile: string | undefined;

  constructor(ports: TokenBrokerPorts) {
    this.#ports = ports;
    const options = {
      maxHeaderSize: longestHeaderBytes,
      headersTimeout: arriveWithinMs,
      requestTimeout: arriveWithinMs,
      connectionsCheckingInterval: 1000,
      keepAlive: false,
    };
    this.#server = createServer(options, (request, response) => {
      void this.#serve(request, response);
    });
    this.#server.maxRequestsPerSocket = 1;
    this.#server.maxConnections = mostConnections;
    this.#server.on('clientError', (_error, socket) => {
      socket.destroy();
    });
    // curl asks for leave before it sends a large body; without one it would wait.
    this.#server.on('checkContinue', (request, response) => {
      response.writeContinue();
      this.#server.emit('request', request, response);
    });
  }

  /**
   * Listens, then tells the plugin where.
   *
   * @throws AksEntraError dataFolderUnsafe
   */
  async start(): Promise<void> {
    const { place, dataFolder, logger } = this.#ports;
    await ownFolder(dataFolder);
    await ownFolder(place.windowsFolder);
    await removeDeadWindows(place);
    const socketPath = await chooseSocketPath(place);
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      // Beyond the backlog a connection fails at once; kubectl in a loop starts many.
      this.#server.listen({ path: socketPath, backlog: mostConnections }, resolve);
    });
    this.#socketPath = socketPath;
    if (place.platform !== 'win32') {
      await chmod(socketPath, 0o600);
    }
    this.#addressFile = await writeWindowAddress(place, socketPath, this.#secret);
    logger.info('kubectl can ask this window for tokens.');
  }

  /** Takes the address away first, so that the plugin asks another window. */
  dispose(): void {
    // At once: VS Code waits for nothing that is still to be done when a window closes.
    if (this.#addressFile !== undefined) {
      rmSync(this.#addressFile, { force: true });
    }
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#socketPath !== undefined && this.#ports.place.platform !== 'win32') {
      rmSync(this.#socketPath, { force: true });
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#answer(request).catch((error: unknown): BrokerAnswer => {
      this.#ports.logger.error(`Token broker: ${messageOf(error)}`);
      return { status: 500, line: l10n`AKS Entra failed in VS Code; its log says why.` };
    });
    if (answer.status !== 200) {
      this.#ports.logger.warn(`Token broker: ${answer.status} ${answer.line}`);
    }
    const text = `${answer.status === 200 ? answer.credential : answer.line}\n`;
    response.writeHead(answer.status, {
      // So that the plugin notices an answer that is cut short.
      'content-length': Buffer.byteLength(text),
      'content-type': answer.status === 200 ? 'application/json' : 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close',
    });
    response.end(text, () => {
      // What was refused before it had arrived does not go on arriving.
      if (!request.complete) {
        request.destroy();
      }
    });
  }

  /** Nothing of a request is read before its secret is known to be right. */
  async #answer(request: IncomingMessage): Promise<BrokerAnswer> {
    if (!this.#isAuthorized(request.headers.authorization)) {
      return { status: 401, line: l10n`This is not a request of AKS Entra’s plugin in this VS Code.` };
    }
    if (request.method !== 'POST' || request.url !== '/v2/token') {
      return { status: 404, line: l10n`There is nothing but POST /v2/token.` };
    }
    const { arguments: argumentLine, key = '' } = request.headers;
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    if (typeof argumentLine !== 'string' || typeof key !== 'string' || !Number.isInteger(length)) {
      return incomplete();
    }
    if (length > longestBodyBytes) {
      return { status: 413, line: l10n`KUBERNETES_EXEC_INFO is larger than any cluster’s description.` };
    }
    const parts: Buffer[] = [];
    for await (const part of request) {
      parts.push(part as Buffer);
    }
    const body = readRequestBody(Buffer.concat(parts).toString('utf8'));
    return body === undefined ? incomplete() : this.#ports.answer({ argumentLine, key, ...body });
  }

  /** Digests are equally long, whatever was sent. */
  #isAuthorized(authorization: string | undefined): boolean {
    const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${this.#secret}`));
  }
}

function incomplete(): BrokerAnswer {
  return { status: 400, line: l10n`The request of AKS Entra’s plugin is incomplete. Reload the window.` };
}
