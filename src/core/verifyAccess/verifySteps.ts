import { AksEntraError } from '../aksEntraError.ts';
import type { CheckRemedy, CheckRow } from '../checks/checkRow.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { canUseVscodeSignIn } from '../conversion/convertibleContexts.ts';
import { explainProblem } from '../diagnosis/errorCatalogue.ts';
import type { ProblemFacts } from '../diagnosis/problem.ts';
import { readAccessToken } from '../entra/accessToken.ts';
import { hostOf } from '../kubeconfig/contextsOfCluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { credentialRow, promptsRow, refusedCommandRow, unshownCommandRow } from './credentialRows.ts';
import { explainReach } from './explainReach.ts';
import { permissionQuestions, permissionsRow } from './permissionRows.ts';
import type { ProbedServer } from './serverProbe.ts';
import { type CommandJudgement, execOf, judgeCommand, type VerifiedEntry } from './verifiedEntry.ts';
import type { Answer, ApiCredential, ClusterNodeState, ClusterQuestions, VerifyAdapters } from './verifyPorts.ts';

/** What verifying takes beside the network. */
export interface VerifyFacts {
  /** @throws AksEntraError where there is no such context, or it cannot be read */
  readonly entry: () => Promise<VerifiedEntry>;
  /** What is wrong with the entry, before anything is tried. */
  readonly findings: (entry: VerifiedEntry) => Promise<Pick<CheckRow, 'state' | 'details' | 'remedies'>>;
  /** The cluster of the entry, as far as it is known by now. */
  readonly seen: () => SeenCluster | undefined;
  /** The same once the clusters are listed, for what goes wrong. It never prompts. */
  readonly find: (signal: AbortSignal) => Promise<SeenCluster | undefined>;
  /** The cluster as Azure tells of it now. It never prompts, and throws nothing but an AbortError. */
  readonly lookAgain: (seen: SeenCluster, signal: AbortSignal) => Promise<SeenCluster | 'gone'>;
  readonly ownPlugin: string;
  /** Asks the person about a command that is not known. @throws an AbortError where the question is closed */
  readonly mayRun: (entry: VerifiedEntry, reasons: readonly string[]) => Promise<boolean | 'unshown'>;
  /** The file that an entry's user stands in. */
  readonly userPathOf: (entry: VerifiedEntry) => string | undefined;
  readonly nowMs: () => number;
}

/** What a run found out, for the tree. */
export interface VerifiedAccess {
  readonly userName: string;
  /** undefined: nodes may not be listed. */
  readonly nodes: readonly ClusterNodeState[] | undefined;
  readonly atMs: number;
}

const longestQuote = 5;

type Rows = 'entry' | 'credential' | 'reach' | 'whoAmI' | 'permissions' | 'nodes';
type Ended = Omit<CheckRow, 'id' | 'title'> & { readonly title?: string };

function titleOf(id: Rows): string {
  switch (id) {
    case 'entry':
      return l10n`The entry in the kubeconfig`;
    case 'credential':
      return l10n`Get the credential`;
    case 'reach':
      return l10n`Reach the API server`;
    case 'whoAmI':
      return l10n`Who am I`;
    case 'permissions':
      return l10n`What may I do`;
    case 'nodes':
      return l10n`List the nodes`;
  }
}

const order: readonly Rows[] = ['entry', 'credential', 'reach', 'whoAmI', 'permissions', 'nodes'];

/**
 * Whether a context works, step by step, with the credential that kubectl would use. Each step ticks, or says its cause
 * and what helps; what depends on a step that failed is not tried.
 *
 * @param tell all rows, whenever one of them is another one
 * @returns who one is there, where that was found out
 */
