import * as vscode from 'vscode';
import { isDeepStrictEqual } from 'node:util';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { cancellation } from '../../core/cancellation.ts';
import { describeRemoval, explainRemoval, removedEntries } from '../../core/merge/describeRemoval.ts';
import { applyRemoval, filesOf, planRemoval, type RemovalPlan } from '../../core/merge/planRemoval.ts';
import { cleanerOfRemovedSecrets } from '../../core/merge/removedSecrets.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { tellWritten, writeAll, type KubeconfigPorts } from './kubeconfigWriting.ts';
import { pickContext, readKubeconfigs, type ReadKubeconfigs } from './pickContext.ts';

const title = 'Remove cluster from kubeconfig';

/** Removes a context with its cluster and user, after it said exactly which entries go. */
export async function removeFromKubeconfig(ports: KubeconfigPorts, argument: unknown): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { contextName } = await pickContext(
    kubeconfigs,
    title,
    'Which context is to go?',
    clusterFrom(argument)?.cluster,
  );
  const plan = planRemoval(
    kubeconfigs.files.map(({ text }) => text),
    contextName,
  );
  await confirm(plan, kubeconfigs);
  const cleaners: { path: string; clean: (backup: string) => string | undefined }[] = [];
  const receipts = await writeAll(
    ports,
    filesOf(plan).map((fileIndex) => {
      const path = kubeconfigs.files[fileIndex]?.path ?? '';
      const change = (text = ''): string => {
        const after = removeFrom(text, kubeconfigs, plan, fileIndex);
        cleaners.push({ path, clean: cleanerOfRemovedSecrets(text, after) });
        return after;
      };
      return { path, change };
    }),
  );
  ports.logger.info(`Removed the context ${printable(contextName)}`);
  for (const { path, clean } of plan.removesStatic ? cleaners : []) {
    await ports.kubeconfigs.purgeBackups(path, clean);
  }
  tellWritten(ports, title, receipts, describeRemoval(plan, pathsOf(kubeconfigs)));
}

function pathsOf({ files }: ReadKubeconfigs): string[] {
  return files.map(({ path }) => path);
}

async function confirm(plan: RemovalPlan, kubeconfigs: ReadKubeconfigs): Promise<void> {
  const paths = pathsOf(kubeconfigs);
  const remove = 'Remove';
  const detail = [
    ['These entries go:', ...removedEntries(plan, paths)].join('\n'),
    ...explainRemoval(plan, paths),
    ...(plan.removesStatic
      ? [
          'Its static credential is removed from the backups of the kubeconfig too. It stays valid wherever else a ' +
            'copy of it is.',
        ]
      : []),
  ];
  const options = { modal: true, detail: detail.join('\n\n') };
  const question = `Remove ${quotedName(plan.contextName)} from the kubeconfig?`;
  if ((await vscode.window.showWarningMessage(question, options, remove)) !== remove) {
    throw cancellation();
  }
}

/** What was confirmed and what is written must be the same: other programs may have changed the file meanwhile. */
function removeFrom(text: string, { files }: ReadKubeconfigs, plan: RemovalPlan, fileIndex: number): string {
  if (text !== files[fileIndex]?.text) {
    const texts = files.map((file, index) => (index === fileIndex ? text : file.text));
    if (!isDeepStrictEqual(planRemoval(texts, plan.contextName), plan)) {
      throw new AksEntraError('kubeconfigChanged', 'The file has been changed meanwhile, so it was left. Try again.');
    }
  }
  return applyRemoval(text, plan, fileIndex);
}
