import { AksEntraError } from '../../core/aksEntraError.ts';
import { hasLoginMode } from '../../core/conversion/convertibleContexts.ts';
import { l10n } from '../../core/l10n.ts';
import { contextOwner } from '../clusters/clusterNodes.ts';
import { toolsForPickers } from '../kubeconfig/installedTools.ts';
import { namedContexts, pickContext } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { convertContexts, type ConvertLoginPorts } from '../login/convertContexts.ts';
import { pickLoginMode } from '../login/pickLoginMode.ts';

/** Converts the contexts of rows to another login mode, after it showed what changes. */
export async function changeLoginMode(ports: ConvertLoginPorts, argument: unknown, selected: unknown): Promise<void> {
  const tools = toolsForPickers(ports);
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { facts } = kubeconfigs;
  const named = namedContexts(facts, argument, selected);
  const given =
    named.length > 0
      ? named
      : [await pickContext(facts, l10n`Change login mode`, l10n`Of which context?`, contextOwner(argument))];
  const contexts = given.filter(hasLoginMode);
  if (contexts.length === 0) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`This context does not sign in with Microsoft Entra ID through kubelogin, so it has no login mode.`,
    );
  }
  const mode = await pickLoginMode(contexts, tools, () => true);
  const { tell } = await convertContexts(ports, kubeconfigs, { contexts, mode });
  tell();
}
