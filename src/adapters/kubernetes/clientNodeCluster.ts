import type { Agent } from 'node:https';
import tls, { type DetailedPeerCertificate, type PeerCertificate } from 'node:tls';
// By file: the whole package holds the clients of everything else, too.
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { Cluster } from '@kubernetes/client-node/dist/config_types.js';
import { V1ResourceAttributes } from '@kubernetes/client-node/dist/gen/models/V1ResourceAttributes.js';
import { V1SelfSubjectAccessReview } from '@kubernetes/client-node/dist/gen/models/V1SelfSubjectAccessReview.js';
import { V1SelfSubjectAccessReviewSpec } from '@kubernetes/client-node/dist/gen/models/V1SelfSubjectAccessReviewSpec.js';
import { V1SelfSubjectReview } from '@kubernetes/client-node/dist/gen/models/V1SelfSubjectReview.js';
import {
  ObjectAuthenticationV1Api as AuthenticationV1Api,
  ObjectAuthorizationV1Api as AuthorizationV1Api,
  ObjectCoreV1Api as CoreV1Api,
} from '@kubernetes/client-node/dist/gen/types/ObjectParamAPI.js';
import { readProperty, readString } from '../../core/azure/readProperty.ts';
import { unlessAborted } from '../../core/cancellation.ts';
import { printable } from '../../core/printable.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import type { ProbedServer } from '../../core/verifyAccess/serverProbe.ts';
import type {
  AccessQuestion,
  Answer,
  ApiCredential,
  ClusterNodeState,
  ClusterQuestions,
} from '../../core/verifyAccess/verifyPorts.ts';
import { ownAuthorityProblem } from '../network/ownAuthority.ts';
import { proxyFromEnvironment } from '../network/kubectlProxy.ts';

const name = 'verified';
/** Of nodes, and of namespaces. */
const mostOnPage = 500;
/** The client itself waits for five minutes. */
const defaultWithinMs = 15_000;

interface ClientOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly answerWithinMs?: number;
}

/**
 * One API server through Kubernetes' own client, which is given all that it knows: it reads no kubeconfig, runs no
 * command and asks no environment.
 */
export class ClientNodeCluster implements ClusterQuestions {
  readonly #config: KubeConfig;
  readonly #withinMs: number;

  constructor(server: ProbedServer, credential: ApiCredential, options: ClientOptions) {
    const { env, answerWithinMs = defaultWithinMs } = options;
    this.#withinMs = answerWithinMs;
    const { url, ca, insecure, tlsServerName } = server;
    const proxyUrl = server.proxyUrl ?? proxyFromEnvironment(url, env)?.href;
    this.#config = new OwnAuthorityConfig(ca);
    this.#config.loadFromClusterAndUser(
      {
        name,
        server: url.href.replace(/\/$/, ''),
        skipTLSVerify: insecure === true,
        ...(ca === undefined || insecure === true ? {} : { caData: base64(ca) }),
        ...(tlsServerName === undefined ? {} : { tlsServerName }),
        ...(proxyUrl === undefined ? {} : { proxyUrl }),
      },
      { name, ...userOf(credential) },
    );
  }

  whoAmI(signal: AbortSignal): Promise<Answer<{ readonly name: string; readonly groups: number }>> {
    const api = this.#config.makeApiClient(AuthenticationV1Api);
    return asked(signal, this.#withinMs, async () => {
      const { status } = await api.createSelfSubjectReview({ body: new V1SelfSubjectReview() });
      return { name: printable(status?.userInfo?.username ?? ''), groups: status?.userInfo?.groups?.length ?? 0 };
    });
  }

  may({ verb, resource, group = '', namespace }: AccessQuestion, signal: AbortSignal): Promise<Answer<boolean>> {
    const api = this.#config.makeApiClient(AuthorizationV1Api);
    const body = new V1SelfSubjectAccessReview();
    body.spec = new V1SelfSubjectAccessReviewSpec();
    body.spec.resourceAttributes = Object.assign(new V1ResourceAttributes(), {
      verb,
      resource,
      group,
      ...(namespace === undefined ? {} : { namespace }),
    });
    return asked(signal, this.#withinMs, async () => {
      const { status } = await api.createSelfSubjectAccessReview({ body });
      return status?.allowed === true;
    });
  }

  nodes(signal: AbortSignal): Promise<Answer<readonly ClusterNodeState[]>> {
    const api = this.#config.makeApiClient(CoreV1Api);
    return asked(signal, this.#withinMs, async () => {
      const { items } = await api.listNode({ limit: mostOnPage });
      return items.map(({ metadata, status, spec }) => ({
        name: printable(metadata?.name ?? ''),
        isReady: status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') === true,
        isSchedulable: spec?.unschedulable !== true,
        version: printable(status?.nodeInfo?.kubeletVersion ?? ''),
      }));
    });
  }

  namespaces(signal: AbortSignal): Promise<Answer<readonly string[]>> {
    const api = this.#config.makeApiClient(CoreV1Api);
    return asked(signal, this.#withinMs, async () => {
      const { items } = await api.listNamespace({ limit: mostOnPage });
      return items.flatMap(({ metadata }) => metadata?.name ?? []);
    });
  }
}

