import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { callerNotedOn, surpriseNotedOn } from './callRecorder.ts';
import type { IssuedCertificate } from './certificates.ts';
import type { ClusterAuthorities } from './clusterAuthorities.ts';
import { isReachable, publicHostOf } from './clusterHosts.ts';
import type { LiveDirectory } from './directory.ts';
import type { Faults } from './faults.ts';
import type { SimulatorEnv } from './honoEnv.ts';
import type { Recorder } from './ports.ts';
import type { SimulatedCluster } from './scenario.ts';
import { hitByTransportFault, type Service } from './transportFaults.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface CloudService {
  readonly service: Service;
  readonly listener: Listener;
}

export interface CloudServerOptions {
  readonly certificate: IssuedCertificate;
  readonly directory: LiveDirectory;
  readonly authorities: ClusterAuthorities;
  readonly faults: Faults;
  readonly recorder: Recorder;
  /** By host name. */
  readonly services: ReadonlyMap<string, CloudService>;
  readonly kubernetesApi: (cluster: SimulatedCluster) => Listener;
}

/** The one HTTPS server behind all simulated names. The name in the TLS handshake chooses certificate and service. */
export function createCloudServer(options: CloudServerOptions): Server {
  const { certificate, directory, authorities, faults, recorder, services, kubernetesApi } = options;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = hostOf(request);
    const cluster = clusterAt(directory, host);
    const target =
      services.get(host) ?? (cluster && { service: 'kubernetes' as const, listener: kubernetesApi(cluster) });
    if (!target) {
      recorder.add({
        host,
        method: request.method ?? '',
        path: request.url ?? '',
        status: 421,
        surprise: 'no such host here',
      });
      response.writeHead(421).end();
      return;
    }
    if (await hitByTransportFault({ host, service: target.service, request, response }, faults, recorder)) {
      return;
    }
    target.listener(request, response);
  }

  return createServer(
    {
      cert: certificate.certPem,
      key: certificate.keyPem,
      // For the API servers: they look at the certificate themselves. Other hosts ask for one and ignore the answer.
      requestCert: true,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      SNICallback: (name, done) => {
        const cluster = clusterAt(directory, name.toLowerCase());
        if (!cluster) {
          done(null);
          return;
        }
        authorities.secureContext(cluster).then(
          (context) => {
            done(null, context);
          },
          (error: unknown) => {
            done(error instanceof Error ? error : new Error('no certificate'));
          },
        );
      },
    },
    (request, response) => {
      serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    },
  );
}

/** Makes a Hono app listen, and records each of its answers before the client can read it. */
export function recordedListener(app: Hono<SimulatorEnv>, host: string, recorder: Recorder): Listener {
  return getRequestListener(async (request, env) => {
    const { incoming, outgoing } = env as HttpBindings;
    const response = await app.fetch(request, { incoming, outgoing });
    const surprise = surpriseNotedOn(outgoing);
    const caller = callerNotedOn(outgoing);
    recorder.add({
      host,
      method: request.method,
      path: incoming.url ?? '',
      status: response.status,
      ...(surprise === undefined ? {} : { surprise }),
      ...(caller === undefined ? {} : { caller }),
      ...(request.headers.get('sec-fetch-mode') === 'navigate' ? { isPage: true } : {}),
    });
    return response;
  });
}

export function clusterAt(directory: LiveDirectory, host: string): SimulatedCluster | undefined {
  return directory.scenario.clusters.find((cluster) => isReachable(cluster) && publicHostOf(cluster) === host);
}

/** A client that sets another TLS server name (kubectl's `tls-server-name`) means that one. */
function hostOf(request: IncomingMessage): string {
  const serverName =
    request.socket instanceof TLSSocket ? (request.socket as { servername?: string | false }).servername : undefined;
  const header = (request.headers.host ?? '').replace(/:\d+$/, '');
  return (typeof serverName === 'string' && serverName !== '' ? serverName : header).toLowerCase();
}
