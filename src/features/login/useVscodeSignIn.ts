import { AksEntraError } from '../../core/aksEntraError.ts';
import { canUseVscodeSignIn } from '../../core/conversion/convertibleContexts.ts';
import { l10n } from '../../core/l10n.ts';
import { contextChoice } from '../kubeconfig/contextChoice.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { pickSeveral } from '../../ui/pickSeveral.ts';
import { contextNamesFrom } from './contextNamesFrom.ts';
import { convertContexts, type ConvertLoginPorts } from './convertContexts.ts';

/**
 * Lets kubectl use VS Code's sign-in for contexts that are there already, whoever wrote them. One that does so is offered
 * too: where its server or proxy has changed, this is how the user trusts it anew.
 */
export async function useVscodeSignIn(ports: ConvertLoginPorts, argument: unknown): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { facts } = kubeconfigs;
  const preselected = contextNamesFrom(argument);
  const suitable = facts.contexts.filter(canUseVscodeSignIn);
  if (suitable.length === 0) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`No context in your kubeconfig signs in to a cluster with managed Microsoft Entra ID.`,
    );
  }
  const contexts = await pickSeveral(
    l10n`Use VS Code sign-in`,
    l10n`Which contexts should use the account that VS Code is signed in with?`,
    suitable.map((context) => ({
      ...contextChoice(context, context.contextName === facts.currentContext),
      picked: preselected.length > 0 ? preselected.includes(context.contextName) : context.entra?.login !== 'vscode',
    })),
  );
  const { tell } = await convertContexts(ports, kubeconfigs, { contexts, mode: 'vscode' });
  tell();
}
