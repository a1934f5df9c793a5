import type { UsedContext } from '../../core/kubeconfigView/kubeconfigRows.ts';
import { describeSignIn } from '../../core/kubeconfig/describeContext.ts';
import type { CertificateProblem, CertificateValidity } from '../../core/login/certificateValidity.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { otherSignInTexts } from '../token/otherSignInTexts.ts';

/** What is known by name, as far as it was listed: nothing is asked for. */
export interface KnownNames {
  /** By id. */
  readonly accounts: ReadonlyMap<string, string>;
  /** By id in lower case. */
  readonly tenants: ReadonlyMap<string, string>;
}

/** One thing that a context says. */
export interface ContextFact {
  readonly id: 'cluster' | 'server' | 'login' | 'certificate' | 'namespace' | 'account' | 'tenant';
  readonly label: string;
  /** Clean. */
  readonly value: string;
  /** What to do about it, or more of it: a sentence. */
  readonly explanation?: string;
  readonly needsAttention?: boolean;
  /** Where the value names what has an id, or is one: that is what can be copied. */
  readonly namedId?: string;
}

/** What a context says, in the order of its rows. */
export function factsOfContext(context: UsedContext, names: KnownNames, nowMs: number): ContextFact[] {
  const { clusterName, server, namespace, entra } = context.facts;
  const certificate = certificateOf(context, nowMs);
  const facts: (ContextFact | undefined)[] = [
    { id: 'cluster', label: l10n`Cluster`, value: printable(clusterName) },
    server === undefined
      ? {
          id: 'server',
          label: l10n`API server`,
          value: l10n`not in the kubeconfig`,
          explanation: l10n`The kubeconfig has no such cluster: get the credential again, or remove the context.`,
          needsAttention: true,
        }
      : { id: 'server', label: l10n`API server`, ...serverOf(server) },
    { id: 'login', label: l10n`Login mode`, ...loginOf(context, nowMs) },
    certificate,
    namespace === undefined || namespace === ''
      ? { id: 'namespace', label: l10n`Namespace`, value: 'default', explanation: l10n`The context sets none.` }
      : { id: 'namespace', label: l10n`Namespace`, value: printable(namespace) },
    entra?.accountId === undefined
      ? undefined
      : { id: 'account', label: l10n`Account`, ...accountOf(entra.accountId, names), namedId: entra.accountId },
    entra?.tenantId === undefined
      ? undefined
      : { id: 'tenant', label: l10n`Tenant`, ...tenantOf(entra.tenantId, names), namedId: entra.tenantId },
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** Its host in short, since nearly all have https and its port. */
function serverOf(server: string): Pick<ContextFact, 'value' | 'explanation'> {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  return url?.protocol === 'https:' && url.host !== ''
    ? { value: printable(url.host), explanation: printable(server) }
    : { value: printable(server) };
}

/** How it signs in, in a few words. */
export function loginWords(context: UsedContext, nowMs: number): string {
  const { kind } = context.signIn;
  return kind === 'vscode' || kind === 'kubelogin' || kind === 'azureAuthProvider'
    ? describeSignIn(context.facts)
    : otherSignInTexts(context.signIn, context.validity, nowMs).brief;
}

function loginOf(context: UsedContext, nowMs: number): Pick<ContextFact, 'value' | 'explanation' | 'needsAttention'> {
  const { signIn, validity } = context;
  if (signIn.kind === 'certificate') {
    return { value: l10n`certificate` };
  }
  if (signIn.kind === 'vscode') {
    return { value: describeSignIn(context.facts) };
  }
  const { sentence, needsAttention } = otherSignInTexts(signIn, validity, nowMs);
  return { value: loginWords(context, nowMs), explanation: sentence, needsAttention };
}

function certificateOf({ signIn, validity }: UsedContext, nowMs: number): ContextFact | undefined {
  if (signIn.kind !== 'certificate' || validity === undefined) {
    return undefined;
  }
  const { sentence, needsAttention } = otherSignInTexts(signIn, validity, nowMs);
  const value = 'problem' in validity ? problemWords(validity) : timeWords(validity, nowMs);
  return { id: 'certificate', label: l10n`Certificate`, value, explanation: sentence, needsAttention };
}

function timeWords({ untilMs }: CertificateValidity, nowMs: number): string {
  const until = new Date(untilMs).toLocaleDateString();
  return untilMs <= nowMs ? l10n`expired on ${until}` : l10n`until ${until}`;
}

/** Behind the word “Certificate”, with a colon or without. */
function problemWords({ problem }: CertificateProblem): string {
  return {
    missing: l10n`file does not exist`,
    unreadable: l10n`file cannot be read`,
    noCertificate: l10n`file holds no certificate`,
    notLookedAt: l10n`in a file`,
  }[problem];
}

function accountOf(id: string, { accounts }: KnownNames): Pick<ContextFact, 'value' | 'explanation'> {
  const name = accounts.get(id);
  return name === undefined
    ? {
        value: l10n`not signed in`,
        explanation: l10n`VS Code is not signed in with the account of this context: ${printable(id)}.`,
      }
    : { value: printable(name) };
}

function tenantOf(id: string, { tenants }: KnownNames): Pick<ContextFact, 'value' | 'explanation'> {
  const name = tenants.get(id.toLowerCase());
  return name === undefined ? { value: printable(id) } : { value: printable(name), explanation: printable(id) };
}
