/** An API server as an entry of a kubeconfig names it: all that one look at it takes, and no credential. */
export interface ProbedServer {
  readonly url: URL;
  /** By which name it is known, where that is another one than its address's. */
  readonly tlsServerName?: string;
  /** Its authorities in PEM; absent: those of the machine. */
  readonly ca?: string;
  /** `insecure-skip-tls-verify` */
  readonly insecure?: boolean;
  /** The entry's own proxy; absent: what the environment says, as kubectl reads it. */
  readonly proxyUrl?: string;
}

/** Why a server is not who it should be. */
export type TlsProblem = 'unknownAuthority' | 'wrongName' | 'expired' | 'notYetValid' | 'other';

/** What one look came to. `viaProxy`: the proxy that was asked, as `host:port`, without its user. */
export type ProbeResult = { readonly viaProxy?: string } & (
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The server's clock, in ms since 1970, to the second. */
      readonly serverTimeMs?: number;
    }
  /** Its name has no address; with a proxy: the proxy's name. */
  | { readonly kind: 'dns' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout' }
  /** There was a connection, and it ended without an answer. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'tls'; readonly problem: TlsProblem; readonly issuer?: string }
  /** The proxy let nobody through: its answer's status, where it answered as a proxy does. */
  | { readonly kind: 'proxy'; readonly status?: number }
);

/** Looks whether an API server can be reached and is who it should be, as kubectl would reach it. */
export interface ServerProbe {
  /** @throws an AbortError on cancel, and nothing else */
  probe(server: ProbedServer, signal: AbortSignal): Promise<ProbeResult>;
}
