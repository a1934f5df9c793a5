import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import tls from 'node:tls';
import { createCertificateAuthority } from './certificates.ts';
import type { Simulator } from './simulator.ts';

export interface InterceptingProxy {
  /** Without credentials. */
  readonly url: string;
  /** The authority of its own that it opens TLS with. */
  readonly caPem: string;
  /** Hosts that somebody wanted to be led to. */
  readonly asked: string[];
  /** What it asks for: `user:password`. Everybody else gets 407. */
  credentials: string | undefined;
  /** What it answers everybody, in the place of a tunnel. */
  refusal: number | undefined;
  close(): Promise<void>;
}

/** A company's proxy: it opens TLS, and shows certificates of its own for whatever host; it leads to the simulator alone. */
export async function startInterceptingProxy(
  simulator: Pick<Simulator, 'tlsPort' | 'caPem'>,
  authorityName: string,
): Promise<InterceptingProxy> {
  const authority = await createCertificateAuthority(authorityName);
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(400).end());
  const proxy: InterceptingProxy = {
    url: '',
    caPem: authority.certPem,
    asked: [],
    credentials: undefined,
    refusal: undefined,
    close: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => {
          resolve();
        });
      }),
  };
  const keep = <Kept extends Socket>(socket: Kept): Kept => {
    sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)));
    return socket;
  };
  const open = async (client: Socket, host: string): Promise<void> => {
    const { certPem, keyPem } = await authority.issueServer([host]);
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    const opened = keep(new tls.TLSSocket(client, { isServer: true, cert: certPem, key: keyPem }));
    const upstream = keep(
      tls.connect({ host: '127.0.0.1', port: simulator.tlsPort, servername: host, ca: simulator.caPem }),
    );
    opened.pipe(upstream).pipe(opened);
    opened.on('close', () => upstream.destroy());
    upstream.on('close', () => opened.destroy());
  };
  server.on('connect', (request, client: Socket) => {
    keep(client);
    const [host = ''] = (request.url ?? '').split(':');
    proxy.asked.push(host);
    const { credentials, refusal } = proxy;
    const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
    const isKnown = wanted === undefined || request.headers['proxy-authorization'] === wanted;
    const status = refusal ?? (isKnown ? undefined : 407);
    if (status === undefined) {
      void open(client, host);
    } else {
      client.end(`HTTP/1.1 ${status} No\r\nProxy-Authenticate: Basic realm="proxy"\r\nContent-Length: 0\r\n\r\n`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
