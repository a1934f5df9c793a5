import type { CheckRemedy, CheckRow } from '../checks/checkRow.ts';
import { shellOption } from '../clusterWrites/shellWord.ts';
import { hasPublicName } from '../clusters/apiServerFacts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { getCredentialsAgain } from '../diagnosis/problemRemedies.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import type { ProbedServer, ProbeResult } from './serverProbe.ts';

/** What is known of a server beside what a look at it came to. */
export interface ReachFacts {
  readonly server: Pick<ProbedServer, 'url' | 'ca' | 'insecure' | 'proxyUrl'>;
  /** The cluster as Azure tells of it; undefined: not one that is known here. */
  readonly seen: SeenCluster | undefined;
  /** The one of its managed namespaces that the context is for. */
  readonly managedNamespace?: string | undefined;
  /** Azure was asked, and there is no such cluster any more. */
  readonly isGone?: boolean;
  /** Our own clock. */
  readonly nowMs: number;
}

/** What AKS calls the authorities of its clusters, each of which has its own. */
const clusterAuthority = 'ca';
/** A token is refused before its time by a clock that is further behind; client-go and AKS allow no more. */
const allowedSkewMs = 5 * 60_000;

type Finding = Pick<CheckRow, 'state' | 'summary' | 'details' | 'remedies'>;

/** What a look at an API server came to, as a row of a list of checks: why it cannot be reached, and what helps. */
export function explainReach(result: ProbeResult, facts: ReachFacts): Omit<CheckRow, 'id'> {
  return { title: l10n`Reach the API server`, ...findingOf(result, facts) };
}

function findingOf(result: ProbeResult, facts: ReachFacts): Finding {
  const host = facts.server.url.hostname;
  const via =
    result.viaProxy === undefined ? [] : [l10n`It is asked through the proxy ${quotedName(result.viaProxy)}.`];
  switch (result.kind) {
    case 'answered':
      return answered(host, result, facts, via);
    case 'tls':
      return untrusted(result, facts, via);
    case 'proxy':
      if (result.status === undefined) {
        return {
          // A client of its protocol, as kubectl is one, may well come through.
          state: 'note',
          summary: l10n`behind a proxy that hides it`,
          details: [
            l10n`Whether it leads to ${quotedName(host)} cannot be seen from here; the next steps tell.`,
            ...via,
          ],
        };
      }
      return {
        state: 'error',
        summary: l10n`the proxy lets nobody through`,
        details: [
          l10n`The proxy ${quotedName(result.viaProxy ?? '')} answered ${result.status} and led nowhere.`,
          facts.server.proxyUrl === undefined
            ? l10n`It comes from HTTPS_PROXY. If the cluster is reached without it, put its host into NO_PROXY.`
            : l10n`It is the entry’s own (proxy-url). Get the credential again where the cluster has none.`,
        ],
        remedies: waysIn(facts),
      };
    case 'dns':
    case 'refused':
    case 'timeout':
    case 'reset':
      return unreached(host, result, facts);
  }
}

function answered(
  host: string,
  { serverTimeMs, viaProxy }: Extract<ProbeResult, { kind: 'answered' }>,
  facts: ReachFacts,
  via: readonly string[],
): Finding {
  const { server, nowMs } = facts;
  const behindMs = serverTimeMs === undefined ? 0 : serverTimeMs - nowMs;
  if (Math.abs(behindMs) > allowedSkewMs) {
    const minutes = Math.round(Math.abs(behindMs) / 60_000);
    return {
      state: 'warning',
      summary: behindMs > 0 ? l10n`this clock is ${minutes} minutes slow` : l10n`this clock is ${minutes} minutes fast`,
      details: [
        l10n`Tokens and certificates are then refused, or accepted after they have expired. Set the clock.`,
        ...via,
      ],
    };
  }
  if (server.insecure === true) {
    return {
      state: 'warning',
      summary: l10n`nobody checks who answers`,
      details: [
        l10n`The entry says insecure-skip-tls-verify: anyone in between gets the token. Get the credential again.`,
        ...via,
      ],
      remedies: [getCredentialsAgain(facts)],
    };
  }
  return {
    state: 'ok',
    summary: viaProxy === undefined ? host : l10n`${host}, through a proxy`,
    ...(via.length === 0 ? {} : { details: via }),
  };
}

function untrusted(
  { problem, issuer }: Extract<ProbeResult, { kind: 'tls' }>,
  facts: ReachFacts,
  via: readonly string[],
): Finding {
  const again = [getCredentialsAgain(facts)];
  switch (problem) {
    case 'unknownAuthority':
      return issuer === undefined || issuer === clusterAuthority
        ? {
            state: 'error',
            summary: l10n`another certificate authority`,
            details: [
              l10n`The authority in the kubeconfig did not issue the server’s certificate: the cluster was recreated under its name, or its certificates were rotated. Get the credential again.`,
              ...via,
            ],
            remedies: again,
          }
        : {
            state: 'error',
            summary: l10n`its certificate is from ${quotedName(issuer)}`,
            details: [
              l10n`That is not the cluster’s own authority: a proxy or a security program intercepts the connection, and would get the token. Take the cluster’s host out of its inspection, or use another network. If the cluster was recreated, get the credential again.`,
              l10n`Never turn the check off: one token opens every AKS cluster of its tenant.`,
              ...via,
            ],
            remedies: again,
          };
    case 'wrongName':
      return {
        state: 'error',
        summary: l10n`its certificate is for another name`,
        details: [
          l10n`The server has another name than the kubeconfig says. A tunnel needs tls-server-name; else get the credential again.`,
          ...via,
        ],
        remedies: again,
      };
    case 'expired':
      return {
        state: 'error',
        summary: l10n`its certificate has expired`,
        details: [
          l10n`Or this computer’s clock is fast. The people who run the cluster can rotate its certificates (az aks rotate-certs).`,
          ...via,
        ],
        remedies: [rotateCertificates(facts)],
      };
    case 'notYetValid':
      return {
        state: 'error',
        summary: l10n`its certificate is not yet valid`,
        details: [l10n`This computer’s clock is slow. Set it.`, ...via],
      };
    case 'other':
      return {
        state: 'error',
        summary: l10n`no secure connection`,
        details: [
          l10n`What answers there does not speak TLS as an API server does: another program, or a proxy.`,
          ...via,
        ],
        remedies: waysIn(facts),
      };
  }
}

