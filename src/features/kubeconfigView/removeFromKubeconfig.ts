import { cancellation } from '../../core/cancellation.ts';
import { plannedChanges, writeAsShownWith } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import { describeRemovals, planRemovals, removalQuestion } from '../../core/merge/planRemovals.ts';
import { cleanerOfRemovedSecrets } from '../../core/merge/removedSecrets.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import { contextOwner } from '../clusters/clusterNodes.ts';
import type { ContextTrust } from '../kubeconfig/contextTrust.ts';
import { notifyWritten, writerOf, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { namedContexts, pickContext } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';

const title = l10n`Remove cluster from kubeconfig`;

export interface RemovalPorts extends KubeconfigPorts {
  readonly contextTrust: Pick<ContextTrust, 'forget'>;
}

/**
 * Removes contexts with their clusters and users, after it said exactly which entries go.
 *
 * @param selected the rows that it is for, where it is for several
 */
export async function removeFromKubeconfig(ports: RemovalPorts, argument: unknown, selected?: unknown): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const named = namedContexts(kubeconfigs.facts, argument, selected);
  const chosen =
    named.length > 0
      ? named
      : [
          await pickContext(
            kubeconfigs.facts,
            title,
            l10n`Which context do you want to remove?`,
            contextOwner(argument),
          ),
        ];
  const names = chosen.map(({ contextName }) => contextName);
  const removal = planRemovals(kubeconfigs.files, names);
  const paths = kubeconfigs.files.map(({ path }) => path);
  const removesStatic = removal.plans.some((plan) => plan.removesStatic);
  await confirm(removalQuestion(removal, paths), removesStatic);
  const changes = plannedChanges(kubeconfigs.files, removal.texts);
  const after = kubeconfigs.withWritten(changes.map((change) => ({ path: change.path, text: change.after })));
  const { receipts, undo } = await writeAsShownWith(writerOf(ports), changes, () =>
    ports.contextTrust.forget(kubeconfigs.files, after.files),
  );
  ports.logger.info(`Removed the contexts ${quotedNames(names)}`);
  for (const { path, before, after } of removesStatic ? changes : []) {
    await ports.kubeconfigs.purgeBackups(path, cleanerOfRemovedSecrets(before, after));
  }
  notifyWritten(ports, title, receipts, describeRemovals(removal, paths), undo);
}

async function confirm(
  { question, details }: ReturnType<typeof removalQuestion>,
  removesStatic: boolean,
): Promise<void> {
  const all = [
    ...details,
    ...(removesStatic
      ? [
          l10n`Its static credential is removed from the backups of the kubeconfig too. ` +
            l10n`Other copies of it stay valid.`,
        ]
      : []),
  ];
  const asked = { message: question, detail: withTilde(all.join('\n\n')), accept: l10n`Remove`, goBack: l10n`Keep` };
  if (!(await isAccepted(asked))) {
    throw cancellation();
  }
}
