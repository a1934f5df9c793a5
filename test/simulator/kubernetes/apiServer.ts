import { buffer } from 'node:stream/consumers';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Directory, Recorder, TokenVerifier } from '../ports.ts';
import type { SimulatedCluster } from '../scenario.ts';
import {
  forbidden,
  internalError,
  methodNotAllowed,
  notAcceptable,
  ok,
  pathNotFound,
  unauthorized,
  type Answer,
} from './answer.ts';
import { authenticate } from './authentication.ts';
import { authorize } from './authorization.ts';
import { kubernetesVersionOf } from './clusterObjects.ts';
import { answerDiscovery } from './discovery.ts';
import { impersonated } from './impersonation.ts';
import { answerOpenApi } from './openApi.ts';
import { openApiV2 } from './openApiV2.ts';
import { ClusterState } from './rbac/clusterState.ts';
import { readRequestInfo, type RequestInfo } from './requestInfo.ts';
import { answerResource, type ResourceCall } from './resources.ts';

export interface KubernetesApiOptions {
  /** Read anew for each request: a test may change it while the server runs. */
  readonly cluster: SimulatedCluster;
  readonly directory: Directory;
  readonly tokens: TokenVerifier;
  readonly recorder: Recorder;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

const ageOfObjectsMs = 12 * 24 * 60 * 60 * 1000;

/**
 * One cluster's API server, without its TLS layer: that must ask for a client certificate and check it against the
 * cluster's CA without refusing the connection (`requestCert: true, rejectUnauthorized: false`).
 * Whatever it refuses or does not know is recorded with a surprise. It reads and watches everything that it knows, and
 * lets namespaces, roles, bindings and what is as simple be made, changed and deleted, as Kubernetes RBAC lets.
 */
export function createKubernetesApi(options: KubernetesApiOptions): RequestListener {
  const createdMs = options.now() - ageOfObjectsMs;
  const live = new ClusterState(options.cluster, createdMs, options.now);
  return (request, response) => {
    answer(request, options, live, createdMs)
      .catch(() => internalError())
      .then((said) => {
        send(request, response, said, options.recorder);
      })
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  };
}

function send(request: IncomingMessage, response: ServerResponse, said: Answer, recorder: Recorder): void {
  // Recorded first, so that whoever has read the response finds the call in the record.
  recorder.add({
    host: (request.headers.host ?? '').replace(/:\d+$/, ''),
    method: request.method ?? '',
    path: request.url ?? '',
    status: said.status,
    ...(said.surprise === undefined ? {} : { surprise: said.surprise }),
    ...(said.askedScopes === undefined ? {} : { askedScopes: said.askedScopes }),
  });
  response.writeHead(said.status, {
    'Cache-Control': 'no-cache, private',
    'Content-Type':
      said.contentType ?? (typeof said.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json'),
  });
  if (said.stream !== undefined) {
    const stop = said.stream(
      (line) => response.write(`${JSON.stringify(line)}\n`),
      () => response.end(),
    );
    response.flushHeaders();
    response.once('close', stop);
    return;
  }
  response.end(
    typeof said.body === 'string' || said.body instanceof Uint8Array ? said.body : `${JSON.stringify(said.body)}\n`,
  );
}

async function answer(
  request: IncomingMessage,
  options: KubernetesApiOptions,
  live: ClusterState,
  createdMs: number,
): Promise<Answer> {
  const body = await buffer(request);
  const caller = await authenticate(request, options);
  if ('refusal' in caller) {
    const said = unauthorized(caller.refusal);
    // Whoever only looks whether a server is there shows it no credential on purpose.
    return isMereLook(request) ? { status: said.status, body: said.body } : said;
  }
  live.follow();
  const { cluster, now } = options;
  const state = { cluster, store: live.store };
  const meant = impersonated(request, caller, state);
  if ('refusal' in meant) {
    return meant.refusal;
  }
  const { identity } = meant;

  const url = new URL(request.url ?? '/', 'https://kubernetes');
  const info = readRequestInfo(request.method ?? 'GET', url);
  const { isAllowed, reason, askedScopes } = authorize(identity, info, state);
  const said = isAllowed
    ? answerAllowed(request, info, { url, body, identity, state, createdMs, now })
    : forbidden(identity.userName, info, reason);
  return askedScopes === undefined ? said : { ...said, askedScopes };
}

/** What somebody gets who may ask for it. */
function answerAllowed(
  request: IncomingMessage,
  info: RequestInfo,
  call: Omit<ResourceCall, 'accept' | 'contentType'>,
): Answer {
  const accept = request.headers.accept ?? '*/*';
  if (!/json|proto-openapi|\*\/\*/.test(accept)) {
    return notAcceptable();
  }
  const contentType = request.headers['content-type'] ?? '';
  return info.isResource
    ? answerResource(info, { ...call, accept, contentType })
    : answerPath(request, call.url.pathname, accept, call.state.cluster);
}

function isMereLook({ method, url, headers }: IncomingMessage): boolean {
  return method === 'GET' && url === '/version' && headers.authorization === undefined;
}

function answerPath(request: IncomingMessage, path: string, accept: string, cluster: SimulatedCluster): Answer {
  if (request.method !== 'GET') {
    return methodNotAllowed(`${request.method ?? ''} ${path}`);
  }
  if (path === '/version' || path === '/version/') {
    return ok(versionOf(cluster));
  }
  if (/^\/(healthz|livez|readyz)$/.test(path)) {
    return { status: 200, body: 'ok' };
  }
  if (path.startsWith('/openapi/')) {
    // Clients ask for schemas as a matter of course and do without.
    return path === '/openapi/v2' ? openApiV2() : (answerOpenApi(path) ?? pathNotFound());
  }
  return answerDiscovery(path, accept, request.headers.host ?? '') ?? pathNotFound(`unknown path ${path}`);
}

function versionOf(cluster: SimulatedCluster): object {
  const gitVersion = kubernetesVersionOf(cluster);
  const [major, minor] = gitVersion.slice(1).split('.');
  return {
    major,
    minor,
    gitVersion,
    gitCommit: '0123456789abcdef0123456789abcdef01234567',
    gitTreeState: 'clean',
    buildDate: '2026-01-01T00:00:00Z',
    goVersion: 'go1.24.9',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}