function unreached(
  host: string,
  result: Extract<ProbeResult, { kind: 'dns' | 'refused' | 'timeout' | 'reset' }>,
  facts: ReachFacts,
): Finding {
  const how = howUnreached(result);
  const cluster = facts.seen?.cluster;
  if (result.viaProxy !== undefined) {
    return {
      state: 'error',
      summary: l10n`the proxy cannot be reached`,
      details: [
        l10n`${quotedName(result.viaProxy)}: ${how}.`,
        facts.server.proxyUrl === undefined
          ? l10n`It comes from HTTPS_PROXY. Correct it, or put the cluster’s host into NO_PROXY.`
          : l10n`It is the entry’s own (proxy-url): a tunnel that has ended, say. Start it again, or get the credential again.`,
      ],
      remedies: [getCredentialsAgain(facts)],
    };
  }
  const said = l10n`${quotedName(host)}: ${how}.`;
  if (facts.isGone === true) {
    return {
      state: 'error',
      summary: l10n`the cluster is gone`,
      details: [said, l10n`Azure knows no such cluster any more. Remove it from the kubeconfig.`],
    };
  }
  if (isLoopback(host)) {
    return {
      state: 'error',
      summary: how,
      details: [said, l10n`The entry leads to this computer, so to a tunnel, and that has ended. Start it again.`],
      remedies: waysIn(facts),
    };
  }
  if (cluster?.power === 'Stopped') {
    return {
      state: 'error',
      summary: l10n`the cluster is stopped`,
      details: [said, l10n`A stopped cluster has no address. Start it: az aks start, or in the Azure portal.`],
      remedies: portalOf(facts),
    };
  }
  if (cluster?.isPrivate === true) {
    return {
      state: 'error',
      summary: l10n`a private cluster`,
      details: [
        said,
        l10n`Its API server answers inside its virtual network only: connect a VPN, or use one of the other ways in.`,
        ...(hasPublicName(cluster) && cluster.apiServerHost !== host
          ? [l10n`It has a public name too, which leads to the same private address: that helps only with the name.`]
          : []),
      ],
      remedies: waysIn(facts),
    };
  }
  if (cluster?.authorizedIpRanges !== undefined && result.kind !== 'dns') {
    return {
      state: 'error',
      summary: l10n`some addresses are let in only`,
      details: [
        said,
        l10n`Its authorised IP ranges (${cluster.authorizedIpRanges.join(', ')}) may not hold the address that you come from. The people who run the cluster can add it; or use a network that is in them.`,
      ],
      remedies: waysIn(facts),
    };
  }
  return {
    state: 'error',
    summary: how,
    details: [
      said,
      result.kind === 'dns'
        ? l10n`The cluster is private, stopped or deleted, or this network’s DNS does not know it.`
        : l10n`A firewall, a VPN or authorised IP ranges may be in the way, or the cluster is stopped.`,
    ],
    remedies: waysIn(facts),
  };
}

function howUnreached({ kind }: Extract<ProbeResult, { kind: 'dns' | 'refused' | 'timeout' | 'reset' }>): string {
  switch (kind) {
    case 'dns':
      return l10n`no such host`;
    case 'refused':
      return l10n`nobody listens there`;
    case 'timeout':
      return l10n`no answer in time`;
    case 'reset':
      return l10n`the connection was cut off`;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

function waysIn(facts: ReachFacts): CheckRemedy[] {
  const { seen } = facts;
  return seen === undefined
    ? [getCredentialsAgain(facts)]
    : [{ kind: 'onCluster', command: 'reachCluster', seen, title: l10n`Ways to Reach It…` }];
}

/** For whoever runs the cluster, which may be somebody else. */
function rotateCertificates({ seen }: ReachFacts): CheckRemedy {
  const cluster = seen?.cluster;
  const options =
    cluster === undefined
      ? []
      : [
          shellOption('--subscription', cluster.subscriptionId),
          shellOption('--resource-group', cluster.resourceGroup),
          shellOption('--name', cluster.name),
        ];
  const line = ['az aks rotate-certs', ...options].join(' ');
  return { kind: 'copyLine', title: l10n`Copy “az aks rotate-certs”`, line };
}

function portalOf({ seen }: ReachFacts): CheckRemedy[] {
  return seen === undefined
    ? []
    : [{ kind: 'onCluster', command: 'openInPortal', seen, title: l10n`Open in Azure Portal` }];
}