export async function verifySteps(
  facts: VerifyFacts,
  adapters: VerifyAdapters,
  tell: (rows: readonly CheckRow[]) => void,
  signal: AbortSignal,
): Promise<VerifiedAccess | undefined> {
  const rows = new Map<Rows, CheckRow>(order.map((id) => [id, { id, title: titleOf(id), state: 'waiting' }]));
  const put = (id: Rows, ended: Ended): void => {
    rows.set(id, { id, title: titleOf(id), ...ended });
    tell([...rows.values()]);
  };
  const skip = (...ids: Rows[]): void => {
    for (const id of ids) {
      put(id, { state: 'skipped', summary: l10n`not tried` });
    }
  };
  const explained = (text: string, entry: VerifiedEntry): Promise<Ended> => explain(text, entry, facts, signal);

  put('entry', { state: 'running' });
  let entry: VerifiedEntry;
  let server: ProbedServer;
  try {
    entry = await facts.entry();
    server = await adapters.serverOf(entry);
  } catch (error) {
    put('entry', failedRow(error));
    skip(...order.slice(1));
    return undefined;
  }
  const { contextName, clusterName, userName } = entry.facts;
  const found = await facts.findings(entry);
  const entryRow: Ended = {
    ...found,
    summary: printable(contextName),
    details: [...(found.details ?? []), l10n`Cluster ${quotedName(clusterName)}, user ${quotedName(userName)}.`],
  };
  put('entry', entryRow);
  signal.throwIfAborted();

  put('reach', { state: 'running' });
  const reaching = reach(facts, entry, adapters, server, signal).then((row) => {
    put('reach', row);
    return row.state !== 'error';
  });
  const credential = await getCredential(facts, adapters, entry, server, signal, (row) => {
    put('credential', row);
    if (row.state === 'error' && found.state === 'error') {
      // One cause is one error, where it comes out.
      put('entry', { ...entryRow, state: 'note', remedies: [] });
    }
  }).catch(async (error: unknown) => {
    // Nobody waits for it any more, and it ends with the same signal.
    await reaching.catch(() => undefined);
    throw error;
  });
  const isReached = await reaching;
  if (credential === undefined || !isReached) {
    skip('whoAmI', 'permissions', 'nodes');
    return undefined;
  }
  return askCluster(await adapters.connect(server, credential), entry, facts, { put, skip, explained }, signal);
}

/** What is known of the cluster is looked up anew where it cannot be reached: it may be stopped or gone by now. */
async function reach(
  facts: VerifyFacts,
  { facts: { metadata: { managedNamespace } = {} } }: VerifiedEntry,
  adapters: VerifyAdapters,
  server: ProbedServer,
  signal: AbortSignal,
): Promise<Omit<CheckRow, 'id'>> {
  const result = await adapters.probe.probe(server, signal);
  const nowMs = facts.nowMs();
  const row = explainReach(result, { server, managedNamespace, seen: facts.seen(), nowMs });
  if (row.state !== 'error') {
    return row;
  }
  const known = await facts.find(signal);
  const now = known === undefined ? undefined : await facts.lookAgain(known, signal);
  return explainReach(result, {
    server,
    managedNamespace,
    nowMs,
    ...(now === 'gone' ? { seen: known, isGone: true } : { seen: now }),
  });
}

interface Sink {
  readonly put: (id: Rows, ended: Ended) => void;
  readonly skip: (...ids: Rows[]) => void;
  readonly explained: (text: string, entry: VerifiedEntry) => Promise<Ended>;
}

async function askCluster(
  cluster: ClusterQuestions,
  entry: VerifiedEntry,
  facts: VerifyFacts,
  { put, skip, explained }: Sink,
  signal: AbortSignal,
): Promise<VerifiedAccess | undefined> {
  put('whoAmI', { state: 'running' });
  const who = await cluster.whoAmI(signal);
  const isOld = who.kind === 'refused' && who.status === 404;
  if (who.kind === 'refused' && !isOld) {
    put('whoAmI', await explained(who.text, entry));
    skip('permissions', 'nodes');
    return undefined;
  }
  const name = who.kind === 'answered' ? who.value.name : '';
  put(
    'whoAmI',
    who.kind === 'answered'
      ? {
          state: 'ok',
          summary: name,
          details: [l10n`The cluster knows you as ${name}, in ${who.value.groups} groups.`],
        }
      : { state: 'skipped', details: [l10n`Clusters before Kubernetes 1.28 do not tell.`] },
  );

  put('permissions', { state: 'running' });
  put('nodes', { state: 'running' });
  const namespace = entry.facts.namespace ?? 'default';
  const [answers, nodes] = await Promise.all([
    Promise.all(permissionQuestions(namespace).map((question) => cluster.may(question, signal))),
    cluster.nodes(signal),
  ]);
  const refusal = answers.find((answer) => answer.kind === 'refused');
  put(
    'permissions',
    refusal?.kind === 'refused'
      ? await explained(refusal.text, entry)
      : permissionsRow(
          namespace,
          answers.map((answer) => answer.kind === 'answered' && answer.value),
          nodes.kind === 'refused' && nodes.status === 403 ? [whyForbidden(nodes.text, entry)] : [],
        ),
  );
  put('nodes', nodes.kind === 'answered' ? nodesRow(nodes.value) : await refusedNodes(nodes, entry, explained));
  return {
    userName: name,
    nodes: nodes.kind === 'answered' ? nodes.value : undefined,
    atMs: facts.nowMs(),
  };
}

