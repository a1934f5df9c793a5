import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface ConnectProxyOptions {
  readonly tlsPort: number;
  /** `served` hosts are tunnelled; `unreachable` ones exist but nobody answers there (private, stopped clusters). */
  readonly statusOf: (host: string) => 'served' | 'unreachable' | 'foreign';
  readonly onRefused: (target: string) => void;
}

/** A CONNECT proxy that leads the simulated hosts to the simulator and lets nothing else out of the machine. */
export function createConnectProxy({ tlsPort, statusOf, onRefused }: ConnectProxyOptions): Server {
  const proxy = createServer((request, response) => {
    const url = request.url ?? '';
    // The host alone: a query may hold anything.
    onRefused(URL.canParse(url) ? `${new URL(url).hostname}:${new URL(url).port || '80'}` : 'no URL');
    response.writeHead(403, { 'Content-Type': 'text/plain' }).end('Only CONNECT to simulated hosts.\n');
  });
  proxy.on('connect', (request, clientSocket: Socket, head: Buffer) => {
    const target = request.url ?? '';
    const host = target.replace(/:\d+$/, '').toLowerCase();
    const status = target.endsWith(':443') ? statusOf(host) : 'foreign';
    clientSocket.on('error', () => clientSocket.destroy());
    if (status !== 'served') {
      onRefused(target);
      const line = status === 'unreachable' ? '502 Bad Gateway' : '403 Forbidden';
      clientSocket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(tlsPort, '127.0.0.1', () => {
      clientSocket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) {
        upstream.write(head);
      }
      upstream.pipe(clientSocket);
      clientSocket.pipe(upstream);
    });
    upstream.on('error', () => clientSocket.destroy());
    upstream.on('close', () => clientSocket.destroy());
    clientSocket.on('close', () => upstream.destroy());
  });
  return proxy;
}
