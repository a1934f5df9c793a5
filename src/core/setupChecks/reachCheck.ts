import { type CheckRow, worstState } from '../checks/checkRow.ts';
import type { InventoryState } from '../listing/inventory.ts';
import { type CopyLine, refreshClusters } from '../diagnosis/remedy.ts';
import { l10n } from '../l10n.ts';
import { limitConcurrency } from '../limitConcurrency.ts';
import { quotedName, quotedNames } from '../quotedNames.ts';
import { explainReach } from '../verifyAccess/explainReach.ts';
import type { ProbedServer, ProbeResult, ServerProbe } from '../verifyAccess/serverProbe.ts';
import { ownValue, stringAt } from '../yamlValue.ts';
import type { ContextClusters } from './azureClusters.ts';
import type { SetupContext } from './lookAtKubeconfigs.ts';

/** The look at one API server, for all contexts that lead there. */
export interface ProbedContexts {
  readonly contextNames: readonly string[];
  readonly server: ProbedServer;
  readonly result: ProbeResult;
  /** This machine's clock when the answer was there. */
  readonly nowMs: number;
}

export interface ReachPorts {
  readonly probe: ServerProbe;
  /** What a kubeconfig names as a file; undefined where it cannot be read. */
  readonly readNamedFile: (path: string, kubeconfig: string) => Promise<string | undefined>;
  readonly now: () => number;
}

/** Few enough for any network, enough for a fleet. */
const probesAtOnce = 16;
/**
 * How far a clock may be off: Entra's libraries and AKS allow five minutes when they look at a token's times
 * (Microsoft.IdentityModel's ClockSkew), and beyond it fresh tokens count as not yet valid.
 */
const allowedSkewMs = 5 * 60_000;

/** Who may not run it is told so by the system. */
const clockLines: readonly CopyLine[] = [
  { kind: 'copyLine', title: l10n`Copy the Line for Linux (timedatectl)`, line: 'sudo timedatectl set-ntp true' },
  { kind: 'copyLine', title: l10n`Copy the Line for macOS (sntp)`, line: 'sudo sntp -sS time.apple.com' },
  { kind: 'copyLine', title: l10n`Copy the Line for Windows (w32tm)`, line: 'w32tm /resync' },
];

/** Looks at each API server once, with no credential. */
export async function probeServers(
  contexts: readonly SetupContext[],
  { probe, readNamedFile, now }: ReachPorts,
  signal: AbortSignal,
): Promise<ProbedContexts[]> {
  const servers = new Map<string, { names: string[]; server: ProbedServer }>();
  for (const context of contexts) {
    const server = await probedServerOf(context, readNamedFile);
    if (server !== undefined) {
      const key = JSON.stringify([server.url.href, server.tlsServerName, server.ca, server.insecure, server.proxyUrl]);
      const entry = servers.get(key) ?? { names: [], server };
      entry.names.push(context.facts.contextName);
      servers.set(key, entry);
    }
  }
  const inTurn = limitConcurrency(probesAtOnce);
  return Promise.all(
    [...servers.values()].map(({ names, server }) =>
      inTurn(async () => {
        const result = await probe.probe(server, signal);
        return { contextNames: names, server, result, nowMs: now() };
      }),
    ),
  );
}

/** Which API servers are reached, and why the others are not. */
export function reachCheck(
  probed: readonly ProbedContexts[],
  clusters: ContextClusters,
  azure: InventoryState['kind'],
): CheckRow[] {
  if (probed.length === 0) {
    return [];
  }
  if (azure === 'failed' && probed.every(({ result }) => result.kind === 'dns')) {
    return [offlineRow];
  }
  const rows = probed.map(({ contextNames, server, result, nowMs }): CheckRow => {
    const known = contextNames.flatMap((name) => clusters.get(name) ?? []).filter(({ kind }) => kind !== 'unknown');
    // The cluster's own context before those of its namespaces.
    const found = known.find((each) => each.kind === 'there' && each.managedNamespace === undefined) ?? known[0];
    const row = explainReach(result, {
      server,
      ...(found?.kind === 'there' ? found : { seen: undefined }),
      isGone: found?.kind === 'gone',
      // The clock has a row of its own.
      nowMs: result.kind === 'answered' ? (result.serverTimeMs ?? nowMs) : nowMs,
    });
    const title = contextNames.length === 1 ? quotedName(contextNames[0] ?? '') : quotedNames(contextNames.slice(0, 3));
    return { ...withRemedy(row), id: contextNames[0] ?? '', title };
  });
  const reached = rows.filter(({ state }) => state === 'ok').length;
  const summary = reached === rows.length ? l10n`${reached} reached` : l10n`${reached} of ${rows.length} reached`;
  return [{ id: 'reach', title: l10n`API servers`, state: worstState(rows), summary, rows }];
}

