import type { TokenCredential } from '@azure/core-auth';
import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import type { INetworkModule, NetworkResponse } from '@azure/msal-node';
import type { Simulator } from './simulator.ts';
import { callSimulator, simulatorAgent } from './simulatorClient.ts';

/** For the `httpClient` option of Azure's SDK clients and credentials. */
export function sdkHttpClient(simulator: Simulator): HttpClient {
  const inner = createDefaultHttpClient();
  const agent = simulatorAgent(simulator);
  return {
    sendRequest(request) {
      request.agent = agent;
      return inner.sendRequest(request);
    },
  };
}

/** For MSAL's `system.networkClient`. */
export function msalNetwork(simulator: Simulator): INetworkModule {
  async function send<T>(url: string, call: Parameters<typeof callSimulator>[2]): Promise<NetworkResponse<T>> {
    const reply = await callSimulator(simulator, url, call);
    return { headers: reply.headers as Record<string, string>, body: reply.json() as T, status: reply.status };
  }
  return {
    sendGetRequestAsync: (url, options) => send(url, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      send(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  };
}

/** A credential that always hands out this token. */
export function fixedToken(token: string): TokenCredential {
  return { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
}
