import { buffer } from 'node:stream/consumers';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Directory, Recorder, TokenVerifier } from '../ports.ts';
import type { SimulatedCluster } from '../scenario.ts';
import {
  badRequest,
  forbidden,
  internalError,
  methodNotAllowed,
  notAcceptable,
  objectNotFound,
  ok,
  pathNotFound,
  unauthorized,
  type Answer,
} from './answer.ts';
import { authenticate, type Identity } from './authentication.ts';
import { authorize } from './authorization.ts';
import { kubernetesVersionOf, objectsOf } from './clusterObjects.ts';
import { answerDiscovery } from './discovery.ts';
import { readRequestInfo, type ResourceRequest } from './requestInfo.ts';
import { groupVersionOf, resourceKinds } from './resourceKinds.ts';
import { isSelected } from './selector.ts';
import { answerSelfReview } from './selfReviews.ts';
import { tableOf, wantsTable } from './table.ts';

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
 * Whatever it refuses or does not know is recorded with a surprise. Reads and self reviews only, no watch.
 */
export function createKubernetesApi(options: KubernetesApiOptions): RequestListener {
  const createdMs = options.now() - ageOfObjectsMs;
  return (request, response) => {
    answer(request, options, createdMs)
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
  });
  response.writeHead(said.status, {
    'Cache-Control': 'no-cache, private',
    'Content-Type':
      said.contentType ?? (typeof said.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json'),
  });
  response.end(typeof said.body === 'string' ? said.body : `${JSON.stringify(said.body)}\n`);
}

async function answer(request: IncomingMessage, options: KubernetesApiOptions, createdMs: number): Promise<Answer> {
  const body = await buffer(request);
  const identity = await authenticate(request, options);
  if ('refusal' in identity) {
    return unauthorized(identity.refusal);
  }

  const url = new URL(request.url ?? '/', 'https://kubernetes');
  const info = readRequestInfo(request.method ?? 'GET', url);
  const { isAllowed, reason } = authorize(identity, info, options.cluster);
  if (!isAllowed) {
    return forbidden(identity.userName, info, reason);
  }

  const accept = request.headers.accept ?? '*/*';
  if (!/json|\*\/\*/.test(accept)) {
    return notAcceptable();
  }
  return info.isResource
    ? answerResource(info, { url, accept, body, identity, options, createdMs })
    : answerPath(request, url.pathname, accept, options.cluster);
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
  if (path === '/openapi/v3') {
    return ok({ paths: {} });
  }
  // Clients ask for schemas as a matter of course and do without.
  if (path.startsWith('/openapi/')) {
    return pathNotFound();
  }
  return answerDiscovery(path, accept, request.headers.host ?? '') ?? pathNotFound(`unknown path ${path}`);
}

interface ResourceCall {
  readonly url: URL;
  readonly accept: string;
  readonly body: Buffer;
  readonly identity: Identity;
  readonly options: KubernetesApiOptions;
  readonly createdMs: number;
}

function answerResource(info: ResourceRequest, call: ResourceCall): Answer {
  const { url, accept, body, identity, options, createdMs } = call;
  const kind = resourceKinds.find(
    ({ group, version, resource }) =>
      group === info.group && version === info.version && resource === info.resource && info.subresource === undefined,
  );
  if (kind === undefined) {
    // Older clients try the beta versions of `whoami`, which are off in a real cluster too.
    return pathNotFound(info.resource === 'selfsubjectreviews' ? undefined : `unknown resource ${url.pathname}`);
  }
  if (!kind.verbs.includes(info.verb)) {
    return methodNotAllowed(`${info.verb} ${url.pathname}`);
  }
  try {
    const review = answerSelfReview(kind.kind, body, identity, options.cluster);
    if (review !== undefined) {
      return review;
    }
    const existing = info.group === '' ? objectsOf(options.cluster, info.resource, createdMs) : [];
    const inScope = existing.filter(
      ({ metadata }) => !kind.isNamespaced || info.namespace === undefined || metadata.namespace === info.namespace,
    );
    const found =
      info.name === undefined
        ? inScope.filter((object) => isSelected(object, url.searchParams))
        : inScope.filter(({ metadata }) => metadata.name === info.name);
    const [first] = found;
    if (info.name !== undefined && first === undefined) {
      return objectNotFound(info);
    }

    const apiVersion = groupVersionOf(kind);
    const whole = found.map((object) => ({ apiVersion, kind: kind.kind, ...object }));
    if (wantsTable(accept)) {
      return ok(tableOf(info.resource, whole, url.searchParams.get('includeObject'), options.now()));
    }
    if (info.name !== undefined) {
      return ok(whole[0]);
    }
    return ok({ kind: `${kind.kind}List`, apiVersion, metadata: { resourceVersion: '4711' }, items: found });
  } catch (error) {
    if (error instanceof RangeError) {
      return badRequest(error.message);
    }
    throw error;
  }
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