async function getCredential(
  facts: VerifyFacts,
  adapters: VerifyAdapters,
  entry: VerifiedEntry,
  server: ProbedServer,
  signal: AbortSignal,
  put: (row: Ended) => void,
): Promise<ApiCredential | undefined> {
  put({ state: 'running' });
  const judgement: CommandJudgement =
    execOf(entry) === undefined ? { kind: 'known' } : judgeCommand(entry, facts.ownPlugin);
  if (judgement.kind === 'prompts') {
    put(promptsRow(entry));
    return undefined;
  }
  if (judgement.kind === 'foreign') {
    const mayRun = await facts.mayRun(entry, judgement.reasons);
    if (mayRun !== true) {
      put(mayRun === 'unshown' ? unshownCommandRow(entry, facts.userPathOf(entry)) : refusedCommandRow());
      return undefined;
    }
  }
  let outcome;
  try {
    outcome = await adapters.credentialOf(entry, server, signal);
  } catch (error) {
    put(failedRow(error));
    return undefined;
  }
  if (outcome.kind === 'failed') {
    put(await explain(outcome.text, entry, facts, signal));
    return undefined;
  }
  const { credential, expiresOnMs } = outcome;
  const token = credential.kind === 'token' ? readAccessToken(credential.token) : undefined;
  put(credentialRow(entry, credential, token?.expiresOnMs ?? expiresOnMs, facts));
  return credential;
}

function nodesRow(nodes: readonly ClusterNodeState[]): Ended {
  const notReady = nodes.filter(({ isReady }) => !isReady).length;
  const versions = [...new Set(nodes.map(({ version }) => version))].toSorted().join(', ');
  const count = nodes.length === 1 ? l10n`1 node` : l10n`${nodes.length} nodes`;
  const details = nodes.map(nodeText);
  // No matter of access: worth knowing all the same.
  return notReady > 0
    ? { state: 'note', summary: l10n`${notReady} of ${nodes.length} not ready`, details }
    : { state: 'ok', summary: versions === '' ? count : `${count} · ${versions}`, details };
}

/** A node in half a sentence. */
function nodeText({ name, isReady, isSchedulable, version }: ClusterNodeState): string {
  const state = isReady ? l10n`ready` : l10n`not ready`;
  return isSchedulable ? `${name}: ${state} · ${version}` : l10n`${name}: ${state}, takes no new pods · ${version}`;
}

/** Nobody needs nodes who works in a namespace: that is a note. */
async function refusedNodes(
  answer: Extract<Answer<unknown>, { kind: 'refused' }>,
  entry: VerifiedEntry,
  explained: Sink['explained'],
): Promise<Ended> {
  if (answer.status !== 403) {
    return explained(answer.text, entry);
  }
  return {
    state: 'note',
    summary: l10n`you may not`,
    details: [l10n`People who work in a single namespace do not need it. The cluster says: ${printable(answer.text)}`],
    remedies: [whyForbidden(answer.text, entry)],
  };
}

function whyForbidden(message: string, { facts }: VerifiedEntry): CheckRemedy {
  return { kind: 'explainForbidden', contextName: facts.contextName, message, title: l10n`Why Forbidden?` };
}

/** What kubectl would have printed, by the catalogue of known problems. */
async function explain(text: string, entry: VerifiedEntry, { find }: VerifyFacts, signal: AbortSignal): Promise<Ended> {
  const { contextName, server } = entry.facts;
  const known: ProblemFacts = {
    contextName,
    serverHost: hostOf(server),
    seen: await find(signal),
    managedNamespace: entry.facts.metadata?.managedNamespace,
    canUseVscodeSignIn: canUseVscodeSignIn(entry.facts),
    hasOwnPlugin: entry.signIn.kind === 'vscode',
  };
  const found = explainProblem(text, known);
  // What somebody else wrote, the last lines of it: kubectl prints no more.
  const said = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-longestQuote)
    .map(printable);
  if (found === undefined) {
    return {
      state: 'error',
      summary: l10n`failed`,
      details: said,
      remedies: [{ kind: 'showLog', title: l10n`Show Log` }],
    };
  }
  return {
    state: 'error',
    summary: found.title,
    details: [found.cause, found.fix, l10n`kubectl says: ${said.join(' ')}`],
    // That is what is being done.
    remedies: found.remedies.filter(({ kind }) => kind !== 'verifyContext'),
  };
}

function failedRow(error: unknown): Ended {
  if (error instanceof AksEntraError) {
    return { state: 'error', details: [error.message] };
  }
  throw error;
}
