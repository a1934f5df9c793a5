import https from 'node:https';
import type { ClientSecretCredentialOptions } from '@azure/identity';
import { isUnknownIssuer } from '../../core/azure/networkAdvice.ts';
import { isExempt } from '../network/kubectlProxy.ts';
import { addSystemCertificates } from './systemCertificates.ts';

type Policy = NonNullable<ClientSecretCredentialOptions['additionalPolicies']>[number]['policy'];

/** What MSAL does not hand on of the last request that failed: it says `endpoints_resolution_error` for anything. */
export interface NetworkWatch {
  readonly policy: Policy;
  /** Node's or OpenSSL's code of the last request that got no answer. */
  readonly failureCode: () => string | undefined;
  /** The last answer that was a refusal. */
  readonly refusal: () => { readonly status: number; readonly body: string } | undefined;
}

/** Looks at each request of the library; one whose certificate Node cannot trace is sent again with the system's. */
export function watchNetwork(): NetworkWatch {
  let failureCode: string | undefined;
  let refusal: { readonly status: number; readonly body: string } | undefined;
  // The global one may be told to look at the environment itself (NODE_USE_ENV_PROXY).
  const direct = new https.Agent();
  const policy: Policy = {
    name: 'networkWatch',
    async sendRequest(request, next) {
      const url = new URL(request.url);
      // The library knows whole names and suffixes with a dot; kubectl and kubelogin read NO_PROXY as Go does.
      if (url.protocol === 'https:' && isExempt(url, process.env)) {
        request.agent = direct;
      }
      const send = async (): ReturnType<typeof next> => {
        try {
          const response = await next(request);
          refusal = response.status >= 400 ? { status: response.status, body: response.bodyAsText ?? '' } : undefined;
          failureCode = undefined;
          return response;
        } catch (error) {
          failureCode = errorCode(error);
          throw error;
        }
      };
      try {
        return await send();
      } catch (error) {
        if (isUnknownIssuer(failureCode) && addSystemCertificates()) {
          return await send();
        }
        throw error;
      }
    },
  };
  return { policy, failureCode: () => failureCode, refusal: () => refusal };
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
