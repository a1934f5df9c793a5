import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation } from '../../core/cancellation.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { contextsOfCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { usesPlugin } from '../../core/kubeconfig/usesPlugin.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName, quotedNames } from '../../core/quotedNames.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { contextChoice } from '../kubeconfig/contextChoice.ts';
import { notifyWritten, writerOf, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { newKeyDetail } from './keyTexts.ts';
import { formerKeyOf, replaceKey } from './newKey.ts';
import { pluginContextsOf } from './pluginContextsOf.ts';

interface MakeNewKeyPorts extends KubeconfigPorts {
  readonly kubectlSignIn: Pick<KubectlSignIn, 'start' | 'contextKeys' | 'replaceKey'>;
}

const title = l10n`Make a new key`;

/**
 * Replaces the key of a cluster in all contexts that lead there, for who gave a kubeconfig away or lost a copy of it.
 *
 * @param argument the row of the tree that it was asked from
 */
export async function makeNewKey(ports: MakeNewKeyPorts, argument: unknown): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { contexts, currentContext } = kubeconfigs.facts;
  const cluster = clusterFrom(argument)?.cluster;
  const among = cluster === undefined ? contexts : contextsOfCluster(contexts, cluster);
  const { contextName } = await pickOne(among.filter(usesPlugin), currentContext, cluster !== undefined);
  const all = await pluginContextsOf(ports.kubeconfigs, kubeconfigs.files);
  const context = all.find((each) => each.contextName === contextName);
  if (context === undefined) {
    throw noContext();
  }
  const former = formerKeyOf(context, all, (await ports.kubectlSignIn.contextKeys()).trusted);
  const names = former.contexts.map((each) => each.contextName);
  await confirm(contextName, names);
  const { receipts, undo } = await replaceKey(writerOf(ports), ports.kubectlSignIn, kubeconfigs, former);
  ports.logger.info(`Made a new key for ${quotedNames(names)}`);
  notifyWritten(
    ports,
    title,
    receipts,
    l10n`${quotedNames(names)} ${names.length === 1 ? 'has' : 'have'} a new key; the former one opens nothing any more.`,
    undo,
  );
}

/** @param isOneEnough whether the only one is taken without asking */
async function pickOne(
  contexts: readonly ContextFacts[],
  currentContext: string | undefined,
  isOneEnough: boolean,
): Promise<ContextFacts> {
  const [only] = contexts;
  if (only === undefined) {
    throw noContext();
  }
  if (isOneEnough && contexts.length === 1) {
    return only;
  }
  return pick({
    title,
    placeholder: l10n`Which context’s cluster should get a new key?`,
    choices: contexts.map((context) => contextChoice(context, context.contextName === currentContext)),
  });
}

async function confirm(contextName: string, names: readonly string[]): Promise<void> {
  const isWanted = await isAccepted({
    message: l10n`Make a new key for the cluster of ${quotedName(contextName)}?`,
    detail: newKeyDetail(names),
    accept: l10n`Make a New Key`,
    goBack: l10n`Keep the Key`,
  });
  if (!isWanted) {
    throw cancellation();
  }
}

function noContext(): AksEntraError {
  return new AksEntraError(
    'kubeconfigEntryNotFound',
    l10n`No context of it in your kubeconfig uses VS Code’s sign-in, so there is no key. Run “Get AKS credentials” first.`,
  );
}
