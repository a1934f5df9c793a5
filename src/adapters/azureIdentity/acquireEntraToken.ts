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
import { issuerOf } from '../network/issuerOf.ts';
import { acquisitionFailure } from './acquisitionFailure.ts';
import type { CredentialOf, CredentialParts, ProofOf } from './credentialOf.ts';
import { type NetworkWatch, watchNetwork } from './networkWatch.ts';

/** Each one loads only what it needs of @azure/identity: esbuild gives it a chunk of its own. */
const loaders: { readonly [Kind in EntraProof['kind']]: () => Promise<CredentialOf<Kind>> } = {
  clientSecret: async () => (await import('./clientSecret.ts')).createCredential,
  clientCertificate: async () => (await import('./clientCertificate.ts')).createCredential,
  federatedToken: async () => (await import('./workloadIdentity.ts')).createCredential,
  gitHubActions: async () => (await import('./clientAssertion.ts')).createCredential,
  managedIdentity: async () => (await import('./managedIdentity.ts')).createCredential,
  azureCli: async () => (await import('./azureCli.ts')).createCredential,
  azureDeveloperCli: async () => (await import('./azureDeveloperCli.ts')).createCredential,
  azurePipelines: async () => (await import('./azurePipelines.ts')).createCredential,
  usernamePassword: async () => (await import('./usernamePassword.ts')).createCredential,
  deviceCode: async () => (await import('./deviceCode.ts')).createCredential,
  browser: async () => (await import('./interactiveBrowser.ts')).createCredential,
};

const azEndsWithinMs = 2000;

/** Gets a token with @azure/identity, in one of its ways. */
export const acquireEntraToken: AcquireEntraToken = async (request, { signal, tellPerson }) => {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]);
  const network = watchNetwork();
  const asked = askEntra(request, { signal: ended, tellPerson, network });
  try {
    // The library stops at neither in some of its ways, such as while it waits for a browser.
    return issuedToken(await Promise.race([asked, rejectionOf(ended)]));
  } catch (error) {
    if (signal.aborted) {
      throw cancellation();
    }
    if (ended.aborted) {
      // An az or azd that hangs is ended by the library about now, and would be left behind if this process went first.
      if (request.proof.kind === 'azureCli' || request.proof.kind === 'azureDeveloperCli') {
        await Promise.race([asked.catch(() => undefined), delay(azEndsWithinMs)]);
      }
      throw timedOut(request.timeoutMs);
    }
    if (error instanceof AksEntraError) {
      throw error;
    }
    const issuer = await issuerOf(request.authorityHost, network.failureCode());
    throw acquisitionFailure(error, request, network, issuer);
  }
};

interface AskingContext<Kind extends EntraProof['kind']> extends Pick<CredentialParts<Kind>, 'signal' | 'tellPerson'> {
  readonly network: NetworkWatch;
}

async function askEntra(
  request: EntraTokenRequest,
  context: AskingContext<EntraProof['kind']>,
): Promise<{ readonly token: unknown } | null> {
  const credential = await createCredential(request, context);
  return credential.getToken(request.scope, { abortSignal: context.signal });
}

async function createCredential<Kind extends EntraProof['kind']>(
  request: EntraTokenRequest & { readonly proof: { readonly kind: Kind } },
  { network, ...context }: AskingContext<Kind>,
): Promise<TokenCredential> {
  const { authorityHost, skipsInstanceDiscovery, timeoutMs } = request;
  const create = await loaders[request.proof.kind]();
  return create({
    ...context,
    proof: request.proof as unknown as ProofOf<Kind>,
    // kubectl calls a plugin that fails several times itself.
    options: {
      authorityHost,
      disableInstanceDiscovery: skipsInstanceDiscovery,
      retryOptions: { maxRetries: 1 },
      additionalPolicies: [{ policy: network.policy, position: 'perCall' }],
    },
    timeoutMs,
  });
}

/** Its own time counts: the API server looks at no other. */
function issuedToken(answer: { readonly token: unknown } | null): IssuedToken {
  // Whoever gives it out is another program or another machine: what is no token would be kubectl's riddle later.
  const token = typeof answer?.token === 'string' ? readAccessToken(answer.token) : undefined;
  if (token === undefined) {
    throw new AksEntraError('signInFailed', l10n`the answer is not an access token`);
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
