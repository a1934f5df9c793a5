import { setTimeout as delay } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ArmError } from './arm/armErrors.ts';
import { acrClaims, base64Claims, challengedAcr, insufficientClaims } from './arm/challenges.ts';
import { tooManyRequests } from './arm/rateLimits.ts';
import { armRefusal } from './arm/refusals.ts';
import { peekClaims } from './entra/tokenAuthority.ts';
import type { Fault, Faults } from './faults.ts';
import type { Recorder } from './ports.ts';

/** The kinds of service behind a host: each words its errors differently. */
export type Service = 'entra' | 'arm' | 'graph' | 'kubernetes' | 'vscodeRedirect';

/**
 * Lets the switched-on faults hit a call before its handler sees it.
 *
 * @returns whether the call was answered (or swallowed) here.
 */
export async function hitByTransportFault(
  call: {
    readonly host: string;
    readonly service: Service;
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
  },
  faults: Faults,
  recorder: Recorder,
): Promise<boolean> {
  const { host, service, request, response } = call;
  const method = request.method ?? 'GET';
  const path = request.url ?? '/';
  const record = (status: number): void => {
    recorder.add({ host, method, path, status });
  };
  const refuse = (error: ArmError): true => {
    record(error.status);
    request.resume();
    const body = errorBody(service, error);
    response.writeHead(error.status, { 'Content-Type': 'application/json', ...error.headers });
    response.end(JSON.stringify(body));
    return true;
  };

  for (const fault of faults.matchingTransport(host, method, path)) {
    if (isChallenge(fault) && carriesChallengedClaim(request)) {
      continue;
    }
    faults.count(fault);
    switch (fault.kind) {
      case 'latency':
        await delay(fault.milliseconds);
        break;
      case 'hang':
        record(0);
        return true;
      case 'dropped':
        record(0);
        request.socket.destroy();
        return true;
      case 'throttled':
        return refuse(tooManyRequests(fault.retryAfterSeconds));
      case 'serverError':
        return refuse(
          new ArmError(fault.status, codeOf(fault.status), 'The service failed, by a fault that was switched on.'),
        );
      case 'failingSubscription':
        return refuse(
          new ArmError(
            fault.status ?? 500,
            codeOf(fault.status ?? 500),
            `Subscription ${fault.subscriptionId} fails, by a fault that was switched on.`,
          ),
        );
      case 'forbidden':
        return refuse(
          new ArmError(
            403,
            'AuthorizationFailed',
            'The client does not have authorization to perform this action, by a fault that was switched on.',
          ),
        );
      case 'refused':
        return refuse(armRefusal(fault.refusal, method, path));
      case 'claimsChallenge':
        return refuse(insufficientClaims(base64Claims(acrClaims())));
    }
  }
  return false;
}

function isChallenge(fault: Fault): boolean {
  return fault.kind === 'claimsChallenge' || (fault.kind === 'refused' && fault.refusal === 'policyMfa');
}

function carriesChallengedClaim(request: IncomingMessage): boolean {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const acrs = peekClaims(token ?? '')?.['acrs'];
  return Array.isArray(acrs) && acrs.includes(challengedAcr);
}

function codeOf(status: number): string {
  const codes: Record<number, string> = {
    403: 'AuthorizationFailed',
    404: 'SubscriptionNotFound',
    500: 'InternalServerError',
    502: 'BadGateway',
    503: 'ServiceUnavailable',
    504: 'GatewayTimeout',
  };
  return codes[status] ?? 'InternalServerError';
}

function errorBody(service: Service, error: ArmError): Record<string, unknown> {
  if (service === 'entra') {
    return {
      error: 'temporarily_unavailable',
      error_description: 'AADSTS90033: A transient error has occurred. Please try again.',
      error_codes: [90033],
    };
  }
  if (service === 'kubernetes') {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: error.message,
      code: error.status,
    };
  }
  return error.toJson();
}