const offlineRow: CheckRow = {
  id: 'reach',
  title: l10n`API servers`,
  state: 'error',
  summary: l10n`this machine seems to be offline`,
  details: [
    l10n`The name of no API server is found, and Azure does not answer either. Connect to the network, or its VPN, and check again.`,
  ],
  remedies: [refreshClusters],
};

/** What is wrong has a button: whatever it is, fresh credentials are right again. */
function withRemedy(row: Omit<CheckRow, 'id'>): Omit<CheckRow, 'id'> {
  const isWrong = row.state === 'error' || row.state === 'warning';
  return isWrong && (row.remedies ?? []).length === 0
    ? { ...row, remedies: [{ kind: 'getCredentials', title: l10n`Get AKS Credentials Again` }] }
    : row;
}

/** Whether this machine's clock is right, by what the API servers say; nothing where none told its own. */
export function clockCheck(probed: readonly ProbedContexts[]): CheckRow[] {
  const aheadMs = probed
    .flatMap(({ result, nowMs }) =>
      result.kind === 'answered' && result.serverTimeMs !== undefined ? [nowMs - result.serverTimeMs] : [],
    )
    .toSorted((one, other) => one - other);
  // One server whose own clock is off decides nothing among several.
  const middle = aheadMs[Math.floor(aheadMs.length / 2)];
  if (middle === undefined) {
    return [];
  }
  const row = { id: 'clock', title: l10n`Clock` };
  if (Math.abs(middle) <= allowedSkewMs) {
    return [{ ...row, state: 'ok', summary: l10n`in step with the API servers` }];
  }
  const minutes = Math.round(Math.abs(middle) / 60_000);
  const summary = middle > 0 ? l10n`${minutes} minutes fast` : l10n`${minutes} minutes slow`;
  const what = l10n`Tokens are then refused as not yet valid, or used after they have expired. Let the system set its clock.`;
  return [{ ...row, state: 'warning', summary, details: [what], remedies: clockLines }];
}

/** @returns undefined where kubectl would not get as far as a connection */
async function probedServerOf(
  { cluster, clusterFile }: SetupContext,
  readNamedFile: ReachPorts['readNamedFile'],
): Promise<ProbedServer | undefined> {
  const server = stringAt(cluster, 'server') ?? '';
  if (cluster === undefined || !/^https:\/\//i.test(server) || !URL.canParse(server)) {
    return undefined;
  }
  const [tlsServerName, proxyUrl] = [stringAt(cluster, 'tls-server-name'), stringAt(cluster, 'proxy-url')];
  const ca = await authorityOf(stringAt(cluster, 'certificate-authority-data'), async () => {
    const file = stringAt(cluster, 'certificate-authority') ?? '';
    return file === '' || clusterFile === undefined ? undefined : readNamedFile(file, clusterFile);
  });
  return {
    url: new URL(server),
    ...(tlsServerName ? { tlsServerName } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(ownValue(cluster, 'insecure-skip-tls-verify') === true ? { insecure: true } : {}),
    ...(proxyUrl ? { proxyUrl } : {}),
  };
}

async function authorityOf(
  data: string | undefined,
  read: () => Promise<string | undefined>,
): Promise<string | undefined> {
  if (data === undefined || data === '') {
    return read();
  }
  try {
    return atob(data.replaceAll(/\s/g, ''));
  } catch {
    return undefined;
  }
}
