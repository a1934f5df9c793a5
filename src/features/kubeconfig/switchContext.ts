import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import { pointCurrentContext } from '../../core/kubeconfigText/editContexts.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { adviceAt, notifyWritten, writeKubeconfig, type KubeconfigPorts } from './kubeconfigWriting.ts';
import { pickContext } from './pickContext.ts';
import { readKubeconfigs } from './readKubeconfigs.ts';

/** Lets the user pick the context that kubectl uses. */
export async function switchContext(ports: KubeconfigPorts): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { contextName } = await pickContext(
    kubeconfigs.facts,
    l10n`Switch context`,
    l10n`Search by name, server, tenant or login mode`,
  );
  await switchTo(ports, kubeconfigs, contextName);
}

/**
 * Makes a context of these kubeconfigs the one that kubectl uses, and tells it, with Undo.
 *
 * @returns what was told
 */
export async function switchTo(
  ports: KubeconfigPorts,
  kubeconfigs: Pick<KubeconfigSnapshot, 'defaultPath'>,
  contextName: string,
): Promise<string> {
  const path = kubeconfigs.defaultPath;
  const { receipt } = await writeKubeconfig(ports, path, (text = '') => ({
    text: pointCurrentContext(text, contextName),
  }));
  ports.logger.info(`Switched to the context ${printable(contextName)} in ${path}: ${receipt.kind}`);
  const message =
    receipt.kind === 'unchanged'
      ? l10n`kubectl uses the context ${quotedName(contextName)} already; nothing was changed.`
      : l10n`kubectl now uses the context ${quotedName(contextName)} (${path}).`;
  notifyWritten(ports, l10n`Switch context`, [receipt], message, undefined, adviceAt(contextName));
  return message;
}
