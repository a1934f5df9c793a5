import path from 'node:path';
import * as vscode from 'vscode';
import type { SignedInAccounts } from '../../core/entra/signIn.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { ContextFacts, KubeconfigFacts } from '../../core/kubeconfig/readContexts.ts';
import { listNamespaces } from '../../core/kubeconfigView/listNamespaces.ts';
import { verifiedEntryOf } from '../../core/verifyAccess/verifiedEntry.ts';
import type { VerifyAdapters } from '../../core/verifyAccess/verifyPorts.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { isTerminalOpenFor } from '../terminals/clusterTerminals.ts';
import { pickNamespace } from './pickNamespace.ts';
import { plannedChanges, writeAsShown } from '../../core/kubeconfig/writeAsShown.ts';
import { setNamespace as withNamespace } from '../../core/kubeconfigText/editContexts.ts';
import { withPathInErrors } from '../../core/kubeconfigText/withPathInErrors.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { contextOwner } from '../clusters/clusterNodes.ts';
import { adviceAt, notifyWritten, writerOf, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { namedContext, pickContext } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';

export interface SetNamespacePorts extends KubeconfigPorts {
  readonly verifyAdapters: () => Promise<VerifyAdapters>;
  /** Where our own plugin is on this machine. */
  readonly ownPlugin: string;
  readonly signIn: SignedInAccounts;
}

const title = l10n`Set namespace`;

/** Sets the namespace that kubectl takes in a context where a command names none. */
export async function setNamespace(ports: SetNamespacePorts, argument: unknown): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { files, facts, texts } = kubeconfigs;
  const context =
    namedContext(facts, argument) ??
    (await pickContext(facts, title, l10n`For which context?`, contextOwner(argument)));
  const { contextName, fileIndex } = context;
  const namespace = await pickNamespace(
    contextName,
    context.namespace ?? '',
    namespacesBeside(facts, context),
    (signal) => namespacesOfCluster(ports, kubeconfigs, context, signal),
  );
  const after = texts.map((text, index) =>
    index === fileIndex
      ? withPathInErrors(files[index]?.path ?? '', () =>
          withNamespace(text, contextName, namespace === '' ? undefined : namespace),
        )
      : text,
  );
  const changes = plannedChanges(files, after);
  if (changes.length === 0) {
    void vscode.window.showInformationMessage(
      l10n`The namespace of ${quotedName(contextName)} is already that; nothing was changed.`,
    );
    return;
  }
  const receipts = await writeAsShown(writerOf(ports), changes);
  ports.logger.info(`Set the namespace of the context ${printable(contextName)}`);
  const message =
    namespace === ''
      ? l10n`${quotedName(contextName)} sets no namespace now, so kubectl uses “default”.`
      : l10n`kubectl now uses the namespace ${quotedName(namespace)} in the context ${quotedName(contextName)}.`;
  if (!isTerminalOpenFor(contextName)) {
    notifyWritten(ports, title, receipts, message, undefined, adviceAt(contextName));
    return;
  }
  const inTerminals = l10n`${message} A terminal that was opened for it keeps the namespace that it had: open a new one.`;
  const ways = [{ kind: 'openTerminal', title: l10n`Open Terminal`, contextName } as const];
  notifyWritten(ports, title, receipts, inTerminals, undefined, { ...adviceAt(contextName), ways });
}

/** Those that other contexts of the same server have. */
function namespacesBeside({ contexts }: KubeconfigFacts, { server }: ContextFacts): string[] {
  return contexts.flatMap((one) => (one.server === server && one.namespace !== undefined ? [one.namespace] : []));
}

/** Never rejects: a name can be typed. Somebody who is signed out is not told so for that. */
async function namespacesOfCluster(
  { verifyAdapters, ownPlugin, signIn, logger }: SetNamespacePorts,
  { files, texts }: KubeconfigSnapshot,
  { contextName, entra }: ContextFacts,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  try {
    if (entra?.accountId !== undefined && !(await signIn.accounts()).some(({ id }) => id === entra.accountId)) {
      return undefined;
    }
    const entry = verifiedEntryOf(texts, contextName, {
      resolve: (fileIndex, name) => path.resolve(path.dirname(files[fileIndex]?.path ?? ''), name),
      separator: path.sep,
    });
    return await listNamespaces(entry, await verifyAdapters(), ownPlugin, signal);
  } catch (error) {
    if (!signal.aborted) {
      logger.warn(`Namespaces of ${printable(contextName)}: ${errorMessage(error)}`);
    }
    return undefined;
  }
}
