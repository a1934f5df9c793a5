import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { plannedChanges, writeAsShownWith } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import { describeRemoval, explainRemoval, removedEntries } from '../../core/merge/describeRemoval.ts';
import { planRemoval, textsWithout, type RemovalPlan } from '../../core/merge/planRemoval.ts';
import { cleanerOfRemovedSecrets } from '../../core/merge/removedSecrets.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { contextOwner } from '../clusters/clusterNodes.ts';
import type { ContextTrust } from './contextTrust.ts';
import { notifyWritten, writerOf, type KubeconfigPorts } from './kubeconfigWriting.ts';
import { namedContext, pickContext } from './pickContext.ts';
import { readKubeconfigs } from './readKubeconfigs.ts';

const title = l10n`Remove cluster from kubeconfig`;

interface RemovalPorts extends KubeconfigPorts {
  readonly contextTrust: Pick<ContextTrust, 'forget'>;
}

/** Removes a context with its cluster and user, after it said exactly which entries go. */
export async function removeFromKubeconfig(ports: RemovalPorts, argument: unknown): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { contextName } =
    namedContext(kubeconfigs.facts, argument) ??
    (await pickContext(kubeconfigs.facts, title, l10n`Which context is to go?`, contextOwner(argument)));
  const plan = planRemoval(kubeconfigs.texts, contextName);
  const paths = kubeconfigs.files.map(({ path }) => path);
  await confirm(plan, paths);
  const changes = plannedChanges(kubeconfigs.files, textsWithout(kubeconfigs.files, plan));
  const after = kubeconfigs.withWritten(changes.map((change) => ({ path: change.path, text: change.after })));
  const { receipts, undo } = await writeAsShownWith(writerOf(ports), changes, () =>
    ports.contextTrust.forget(kubeconfigs.files, after.files),
  );
  ports.logger.info(`Removed the context ${printable(contextName)}`);
  for (const { path, before, after } of plan.removesStatic ? changes : []) {
    await ports.kubeconfigs.purgeBackups(path, cleanerOfRemovedSecrets(before, after));
  }
  notifyWritten(ports, title, receipts, describeRemoval(plan, paths), undo);
}

async function confirm(plan: RemovalPlan, paths: readonly string[]): Promise<void> {
  const remove = l10n`Remove`;
  const detail = [
    [l10n`These entries go:`, ...removedEntries(plan, paths)].join('\n'),
    ...explainRemoval(plan, paths),
    ...(plan.removesStatic
      ? [
          l10n`Its static credential is removed from the backups of the kubeconfig too. ` +
            l10n`It stays valid wherever else a copy of it is.`,
        ]
      : []),
  ];
  const options = { modal: true, detail: detail.join('\n\n') };
  const question = l10n`Remove ${quotedName(plan.contextName)} from the kubeconfig?`;
  if ((await vscode.window.showWarningMessage(question, options, remove)) !== remove) {
    throw cancellation();
  }
}
