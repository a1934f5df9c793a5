import { randomUUID } from 'node:crypto';
import type { Ending } from './arm/operations.ts';
import type { ArmRefusalName, ArmWriteRefusalName } from './arm/refusals.ts';

/** Limits a fault to some calls; without any, it hits every call that its kind can hit. */
export interface FaultScope {
  readonly host?: string;
  /** A regular expression, matched case-insensitively against path and query. */
  readonly path?: string;
  /** One method, or `writes`: PUT, PATCH and DELETE, which is where ARM asks for multi-factor authentication. */
  readonly method?: string;
  /** How many calls it hits before it is spent. Without it, all until it is cleared. */
  readonly times?: number;
}

/** Faults that hit a call before any handler sees it. */
export type TransportFault =
  | { readonly kind: 'latency'; readonly milliseconds: number }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'serverError'; readonly status: 500 | 502 | 503 | 504 }
  /** Accepted and never answered; the connection stays open until the client gives up. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'dropped' }
  /**
   * ARM answers 401 `insufficient_claims` until a token arrives that was issued with those claims.
   * `interactive`: a refresh with the claims fails (AADSTS50076), the person has to sign in again.
   */
  | { readonly kind: 'claimsChallenge'; readonly interactive?: boolean }
  /** ARM answers 403 AuthorizationFailed. */
  | { readonly kind: 'forbidden' }
  /** ARM refuses it for a reason that no role explains. `policyMfa` stands until a token carries the claims it names. */
  | { readonly kind: 'refused'; readonly refusal: ArmRefusalName | ArmWriteRefusalName }
  | { readonly kind: 'failingSubscription'; readonly subscriptionId: string; readonly status?: number };

/** Faults that Entra and ARM look up themselves. */
export type ServiceFault =
  | { readonly kind: 'shortLivedTokens'; readonly seconds: number }
  /** Ends every session that began before the fault was set (of one person, or all): AADSTS50173. */
  | { readonly kind: 'revokedSession'; readonly upn?: string }
  /** The person takes "Sign in with another account", whatever account the application hints at: Entra lists all. */
  | { readonly kind: 'anotherAccount' }
  /** Refreshing fails with AADSTS50076 until the person signs in interactively after the fault was set. */
  | { readonly kind: 'mfaRequired' }
  /** Every token request of the tenant fails; 53003 (blocked by Conditional Access) unless told otherwise. */
  | { readonly kind: 'failingTenant'; readonly tenantId: string; readonly aadsts?: number }
  /** A row more has come before those of Resource Graph's next page: its first one was the last of the page before. */
  | { readonly kind: 'repeatedRow' }
  /** A row before those of Resource Graph's next page is gone: the one that would have been its first is never told. */
  | { readonly kind: 'lostRow' }
  /** Resource Graph's answer ends after its first page, says so, and has no token to go on with. */
  | { readonly kind: 'truncatedQuery' }
  /** The query reaches too many subscriptions: refused, unless the client takes an answer that leaves some out. */
  | { readonly kind: 'partialScopes' }
  /** Resource Graph does not know this cluster yet, or has it as it was when the fault was set. */
  | { readonly kind: 'laggingQuery'; readonly cluster: string }
  /** ARM knows the older versions of managed clusters only, as the sovereign clouds do. */
  | { readonly kind: 'sovereignCloud' }
  /** Azure Policy keeps run command from the cluster (AKS#4769). */
  | { readonly kind: 'blockedCommand' }
  /** The next command that is run ends as Failed, for this reason. */
  | { readonly kind: 'failedCommand'; readonly reason: string }
  /** A command that was run is not done as long as this is set. */
  | { readonly kind: 'slowCommand' }
  /** The next long-running update ends so; as Failed unless told otherwise. */
  | { readonly kind: 'failedUpdate'; readonly code: string; readonly message: string; readonly ending?: Ending };

export type Fault = FaultScope & (TransportFault | ServiceFault);
export type FaultKind = Fault['kind'];
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;

interface ActiveFault {
  readonly id: string;
  readonly fault: Fault;
  readonly setAtMs: number;
  hits: number;
}

const armHost = 'management.azure.com';
const armOnly: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'claimsChallenge',
  'forbidden',
  'refused',
  'failingSubscription',
]);
const transportKinds: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'latency',
  'throttled',
  'serverError',
  'hang',
  'dropped',
  'claimsChallenge',
  'forbidden',
  'refused',
  'failingSubscription',
]);

/** What is switched on at the moment. Faults are set and cleared while the simulator runs. */
export class Faults {
  readonly #active: ActiveFault[] = [];

  /** @returns an id for `clear`. */
  set(fault: Fault): string {
    const id = randomUUID();
    this.#active.push({ id, fault, setAtMs: Date.now(), hits: 0 });
    return id;
  }

  /** Clears one fault, or all. */
  clear(id?: string): void {
    if (id === undefined) {
      this.#active.length = 0;
      return;
    }
    const position = this.#active.findIndex((one) => one.id === id);
    if (position >= 0) {
      this.#active.splice(position, 1);
    }
  }

  list(): readonly { readonly id: string; readonly fault: Fault; readonly hits: number }[] {
    return this.#active.map(({ id, fault, hits }) => ({ id, fault, hits }));
  }

  /** The transport faults that this call can meet, latency first, then in the order in which they were set. */
  matchingTransport(host: string, method: string, path: string): (FaultScope & TransportFault)[] {
    return this.#active
      .filter((one) => !isSpent(one))
      .map((one) => one.fault)
      .filter(isTransport)
      .filter((fault) => matches(fault, host, method, path))
      .sort((a, b) => Number(b.kind === 'latency') - Number(a.kind === 'latency'));
  }

  /** Counts one hit: whoever obeys a fault says so, and `times` hits spend it. */
  count(fault: Fault): void {
    const one = this.#active.find((candidate) => candidate.fault === fault);
    if (one) {
      one.hits += 1;
    }
  }

  /** A fault of this kind that a service is to obey now, with the time since when; does not count a hit. */
  find<Kind extends FaultKind>(kind: Kind): { readonly fault: FaultOf<Kind>; readonly setAtMs: number }[] {
    return this.#active.flatMap((one) =>
      one.fault.kind === kind && !isSpent(one) ? [{ fault: one.fault as FaultOf<Kind>, setAtMs: one.setAtMs }] : [],
    );
  }
}

function isTransport(fault: Fault): fault is FaultScope & TransportFault {
  return transportKinds.has(fault.kind);
}

function isSpent(one: ActiveFault): boolean {
  return one.fault.times !== undefined && one.hits >= one.fault.times;
}

function isSameMethod(wanted: string | undefined, method: string): boolean {
  return wanted === undefined || wanted.toUpperCase() === method;
}

function matches(fault: Fault, host: string, method: string, path: string): boolean {
  const wantedHost = fault.host ?? (armOnly.has(fault.kind) ? armHost : undefined);
  if (wantedHost !== undefined && wantedHost !== host) {
    return false;
  }
  if (fault.method === 'writes' ? !/^(PUT|PATCH|DELETE)$/.test(method) : !isSameMethod(fault.method, method)) {
    return false;
  }
  if (fault.path !== undefined && !new RegExp(fault.path, 'i').test(path)) {
    return false;
  }
  if (fault.kind === 'failingSubscription') {
    return path.toLowerCase().startsWith(`/subscriptions/${fault.subscriptionId.toLowerCase()}/`);
  }
  return true;
}
