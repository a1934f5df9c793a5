import { request as httpsRequest } from 'node:https';
import { checkServerIdentity, type DetailedPeerCertificate, type PeerCertificate } from 'node:tls';
import { cancellation } from '../../core/cancellation.ts';
import { ownAuthorityProblem } from '../network/ownAuthority.ts';

/** Where an API server is, and by what it is known: both from what Azure handed out. */
export interface ApiServer {
  readonly url: URL;
  /** Certificates in PEM: no other authority counts, those of the machine neither. */
  readonly ca: string;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: object;
  /** A POST that changes nothing, such as an access review. */
  readonly isQuestion?: true;
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

const readWithinMs = 15_000;
/** An admission webhook may take 30 s before the API server answers: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#timeouts */
const writeWithinMs = 40_000;
const largestAnswer = 32 * 1024 * 1024;

/** Whether a request changes what the cluster has, once it arrived. */
export function isWrite({ method, isQuestion }: ApiRequest): boolean {
  return method !== 'GET' && isQuestion !== true;
}

export function answerWithinMs(request: ApiRequest): number {
  return isWrite(request) ? writeWithinMs : readWithinMs;
}

/**
 * One request to an API server; redirects are not followed, so the token goes nowhere else.
 *
 * @throws what the connection failed with; an AbortError on cancel, a TimeoutError where no answer comes
 */
export async function askApiServer(
  { url, ca }: ApiServer,
  token: string,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<ApiAnswer> {
  const { method, path, body } = request;
  const limit = AbortSignal.timeout(answerWithinMs(request));
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise<ApiAnswer>((resolve, reject) => {
    const fail = (error: unknown): void => {
      reject(signal.aborted ? cancellation() : ((limit.aborted ? limit.reason : error) as Error));
    };
    const sent = httpsRequest(
      {
        host: url.hostname,
        port: url.port === '' ? 443 : Number(url.port),
        method,
        path,
        ca,
        rejectUnauthorized: true,
        checkServerIdentity: (host: string, certificate: PeerCertificate) =>
          checkServerIdentity(host, certificate) ?? ownAuthorityProblem(ca, certificate as DetailedPeerCertificate),
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
        },
        signal: AbortSignal.any([signal, limit]),
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > largestAnswer) {
            sent.destroy(new Error('The answer is too long.'));
          }
          parts.push(part);
        });
        response.on('error', fail);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() });
        });
      },
    );
    sent.on('error', fail);
    sent.end(text);
  });
}
