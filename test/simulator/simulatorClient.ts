import { createHash, randomBytes } from 'node:crypto';
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import type { IncomingHttpHeaders } from 'node:http';
import { vscodeClientId } from './entra/wellKnownApps.ts';
import type { Simulator } from './simulator.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as JSON; fails where it is none. */
  json(): Record<string, unknown>;
}

export interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Text as it is, anything else as JSON; `URLSearchParams` as a form. */
  readonly body?: unknown;
  readonly token?: string;
  readonly signal?: AbortSignal;
  readonly ca?: string;
}

/** An agent for Node's https that leads every host to the simulator, whatever DNS says. */
export function simulatorAgent(simulator: Pick<Simulator, 'tlsPort' | 'caPem'>, ca = simulator.caPem): Agent {
  class SimulatorAgent extends Agent {
    override createConnection(options: RequestOptions): Duplex {
      const servername = (options as { servername?: string }).servername ?? options.host ?? '';
      return connect({ host: '127.0.0.1', port: simulator.tlsPort, servername, ca, ALPNProtocols: ['http/1.1'] });
    }
  }
  return new SimulatorAgent({ keepAlive: false });
}

/** One request to a simulated host, as a client on the internet would send it. */
export async function callSimulator(simulator: Simulator, url: string, call: Call = {}): Promise<Reply> {
  const { headers = {}, body, token } = call;
  const isForm = body instanceof URLSearchParams;
  const payload =
    body === undefined || typeof body === 'string' ? body : isForm ? body.toString() : JSON.stringify(body);
  const agent = simulatorAgent(simulator, call.ca);
  try {
    return await new Promise<Reply>((resolve, reject) => {
      const request = httpsRequest(
        url,
        {
          agent,
          method: call.method ?? (payload === undefined ? 'GET' : 'POST'),
          headers: {
            ...(payload === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(payload)) }),
            ...(payload === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
            ...(isForm ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
            ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
            ...headers,
          },
          ...(call.signal ? { signal: call.signal } : {}),
        },
        (response) => {
          text(response).then((received) => {
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: received,
              json: () => JSON.parse(received) as Record<string, unknown>,
            });
          }, reject);
        },
      );
      request.on('error', reject);
      request.end(payload);
    });
  } finally {
    agent.destroy();
  }
}

export const login = 'https://login.microsoftonline.com';
export const armScope = 'https://management.core.windows.net/.default';
export const aksScope = '6dae42f8-4368-4678-94ff-3960e28e3630/.default';

export interface SignInRequest {
  readonly upn: string;
  readonly tenant?: string;
  readonly scope?: string;
  readonly clientId?: string;
  readonly claims?: string;
}

/** Signs in as VS Code does: authorize with PKCE, account picker, form_post, code redeemed. */
export async function signIn(simulator: Simulator, request: SignInRequest): Promise<Record<string, unknown>> {
  const { upn, tenant = 'organizations', scope = armScope, clientId = vscodeClientId, claims } = request;
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = 'http://localhost:3000/';
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: `${scope} openid profile offline_access`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    response_mode: 'form_post',
    prompt: 'select_account',
    ...(claims === undefined ? {} : { claims }),
  });
  const picker = await callSimulator(simulator, `${login}/${tenant}/oauth2/v2.0/authorize?${query.toString()}`);
  if (!picker.body.includes(upn)) {
    throw new Error(`No account picker: ${picker.body}`);
  }
  const picked = await callSimulator(simulator, `${login}/${tenant}/login`, {
    body: new URLSearchParams({ request: query.toString(), upn }),
  });
  const code = formField(picked.body, 'code');
  if (code === undefined) {
    throw new Error(formField(picked.body, 'error_description') ?? picked.body);
  }
  const answer = await redeem(simulator, tenant, {
    client_id: clientId,
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    scope: `${scope} openid profile offline_access`,
    ...(claims === undefined ? {} : { claims }),
  });
  return answer.json();
}

/** One call of the token endpoint. */
export function redeem(simulator: Simulator, tenant: string, form: Record<string, string>): Promise<Reply> {
  return callSimulator(simulator, `${login}/${tenant}/oauth2/v2.0/token`, { body: new URLSearchParams(form) });
}

/** A token by refresh, as MSAL gets one silently. */
export function refresh(
  simulator: Simulator,
  tenant: string,
  refreshToken: unknown,
  scope: string,
  more: Record<string, string> = {},
): Promise<Reply> {
  return redeem(simulator, tenant, {
    client_id: vscodeClientId,
    grant_type: 'refresh_token',
    refresh_token: String(refreshToken),
    scope: `${scope} openid profile offline_access`,
    ...more,
  });
}

export async function accessToken(simulator: Simulator, request: SignInRequest): Promise<string> {
  return String((await signIn(simulator, request))['access_token']);
}

/** The value of a hidden field of a page. */
export function formField(page: string, name: string): string | undefined {
  return new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page)?.[1]?.replace(/&amp;/g, '&').replace(/&#39;/g, "'");
}
