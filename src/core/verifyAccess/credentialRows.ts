import type { CheckRemedy, CheckRow } from '../checks/checkRow.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { signInTenant } from '../clusters/cluster.ts';
import { canUseVscodeSignIn } from '../conversion/convertibleContexts.ts';
import { getCredentialsAgain } from '../diagnosis/problemRemedies.ts';
import { readClaims } from '../entra/accessToken.ts';
import { aksServerAppId } from '../entra/scopes.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { VerifiedEntry } from './verifiedEntry.ts';
import type { ApiCredential } from './verifyPorts.ts';

type Ended = Omit<CheckRow, 'id' | 'title'>;

interface RowFacts {
  readonly seen: () => SeenCluster | undefined;
  readonly nowMs: () => number;
}

/** What is shown of a credential: whose it is, from where and for how long, and never itself. */
export function credentialRow(
  entry: VerifiedEntry,
  credential: ApiCredential,
  expiresOnMs: number | undefined,
  facts: RowFacts,
): Ended {
  const claims = credential.kind === 'token' ? readClaims(credential.token) : undefined;
  const claim = (name: string): string | undefined => {
    const value = claims?.[name];
    return typeof value === 'string' && value !== '' ? printable(value) : undefined;
  };
  const account = claim('upn') ?? claim('unique_name') ?? claim('appid') ?? claim('oid');
  const [tenant, audience] = [claim('tid'), claim('aud')];
  const details = [
    ...(account === undefined ? [] : [l10n`Account: ${account}.`]),
    ...(tenant === undefined ? [] : [l10n`Tenant: ${tenant}.`]),
    ...(audience === undefined ? [] : [l10n`Audience: ${audienceName(audience)}.`]),
    ...(expiresOnMs === undefined ? [] : [l10n`Expires: ${new Date(expiresOnMs).toISOString()}.`]),
  ];
  if (expiresOnMs !== undefined && expiresOnMs <= facts.nowMs()) {
    return {
      state: 'warning',
      summary: l10n`expired`,
      details: [l10n`It has expired, so the cluster will refuse it.`, ...details],
      remedies: expiredRemedies(entry, facts.seen()),
    };
  }
  const cluster = facts.seen()?.cluster;
  const wanted = cluster?.entra.kind === 'managed' ? signInTenant(cluster) : undefined;
  if (tenant !== undefined && wanted !== undefined && wanted.toLowerCase() !== tenant.toLowerCase()) {
    return {
      state: 'warning',
      summary: l10n`another tenant’s`,
      details: [l10n`The cluster accepts tokens of the tenant ${wanted} only.`, ...details],
      remedies: [getCredentialsAgain({ seen: facts.seen(), managedNamespace: entry.facts.metadata?.managedNamespace })],
    };
  }
  if (credential.kind !== 'token' || claims === undefined) {
    return { state: 'note', summary: kindText(entry), details: [kindSentence(entry), ...details] };
  }
  return { state: 'ok', summary: account ?? kindText(entry), details };
}

/** Each kind of credential is renewed where it comes from. */
function expiredRemedies({ signIn, facts }: VerifiedEntry, seen: SeenCluster | undefined): CheckRemedy[] {
  if (signIn.kind === 'kubelogin') {
    return [{ kind: 'copyLine', line: 'kubelogin remove-tokens', title: l10n`Copy “kubelogin remove-tokens”` }];
  }
  return signIn.kind === 'vscode' && seen !== undefined
    ? [{ kind: 'onCluster', command: 'refreshToken', seen, title: l10n`Refresh Token Now` }]
    : [getCredentialsAgain({ seen, managedNamespace: facts.metadata?.managedNamespace })];
}

function audienceName(audience: string): string {
  return audience.replace(/^spn:/, '').toLowerCase() === aksServerAppId ? l10n`AKS (${audience})` : audience;
}

function kindText({ signIn }: VerifiedEntry): string {
  return signIn.kind === 'certificate'
    ? l10n`a client certificate`
    : signIn.kind === 'password'
      ? l10n`a password`
      : l10n`a token that says nothing of itself`;
}

function kindSentence({ signIn }: VerifiedEntry): string {
  return signIn.kind === 'certificate' || signIn.kind === 'token' || signIn.kind === 'password'
    ? l10n`It is in the kubeconfig itself, so anyone who has the file has the access; Microsoft Entra ID is not asked.`
    : l10n`The command gave it.`;
}

/** A command that asks the person something runs in a terminal, where the question is seen. */
export function promptsRow({ facts: { contextName, kind, entra }, signIn }: VerifiedEntry): Ended {
  const mode = signIn.kind === 'kubelogin' ? (signIn.login ?? '') : '';
  return {
    state: 'warning',
    summary: mode === '' ? l10n`asks in a terminal` : l10n`${mode} asks in a terminal`,
    details: [
      l10n`The command of this context asks you to sign in, so it is not run here. Open a terminal on this cluster and run kubectl there: once you are signed in, kubectl works, and kubelogin keeps the token.`,
    ],
    remedies: [
      ...(canUseVscodeSignIn({ kind, entra })
        ? [{ kind: 'useVscodeSignIn' as const, contextNames: [contextName], title: l10n`Use VS Code Sign-in` }]
        : []),
      { kind: 'openTerminal', contextName, title: l10n`Open Terminal on This Cluster` },
      {
        kind: 'copyLine',
        line: 'kubectl get nodes',
        title: l10n`Copy the Command`,
      },
    ],
  };
}

/** The person did not want it run. */
export function refusedCommandRow(): Ended {
  return {
    state: 'skipped',
    summary: l10n`not run`,
    details: [l10n`The command of this context was not run, since you did not agree to it.`],
  };
}

/** Nobody can agree to what they cannot see. */
export function unshownCommandRow({ facts: { contextName } }: VerifiedEntry, path: string | undefined): Ended {
  return {
    state: 'skipped',
    summary: l10n`not run`,
    details: [
      l10n`The command of this context is not run without asking, and what it would run is too long for a question or holds a secret. Look at it in the file; kubectl runs it in a terminal.`,
    ],
    remedies: [
      ...(path === undefined ? [] : [{ kind: 'openFile' as const, path, title: l10n`Open the File` }]),
      { kind: 'openTerminal', contextName, title: l10n`Open Terminal on This Cluster` },
    ],
  };
}
