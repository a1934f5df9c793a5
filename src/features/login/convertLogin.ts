import { AksEntraError } from '../../core/aksEntraError.ts';
import { hasLoginMode } from '../../core/conversion/convertibleContexts.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import type { KubeconfigFacts } from '../../core/kubeconfig/readContexts.ts';
import { l10n } from '../../core/l10n.ts';
import { pickSeveral } from '../../ui/pickSeveral.ts';
import { back } from '../../ui/quickPickStep.ts';
import { contextChoice } from '../kubeconfig/contextChoice.ts';
import { toolsForPickers } from '../kubeconfig/installedTools.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { contextNamesFrom } from './contextNamesFrom.ts';
import { convertContexts, type Conversion, type ConvertLoginPorts } from './convertContexts.ts';
import { pickLoginModeOrBack } from './pickLoginMode.ts';

/** Converts the users of chosen contexts to another login mode, after it showed what changes. */
export async function convertLogin(ports: ConvertLoginPorts, argument: unknown): Promise<void> {
  const tools = toolsForPickers(ports);
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const chosen = await choose(kubeconfigs.facts, contextNamesFrom(argument), tools);
  const { tell } = await convertContexts(ports, kubeconfigs, chosen);
  tell();
}

async function choose(
  { contexts, currentContext }: KubeconfigFacts,
  preselected: readonly string[],
  tools: () => Promise<InstalledTools | undefined>,
): Promise<Conversion> {
  const convertible = contexts.filter(hasLoginMode);
  if (convertible.length === 0) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`No context in your kubeconfig signs in with Microsoft Entra ID through kubelogin, so none has a login mode.`,
    );
  }
  const isPicked = new Set(convertible.filter(({ contextName }) => preselected.includes(contextName)));
  for (;;) {
    const rows = convertible.map((context) => ({
      ...contextChoice(context, context.contextName === currentContext),
      picked: isPicked.has(context),
    }));
    const chosen = await pickSeveral(l10n`Convert kubeconfig login mode`, l10n`Which contexts?`, rows);
    isPicked.clear();
    for (const context of chosen) {
      isPicked.add(context);
    }
    const mode = await pickLoginModeOrBack(chosen, tools);
    if (mode !== back) {
      return { contexts: chosen, mode };
    }
  }
}