/** VS Code adds authorities of the machine to those that a connection names; kubectl takes those of the kubeconfig alone. */
class OwnAuthorityConfig extends KubeConfig {
  readonly #ca: string | undefined;

  constructor(ca: string | undefined) {
    super();
    this.#ca = ca;
  }

  override createDispatcherOptions(
    cluster: Cluster | null,
    agentOptions: Agent['options'],
  ): ReturnType<KubeConfig['createDispatcherOptions']> {
    const made = super.createDispatcherOptions(cluster, agentOptions);
    const ca = this.#ca;
    if (ca === undefined || cluster?.skipTLSVerify === true || made.type === 'none') {
      return made;
    }
    const checkServerIdentity = (host: string, certificate: PeerCertificate): Error | undefined =>
      tls.checkServerIdentity(host, certificate) ?? ownAuthorityProblem(ca, certificate as DetailedPeerCertificate);
    switch (made.type) {
      case 'agent':
        return { ...made, connect: { ...made.connect, checkServerIdentity } };
      case 'proxy':
      case 'socks':
        return { ...made, requestTls: { ...made.requestTls, checkServerIdentity } };
    }
  }
}

function userOf(credential: ApiCredential): object {
  switch (credential.kind) {
    case 'token':
      return { token: credential.token };
    case 'certificate':
      return { certData: base64(credential.certificate), keyData: base64(credential.key) };
    case 'password':
      return { username: credential.username, password: credential.password };
  }
}

/** What the client throws holds the request, token and all: nothing of it is kept but the answer's own words. */
async function asked<T>(signal: AbortSignal, withinMs: number, ask: () => Promise<T>): Promise<Answer<T>> {
  const late = Promise.withResolvers<Answer<T>>();
  const limit = setTimeout(() => {
    late.resolve(unreached('context deadline exceeded'));
  }, withinMs);
  try {
    return await unlessAborted(signal, () => Promise.race([answerOf(ask), late.promise]));
  } finally {
    clearTimeout(limit);
  }
}

async function answerOf<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'answered', value: await ask() };
  } catch (error) {
    const status = readProperty(error, 'code');
    return typeof status === 'number'
      ? { kind: 'refused', status, text: textOf(status, messageIn(readProperty(error, 'body'))) }
      : unreached(causeOf(error));
  }
}

function unreached(why: string): Extract<Answer<never>, { kind: 'refused' }> {
  return { kind: 'refused', status: 0, text: `Unable to connect to the server: ${why}` };
}

/** As kubectl words it. */
function textOf(status: number, message: string): string {
  switch (status) {
    case 401:
      return 'error: You must be logged in to the server (Unauthorized)';
    case 403:
      return `Error from server (Forbidden): ${message}`;
    default:
      return `Error from server (${status}): ${message}`;
  }
}

function messageIn(body: unknown): string {
  let read = body;
  if (typeof body === 'string') {
    try {
      read = JSON.parse(body) as unknown;
    } catch {
      return '';
    }
  }
  return printable(redactSecrets(readString(read, 'message') ?? ''));
}

/** The code alone: a message may quote the header that it could not send. */
function causeOf(error: unknown): string {
  const code = readString(readProperty(error, 'cause'), 'code') ?? readString(error, 'code');
  return code === undefined ? 'no answer' : printable(code);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
