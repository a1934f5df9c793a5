import { fetchFailure, type FetchFailure, summaryOfFailures } from '../../core/clusters/fetchFailure.ts';
import { silentThenInteractive } from '../../core/clusters/silentThenInteractive.ts';
import type { Interaction } from '../../core/entra/signIn.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import { l10n } from '../../core/l10n.ts';
import { confirmStaticCredentials } from './confirmCredential.ts';
import type { CredentialChoice } from '../../core/login/credentialChoice.ts';
import type { Memory } from '../../ui/memory.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { rememberChoices } from './credentialChoiceMemory.ts';
import { fetchChosenCredential, type FetchPorts } from './fetchCredential.ts';
import { reachedAt } from './reachedAt.ts';
import { type RequestedTarget, targetToMerge } from './credentialTargets.ts';
import { mergeIntoKubeconfig, type MergeTaskPorts } from '../kubeconfig/mergeIntoKubeconfig.ts';
import { mayTrust } from '../kubectlSignIn/confirmTrust.ts';
import { entryNames } from '../kubectlSignIn/entryNames.ts';
import { trustFetchedContexts } from '../kubectlSignIn/trustContexts.ts';

interface SeveralPorts extends MergeTaskPorts, FetchPorts {
  readonly memory: Memory;
}

interface FetchedCredential extends RequestedTarget {
  readonly credential: KubeconfigCredential;
}

type Attempt = FetchedCredential | FetchFailure;

const title = l10n`Get AKS credentials`;

/**
 * Gets the credentials of several clusters, each as it was chosen for it. Which context is current stays, without a
 * question. What one cluster refuses does not keep the others away.
 *
 * @param told `leftOut`: those that were not asked for, since they have no credential; `asked`: what the user just chose
 * @throws AksEntraError behind everything else, with all that could not be got
 */
export async function getSeveral(
  ports: SeveralPorts,
  wanted: readonly RequestedTarget[],
  { leftOut, asked }: { readonly leftOut: readonly FetchFailure[]; readonly asked: CredentialChoice | undefined },
): Promise<void> {
  const attempts = [...(await fetchAll(ports, wanted)), ...leftOut];
  const fetched = attempts.filter((attempt) => 'credential' in attempt);
  const failures = attempts.filter((attempt) => 'error' in attempt);
  for (const { cluster, error } of failures) {
    ports.logger.warn(`${cluster.id}: ${error.message}`);
  }
  const withEntra = fetched.filter(({ credential }) => credential.kind !== 'static');
  if (withEntra.length > 0) {
    const chosen = withEntra.map(({ cluster, request: { choice } }) => ({ cluster, choice }));
    await rememberChoices(ports.memory, chosen, asked);
  }
  const confirmed = await withoutDeclined(fetched);
  const reached = new Map(
    confirmed.map((each) => [targetToMerge(each, each.credential), reachedAt(ports, each, each.request)]),
  );
  const credentials = [...reached.keys()];
  const [first] = credentials;
  const targetFile = wanted[0]?.request.targetFile;
  const isOfVscode = confirmed.some(({ request }) => request.choice.loginMode === 'vscode');
  if (first !== undefined) {
    await mergeIntoKubeconfig(ports, {
      title,
      credentials,
      current: first,
      currentContext: 'keep',
      nameEntries: isOfVscode ? await entryNames(ports.kubectlSignIn) : undefined,
      afterWrite: (...written) => trustFetchedContexts({ ...ports, mayTrust }, ...written),
      reached,
      ...(targetFile === undefined ? {} : { targetFile }),
    });
  }
  if (failures.length > 0) {
    throw summaryOfFailures(failures, attempts.length);
  }
}

async function fetchAll(ports: SeveralPorts, wanted: readonly RequestedTarget[]): Promise<readonly Attempt[]> {
  return withProgress(l10n`Getting the credentials of ${wanted.length} clusters`, async (signal, report) => {
    let answered = 0;
    const attempt = async (target: RequestedTarget, interaction: Interaction): Promise<Attempt> => {
      signal.throwIfAborted();
      try {
        const credential = await fetchChosenCredential(ports, target, { interaction, signal }, target.request);
        return { ...target, credential };
      } catch (error) {
        return fetchFailure(target.cluster, error, signal);
      }
    };
    const lacksSignIn = (result: Attempt): boolean => 'error' in result && needsSignIn(result.error);
    return silentThenInteractive(wanted, attempt, lacksSignIn, () => {
      report(l10n`${(answered += 1)} of ${wanted.length}`);
    });
  });
}

async function withoutDeclined(fetched: readonly FetchedCredential[]): Promise<readonly FetchedCredential[]> {
  const statics = fetched.filter(({ credential }) => credential.kind === 'static').map(({ cluster }) => cluster);
  if (statics.length === 0 || (await confirmStaticCredentials(statics))) {
    return fetched;
  }
  return fetched.filter(({ credential }) => credential.kind !== 'static');
}
