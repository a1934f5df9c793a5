import type { ServerResponse } from 'node:http';
import type { RecordedCall, Recorder } from './ports.ts';

const surpriseOf = new WeakMap<ServerResponse, string>();

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

  add(call: RecordedCall): void {
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
