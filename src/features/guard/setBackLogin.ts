import { kubeloginEnvironment } from '../../core/azure/kubeloginClouds.ts';
import type { ContextMetadata } from '../../core/kubeconfig/contextMetadata.ts';
import { plannedChanges, withTexts, writeAsShown, writeAsShownWith } from '../../core/kubeconfig/writeAsShown.ts';
import { l10n } from '../../core/l10n.ts';
import type { EntraFacts } from '../../core/login/entraFacts.ts';
import { withFormerEntries } from '../../core/conversion/formerEntries.ts';
import { describeLogin } from '../../core/conversion/describeConversion.ts';
import { loginModeGuides, missingForMode } from '../../core/conversion/loginModeGuide.ts';
import type { LoginTarget } from '../../core/conversion/loginMode.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import type { LoginOptions } from '../../core/login/loginOptions.ts';
import { withContextMetadata, type LoginReset } from '../../core/conversion/loginResets.ts';
import { planConversion, type ContextConversion } from '../../core/conversion/planConversion.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { agreedContexts } from '../kubectlSignIn/agreedContexts.ts';
import { confirmUnknown } from '../kubectlSignIn/confirmUnknown.ts';
import { forgetClusters } from '../kubectlSignIn/forgetClusters.ts';
import { keyContexts } from '../kubectlSignIn/keyContexts.ts';
import { pluginContextsOf } from '../kubectlSignIn/pluginContextsOf.ts';
import { notifyWritten, writerOf } from '../kubeconfig/kubeconfigWriting.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { printable } from '../../core/printable.ts';
import { askLoginOptions } from '../login/askLoginOptions.ts';
import { tenantOfCluster, type ConvertLoginPorts } from '../login/convertContexts.ts';
import { loginTarget } from '../kubectlSignIn/loginTarget.ts';
import { trustContexts } from '../kubectlSignIn/trustContexts.ts';

/** Gives contexts the login mode back that the user had chosen; asks for what the kubeconfig no longer says. */
export async function setBackLogin(ports: ConvertLoginPorts, resets: readonly LoginReset[]): Promise<void> {
  const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
  const { files } = kubeconfigs;
  const { contexts } = kubeconfigs.facts;
  let texts = withFormerEntries(kubeconfigs.texts, resets);
  const setBack = new Map<string, AnyLoginMode>();
  const metadata = new Map<string, ContextMetadata>();
  for (const reset of resets) {
    const context = contexts.find(({ contextName }) => contextName === reset.contextName);
    // What is gone meanwhile needs nothing.
    if (context?.entra === undefined) {
      continue;
    }
    const conversion = await conversionFor(ports, reset, context);
    const plan = planConversion(texts, [conversion]);
    texts = plan.texts;
    // Others may use the same user.
    for (const contextName of [reset.contextName, ...plan.alsoChanged]) {
      setBack.set(contextName, reset.chosen);
    }
    metadata.set(reset.contextName, reset.metadata);
  }
  if (setBack.size === 0) {
    return;
  }
  texts = texts.map((text) => withContextMetadata(text, metadata));
  // The other tool may have written another address or another certificate authority.
  const ours = await pluginContextsOf(ports.kubeconfigs, withTexts(files, texts));
  const isSetBack = ({ contextName }: (typeof ours)[number]): boolean => setBack.get(contextName) === 'vscode';
  const { agreed, unknown } = await agreedContexts(ports.kubectlSignIn, [], ours.filter(isSetBack));
  const trusted = [...agreed, ...((await confirmUnknown(unknown, agreed.length > 0)) ? unknown : [])];
  const keyed = await keyContexts(ports.kubectlSignIn, texts, ours, trusted);
  const { receipts, undo } = await writeAsShownWith(
    writerOf(ports),
    plannedChanges(files, keyed.texts),
    () => trustContexts(ports, trusted, files),
    () => forgetClusters(ports, files, withTexts(files, keyed.texts)),
  );
  const sentences = [...Map.groupBy(setBack, ([, mode]) => mode)].map(([mode, group]) => {
    const names = group.map(([contextName]) => contextName);
    return describeLogin(names, mode, 'again');
  });
  ports.logger.info(`Set back: ${sentences.join(' ')}`);
  notifyWritten(ports, l10n`Setting the login mode back`, receipts, sentences.join(' '), undo);
}

/** Of VS Code's sign-in with the account and the fallback that the context had, where VS Code still has that account. */
async function targetFor(
  ports: ConvertLoginPorts,
  { chosen, before }: LoginReset,
  context: ContextFacts,
): Promise<LoginTarget> {
  const entra = { isLegacy: false, ...context.entra, ...before };
  const target = await loginTarget(ports, chosen, { ...context, entra });
  return typeof target === 'string' || before?.fallback === undefined
    ? target
    : { ...target, fallback: before.fallback };
}

/** Takes what another tool set for the user's choice, so that it is not asked about again. */
export async function keepLogin(ports: ConvertLoginPorts, resets: readonly LoginReset[]): Promise<void> {
  const kept = resets.filter(({ isRemembered }) => isRemembered);
  const metadata = new Map(
    kept.map((reset) => [reset.contextName, { ...reset.metadata, loginMode: reset.present }] as const),
  );
  const { files } = await readKubeconfigs(ports.kubeconfigs);
  const texts = files.map(({ text }) => withContextMetadata(text, metadata));
  await writeAsShown(writerOf(ports), plannedChanges(files, texts));
  for (const { contextName, present } of resets) {
    ports.logger.info(`Keeps ${present} for ${printable(contextName)}`);
  }
}

async function conversionFor(
  ports: ConvertLoginPorts,
  reset: LoginReset,
  context: ContextFacts,
): Promise<ContextConversion> {
  const { before, chosen } = reset;
  const { known, questions } = missingForMode(
    { ...context, entra: { isLegacy: false, ...context.entra, ...before } },
    chosen,
    () => tenantOfCluster(ports.inventory, context),
    kubeloginEnvironment(ports.cloud()),
  );
  const said: LoginOptions = before === undefined ? {} : optionsOf(before);
  const open = loginModeGuides[chosen].questions.filter(({ option }) => said[option] === undefined);
  return {
    contextName: context.contextName,
    target: await targetFor(ports, reset, context),
    options: { ...known, ...said, ...(await askLoginOptions(chosen, [...questions, ...open])) },
  };
}

/** What az's own mode does not carry over. */
function optionsOf({ clientId, tenantId, environment, isLegacy }: EntraFacts): LoginOptions {
  return {
    ...(clientId === undefined ? {} : { clientId }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(environment === undefined ? {} : { environment }),
    isLegacy,
  };
}
