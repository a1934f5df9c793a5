import { setTimeout as delay } from 'node:timers/promises';
import type { TokenCredential } from '@azure/core-auth';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation } from '../../core/cancellation.ts';
import type {
  AcquireEntraToken,
  EntraProof,
  EntraTokenRequest,
  IssuedToken,
} from '../../core/getToken/entraTokenRequest.ts';
import { readAccessToken } from '../../core/entra/accessToken.ts';
import { l10n } from '../../core/l10n.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import type { CredentialOf, CredentialParts, ProofOf } from './credentialOf.ts';

/** Each one loads only what it needs of @azure/identity: esbuild gives it a chunk of its own. */
const loaders: { readonly [Kind in EntraProof['kind']]: () => Promise<CredentialOf<Kind>> } = {
  clientSecret: async () => (await import('./clientSecret.ts')).createCredential,
  clientCertificate: async () => (await import('./clientCertificate.ts')).createCredential,
  federatedToken: async () => (await import('./workloadIdentity.ts')).createCredential,
  gitHubActions: async () => (await import('./clientAssertion.ts')).createCredential,
  managedIdentity: async () => (await import('./managedIdentity.ts')).createCredential,
  azureCli: async () => (await import('./azureCli.ts')).createCredential,
  deviceCode: async () => (await import('./deviceCode.ts')).createCredential,
  browser: async () => (await import('./interactiveBrowser.ts')).createCredential,
};

const azEndsWithinMs = 2000;

/** Gets a token with @azure/identity, in one of its ways. */
export const acquireEntraToken: AcquireEntraToken = async (request, { signal, tellPerson }) => {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]);
  const asked = askEntra(request, ended, tellPerson);
  try {
    // The library stops at neither in some of its ways, such as while it waits for a browser.
    return issuedToken(await Promise.race([asked, rejectionOf(ended)]));
  } catch (error) {
    if (signal.aborted) {
      throw cancellation();
    }
    if (ended.aborted) {
      // An az that hangs is ended by the library about now, and would be left behind if this process went first.
      if (request.proof.kind === 'azureCli') {
        await Promise.race([asked.catch(() => undefined), delay(azEndsWithinMs)]);
      }
      throw timedOut(request.timeoutMs);
    }
    throw error instanceof AksEntraError ? error : failure(error, request);
  }
};

async function askEntra(
  request: EntraTokenRequest,
  signal: AbortSignal,
  tellPerson: (line: string) => void,
): Promise<{ readonly token: unknown } | null> {
  const credential = await createCredential(request, { signal, tellPerson });
  return credential.getToken(request.scope, { abortSignal: signal });
}

async function createCredential<Kind extends EntraProof['kind']>(
  request: EntraTokenRequest & { readonly proof: { readonly kind: Kind } },
  context: Pick<CredentialParts<Kind>, 'signal' | 'tellPerson'>,
): Promise<TokenCredential> {
  const { authorityHost, skipsInstanceDiscovery, timeoutMs } = request;
  const create = await loaders[request.proof.kind]();
  return create({
    ...context,
    proof: request.proof as unknown as ProofOf<Kind>,
    // kubectl calls a plugin that fails several times itself.
    options: { authorityHost, disableInstanceDiscovery: skipsInstanceDiscovery, retryOptions: { maxRetries: 1 } },
    timeoutMs,
  });
}

/** Its own time counts: the API server looks at no other. */
function issuedToken(answer: { readonly token: unknown } | null): IssuedToken {
  // Whoever gives it out is another program or another machine: what is no token would be kubectl's riddle later.
  const token = typeof answer?.token === 'string' ? readAccessToken(answer.token) : undefined;
  if (token === undefined) {
    throw new AksEntraError('signInFailed', l10n`what came is no access token`);
  }
  return { token: token.token, expiresOnMs: token.expiresOnMs };
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => {
      reject(cancellation());
    };
    if (signal.aborted) {
      end();
    } else {
      signal.addEventListener('abort', end, { once: true });
    }
  });
}

function timedOut(timeoutMs: number): AksEntraError {
  return new AksEntraError(
    'signInFailed',
    l10n`no token came within ${timeoutMs / 1000} s; --timeout sets another limit`,
  );
}

/** The library's error as one sentence; it does not become the cause, because it carries the request. */
function failure(error: unknown, { proof, authorityHost }: EntraTokenRequest): AksEntraError {
  const text = error instanceof Error ? error.message : l10n`the sign-in failed`;
  return new AksEntraError('signInFailed', withoutSecrets(explained(text, proof, authorityHost), proof));
}

function explained(text: string, proof: EntraProof, authorityHost: string): string {
  // MSAL wraps Entra's sentence into time stamps and identifiers.
  const fromEntra = /AADSTS\d+:[\s\S]*?(?=\s*(?:- )?(?:Trace ID|Correlation ID|Timestamp)\b|$)/.exec(text)?.[0];
  if (fromEntra !== undefined) {
    return fromEntra;
  }
  // MSAL's own text is a link.
  if (/\bnetwork_error\b/.test(text)) {
    return proof.kind === 'managedIdentity'
      ? l10n`this machine has no managed identity service that answers; the login mode msi works on Azure only`
      : l10n`${authorityHost} cannot be reached; check the network, and HTTPS_PROXY where there is a proxy`;
  }
  const status = /\bHttp status code: (\d{3})\b/.exec(text)?.[1];
  if (status === undefined) {
    return text;
  }
  return l10n`${authorityHost} answered with status ${status} and no reason; check the proxy if there is one, or try again later`;
}

/** On one line, and without the colours of az. */
function withoutSecrets(text: string, proof: EntraProof): string {
  // A short word would be found anywhere, and Entra makes no short secrets.
  const secrets = secretsOf(proof).filter(({ length }) => length >= 6);
  const replaced = secrets.reduce((rest, secret) => rest.replaceAll(secret, '<secret>'), text);
  return redactSecrets(replaced)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function secretsOf(proof: EntraProof): string[] {
  switch (proof.kind) {
    case 'clientSecret':
      return [proof.clientSecret];
    case 'clientCertificate':
      return proof.password === undefined ? [] : [proof.password];
    case 'gitHubActions':
      return [proof.requestToken];
    case 'federatedToken':
    case 'managedIdentity':
    case 'azureCli':
    case 'deviceCode':
    case 'browser':
      return [];
  }
}
