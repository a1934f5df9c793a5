import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { l10n } from '../../core/l10n.ts';
import type { Fallback } from '../../core/login/pluginArguments.ts';
import { explainSharedUsers } from '../../core/conversion/describeConversion.ts';
import { planConversion } from '../../core/conversion/planConversion.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { usesPlugin } from '../../core/kubeconfig/usesPlugin.ts';
import { plannedChanges, withTexts, writeAsShown } from '../../core/kubeconfig/writeAsShown.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { fallbackChoices } from '../kubectlSignIn/fallbackChoices.ts';
import { fallbackSetting } from '../kubectlSignIn/fallbackSetting.ts';
import { keyContexts, leadsToOneOf } from '../kubectlSignIn/keyContexts.ts';
import { pluginContextsOf } from '../kubectlSignIn/pluginContextsOf.ts';
import { notifyWritten, writerOf } from '../kubeconfig/kubeconfigWriting.ts';
import { contextChoice } from '../kubeconfig/contextChoice.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { back, pick, pickOrBack, type Choice } from '../../ui/quickPickStep.ts';
import type { ConvertLoginPorts } from './convertContexts.ts';

const title = l10n`When no VS Code window is open`;

/** Changes what kubectl does where VS Code is closed: for all contexts, which is a setting, or for one. */
export async function chooseFallback(ports: ConvertLoginPorts): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { contexts, currentContext } = kubeconfigs.facts;
  const ours = contexts.filter(usesPlugin);
  for (;;) {
    const chosen = await pick<ContextFacts | 'all'>({
      title,
      placeholder: l10n`For which contexts?`,
      choices: [
        {
          label: l10n`All contexts`,
          description: fallbackSetting(),
          detail: l10n`The setting aksEntra.fallback`,
          value: 'all',
        },
        ...ours.map((context) => ({
          ...contextChoice(context, context.contextName === currentContext),
          description: context.entra?.fallback ?? l10n`as the setting says`,
        })),
      ],
    });
    const own: Choice<Fallback | 'setting'> = { label: l10n`As the setting says`, value: 'setting' };
    const choices = fallbackChoices(await ports.hasAzureCli());
    const fallback = await pickOrBack<Fallback | 'setting'>({
      title,
      placeholder:
        chosen === 'all'
          ? l10n`What should kubectl do?`
          : l10n`What should kubectl do for ${printable(chosen.contextName)}?`,
      choices: chosen === 'all' ? choices : [own, ...choices],
      preselected: chosen === 'all' ? fallbackSetting() : (chosen.entra?.fallback ?? 'setting'),
    });
    if (fallback === back) {
      continue;
    }
    if (chosen !== 'all') {
      await setForContext(ports, kubeconfigs, chosen, fallback);
    } else if (fallback !== 'setting') {
      await vscode.workspace
        .getConfiguration('aksEntra')
        .update('fallback', fallback, vscode.ConfigurationTarget.Global);
    }
    return;
  }
}

/** The same plugin for the same account, with another argument. */
async function setForContext(
  ports: ConvertLoginPorts,
  { files, texts }: KubeconfigSnapshot,
  { contextName, entra }: ContextFacts,
  fallback: Fallback | 'setting',
): Promise<void> {
  const { accountId, environment } = entra ?? {};
  if (accountId === undefined || environment === undefined) {
    throw new AksEntraError(
      'kubeconfigEntryNotFound',
      l10n`${quotedName(contextName)} does not use VS Code’s sign-in any more.`,
    );
  }
  const plugin = await ports.kubectlSignIn.start();
  const login = {
    mode: 'vscode',
    plugin,
    accountId,
    environment,
    fallback,
  } as const;
  const plan = planConversion(texts, [{ contextName, options: {}, target: login }]);
  const ours = await pluginContextsOf(ports.kubeconfigs, withTexts(files, plan.texts));
  const { trusted } = await ports.kubectlSignIn.contextKeys();
  const changed = [contextName, ...plan.alsoChanged];
  const known = ours.filter((each) => changed.includes(each.contextName) && leadsToOneOf(trusted, each));
  const keyed = await keyContexts(ports.kubectlSignIn, plan.texts, ours, known);
  const receipts = await writeAsShown(writerOf(ports), plannedChanges(files, keyed.texts));
  const what = fallback === 'setting' ? l10n`does what the setting says` : l10n`uses ${quotedName(fallback)}`;
  const shared = explainSharedUsers(plan.alsoChanged);
  notifyWritten(
    ports,
    title,
    receipts,
    [l10n`While VS Code is closed, ${quotedName(contextName)} ${what}.`, ...shared].join(' '),
  );
}
