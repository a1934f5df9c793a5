import type { ServerResponse } from 'node:http';
import { vscodeClientId } from './entra/wellKnownApps.ts';
import type { RecordedCall, RecordedCaller, Recorder } from './ports.ts';

const surpriseOf = new WeakMap<ServerResponse, string>();
const callerOf = new WeakMap<ServerResponse, RecordedCaller>();

/** Notes who made the call that is being answered. */
export function noteCaller(response: ServerResponse, caller: RecordedCaller): void {
  callerOf.set(response, caller);
}

export function callerNotedOn(response: ServerResponse): RecordedCaller | undefined {
  return callerOf.get(response);
}

/** Marks the answer under way as one that a well-behaved client never causes; the first reason wins. */
export function noteSurprise(response: ServerResponse, reason: string): void {
  if (!surpriseOf.has(response)) {
    surpriseOf.set(response, reason);
  }
}

export function surpriseNotedOn(response: ServerResponse): string | undefined {
  return surpriseOf.get(response);
}

/** Query parameters whose value opens something; in a record they read `***`. */
const secretParameters =
  /([?&](?:code|client_info|state|code_challenge|nonce|login_hint|id_token_hint|refresh_token|client_secret|user_code|claims|c|s|h)=)[^&]*/gi;

/** Keeps every call in the order in which the answers ended. */
export class CallRecorder implements Recorder {
  readonly calls: RecordedCall[] = [];
  /** Hosts that the proxy refused (VS Code's telemetry and the like), `host:port`. Not surprises. */
  readonly refusedHosts: string[] = [];
  /** When a browser opened Entra's page for VS Code, in milliseconds since 1970. `clear` leaves them. */
  readonly signInPages: number[] = [];

  add(call: RecordedCall): void {
    if (call.isPage === true && call.path.includes('/authorize?') && call.path.includes(vscodeClientId)) {
      this.signInPages.push(Date.now());
    }
    this.calls.push({ ...call, path: call.path.replace(secretParameters, '$1***') });
  }

  surprises(): RecordedCall[] {
    return this.calls.filter((call) => call.surprise !== undefined);
  }

  clear(): void {
    this.calls.length = 0;
    this.refusedHosts.length = 0;
  }
}
