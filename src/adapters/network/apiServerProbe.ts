import net from 'node:net';
import tls, { type PeerCertificate, type TLSSocket } from 'node:tls';
import { readString } from '../../core/azure/readProperty.ts';
import { cancellation } from '../../core/cancellation.ts';
import { printable } from '../../core/printable.ts';
import type { ProbedServer, ProbeResult, ServerProbe, TlsProblem } from '../../core/verifyAccess/serverProbe.ts';
import { proxyFromEnvironment } from './kubectlProxy.ts';
import { ownAuthorityProblem } from './ownAuthority.ts';

interface ProbeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly answerWithinMs?: number;
}

/** kubectl itself waits for 30 s before it says “i/o timeout”; nobody looks at a row for that long. */
const defaultWithinMs = 6000;
const longestHead = 64 * 1024;

type Keep = <Socket extends net.Socket>(socket: Socket) => Socket;

/**
 * One look at an API server over sockets of its own: VS Code sends the requests of its extensions through the proxy of
 * its settings, and kubectl knows nothing of that one. No credential is in it, and a server that is not who it should be
 * is told nothing at all.
 */
export class ApiServerProbe implements ServerProbe {
  readonly #options: ProbeOptions;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  async probe(server: ProbedServer, signal: AbortSignal): Promise<ProbeResult> {
    signal.throwIfAborted();
    const { env, answerWithinMs = defaultWithinMs } = this.#options;
    if (server.proxyUrl !== undefined && !URL.canParse(server.proxyUrl)) {
      return { kind: 'proxy' };
    }
    const proxy = proxyOf(server, env);
    const viaProxy = proxy === undefined ? {} : { viaProxy: printable(proxy.host) };
    const ended = Promise.withResolvers<ProbeResult>();
    const sockets: net.Socket[] = [];
    const keep: Keep = (socket) => {
      sockets.push(socket);
      return socket;
    };
    const limit = setTimeout(() => {
      ended.resolve({ kind: 'timeout' });
    }, answerWithinMs);
    const onAbort = (): void => {
      ended.reject(cancellation());
    };
    signal.addEventListener('abort', onAbort);
    try {
      const result = await Promise.race([ended.promise, look(server, proxy, keep)]);
      return { ...result, ...viaProxy };
    } finally {
      clearTimeout(limit);
      signal.removeEventListener('abort', onAbort);
      // What lies on another one goes first: the other way round Node 24 dies.
      for (const socket of sockets.toReversed()) {
        socket.on('error', () => undefined);
        socket.destroy();
      }
    }
  }
}

function proxyOf({ url, proxyUrl }: ProbedServer, env: ProbeOptions['env']): URL | undefined {
  return proxyUrl === undefined ? proxyFromEnvironment(url, env) : new URL(proxyUrl);
}

async function look(server: ProbedServer, proxy: URL | undefined, keep: Keep): Promise<ProbeResult> {
  const { url } = server;
  const [host, port] = [withoutBrackets(url.hostname), portOf(url)];
  try {
    let socket: net.Socket;
    if (proxy === undefined) {
      socket = await connected(keep(net.connect({ host, port })));
    } else {
      const opened = await throughProxy(proxy, url.hostname, port, keep);
      if (!(opened instanceof net.Socket)) {
        return opened;
      }
      socket = opened;
    }
    if (url.protocol !== 'http:') {
      socket = await secured(server, host, socket, keep);
    }
    return await asked(socket, url);
  } catch (error) {
    return failureOf(error);
  }
}

async function throughProxy(proxy: URL, host: string, port: number, keep: Keep): Promise<net.Socket | ProbeResult> {
  const address = { host: withoutBrackets(proxy.hostname), port: portOf(proxy) };
  if (proxy.protocol.startsWith('socks')) {
    // Whether it leads further only a client of that protocol can tell; that somebody listens is a beginning.
    await connected(keep(net.connect(address)));
    return { kind: 'proxy' };
  }
  const authorization = authorizationOf(proxy);
  if (authorization === undefined) {
    return { kind: 'proxy' };
  }
  const plain = await connected(keep(net.connect(address)));
  const socket =
    proxy.protocol === 'https:'
      ? await connected(keep(tls.connect({ socket: plain, host: address.host, ...sniOf(address.host) })))
      : plain;
  socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n${authorization}\r\n`);
  const head = await headOf(socket);
  const status = statusOf(head);
  return status !== undefined && status >= 200 && status < 300
    ? socket
    : { kind: 'proxy', ...(status === undefined ? {} : { status }) };
}

/** undefined: it cannot be read, and kubectl refuses it. */
function authorizationOf({ username, password }: URL): string | undefined {
  if (username === '') {
    return '';
  }
  try {
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Proxy-Authorization: Basic ${Buffer.from(user).toString('base64')}\r\n`;
  } catch {
    return undefined;
  }
}

async function secured(
  { ca, insecure, tlsServerName }: ProbedServer,
  host: string,
  socket: net.Socket,
  keep: Keep,
): Promise<TLSSocket> {
  const name = tlsServerName ?? host;
  const secure = await connected(
    keep(
      tls.connect({
        socket,
        ...sniOf(name),
        ...(ca === undefined ? {} : { ca }),
        // What is wrong with it is looked at below, where it can still be asked who vouches for it.
        rejectUnauthorized: false,
        // Node would look for an address under the name localhost.
        checkServerIdentity: () => undefined,
        ALPNProtocols: ['http/1.1'],
      }),
    ),
  );
  const problem = insecure === true ? undefined : problemOf(secure, name, ca);
  if (problem === undefined) {
    return secure;
  }
  const { issuer } = secure.getPeerCertificate() as Partial<PeerCertificate>;
  const named = [issuer?.CN, issuer?.O].flat().find((part) => part);
  throw Object.assign(new Error(problem), { code: problem, ...(named ? { issuer: printable(named) } : {}) });
}

function problemOf(secure: TLSSocket, name: string, ca: string | undefined): string | undefined {
  if (!secure.authorized) {
    // A code, whatever the types say.
    return String(secure.authorizationError);
  }
  const certificate = secure.getPeerCertificate(true);
  return (
    codeOf(ca === undefined ? undefined : ownAuthorityProblem(ca, certificate)) ??
    codeOf(tls.checkServerIdentity(name, certificate))
  );
}

function codeOf(error: Error | undefined): string | undefined {
  return error === undefined ? undefined : (readString(error, 'code') ?? 'ERR_TLS');
}

/** An address is no server name (RFC 6066, 3). */
function sniOf(host: string): { servername?: string } {
  return net.isIP(host) === 0 ? { servername: host } : {};
}

/** Without a credential; most answer 401, which is an answer. */
async function asked(socket: net.Socket, url: URL): Promise<ProbeResult> {
  const path = `${url.pathname.replace(/\/$/, '')}/version`;
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: application/json\r\nUser-Agent: aks-entra\r\nConnection: close\r\n\r\n`,
  );
  const head = await headOf(socket);
  const status = statusOf(head);
  if (status === undefined) {
    return { kind: 'reset' };
  }
  const date = Date.parse(/\r\ndate: *([^\r]*)/i.exec(head)?.[1] ?? '');
  return { kind: 'answered', status, ...(Number.isNaN(date) ? {} : { serverTimeMs: date }) };
}

function connected<Socket extends net.Socket>(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once(socket instanceof tls.TLSSocket ? 'secureConnect' : 'connect', () => {
      resolve(socket);
    });
    socket.once('error', reject);
    socket.once('close', () => {
      reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    });
  });
}

/** What stands before the empty line. The rest, of which nobody here has sent anything yet, is not read. */
function headOf(socket: net.Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = '';
    const onData = (part: Buffer): void => {
      head += part.toString('latin1');
      if (head.includes('\r\n\r\n') || head.length > longestHead) {
        socket.off('data', onData);
        socket.pause();
        resolve(head);
      }
    };
    socket.on('data', onData);
    socket.once('error', reject);
    socket.once('close', () => {
      resolve(head);
    });
  });
}

function statusOf(head: string): number | undefined {
  const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(head)?.[1];
  return status === undefined ? undefined : Number(status);
}

function failureOf(error: unknown): ProbeResult {
  const code = readString(error, 'code') ?? '';
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NONAME':
      return { kind: 'dns' };
    case 'ECONNREFUSED':
      return { kind: 'refused' };
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { kind: 'timeout' };
    case 'ECONNRESET':
    case 'EPIPE':
      return { kind: 'reset' };
    default: {
      const issuer = readString(error, 'issuer');
      return { kind: 'tls', problem: tlsProblemOf(code), ...(issuer === undefined ? {} : { issuer }) };
    }
  }
}

function tlsProblemOf(code: string): TlsProblem {
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'wrongName';
    case 'CERT_HAS_EXPIRED':
      return 'expired';
    case 'CERT_NOT_YET_VALID':
      return 'notYetValid';
    default:
      return /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE/.test(code)
        ? 'unknownAuthority'
        : 'other';
  }
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') {
    return Number(port);
  }
  return protocol === 'https:' ? 443 : protocol.startsWith('socks') ? 1080 : 80;
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
