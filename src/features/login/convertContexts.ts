import * as vscode from 'vscode';
import { kubeloginEnvironment } from '../../core/azure/kubeloginClouds.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import { signInTenant } from '../../core/clusters/cluster.ts';
import {
  describeLogin,
  explainAccounts,
  explainEnvironment,
  explainSharedUsers,
} from '../../core/conversion/describeConversion.ts';
import { loginModeGuides, missingForMode } from '../../core/conversion/loginModeGuide.ts';
import { planConversion, type ContextConversion } from '../../core/conversion/planConversion.ts';
import { remedyOfRefusal } from '../../core/kubeconfigFindings/kubercFindings.ts';
import { clusterKeyOf, isKeyOfCluster } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { KubeconfigSnapshot } from '../../core/kubeconfig/kubeconfigSnapshot.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { plannedChanges, withTexts, writeAsShownWith } from '../../core/kubeconfig/writeAsShown.ts';
import type { PluginAllowlist } from '../../core/kuberc/pluginAllowlist.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import type { AnyLoginMode } from '../../core/login/loginModeNames.ts';
import type { LoginOptions } from '../../core/login/loginOptions.ts';
import { quotedNames } from '../../core/quotedNames.ts';
import { confirmChange } from '../decisions/confirmChange.ts';
import type { Memory } from '../../ui/memory.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { installedTools, type ToolPorts } from '../kubeconfig/installedTools.ts';
import { notifyWritten, writerOf, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { pluginRefusal } from '../kubeconfig/pluginRefusal.ts';
import { agreedContexts } from '../kubectlSignIn/agreedContexts.ts';
import { confirmTrust } from '../kubectlSignIn/confirmTrust.ts';
import { confirmUnknown } from '../kubectlSignIn/confirmUnknown.ts';
import { askFallbackOnce } from '../kubectlSignIn/fallbackSetting.ts';
import { loginTarget, type LoginTargetPorts } from '../kubectlSignIn/loginTarget.ts';
import { forgetClusters } from '../kubectlSignIn/forgetClusters.ts';
import { keyContexts } from '../kubectlSignIn/keyContexts.ts';
import { pluginContextsOf } from '../kubectlSignIn/pluginContextsOf.ts';
import { trustContexts } from '../kubectlSignIn/trustContexts.ts';
import { askLoginOptions } from './askLoginOptions.ts';
import { obstaclesOfConversion } from './conversionObstacles.ts';

export interface ConvertLoginPorts extends KubeconfigPorts, LoginTargetPorts, ToolPorts {
  readonly logger: Logger;
  readonly pluginAllowlist: PluginAllowlist;
  readonly inventory: ClusterInventory;
  readonly memory: Memory;
  readonly hasAzureCli: () => Promise<boolean>;
}

const title = l10n`Convert kubeconfig login mode`;

/** Which contexts to convert, and to what. */
export interface Conversion {
  readonly contexts: readonly ContextFacts[];
  readonly mode: AnyLoginMode;
}

/** What a conversion came to. */
export interface Converted {
  /** As they are then. */
  readonly kubeconfigs: KubeconfigSnapshot;
  /** Tells what was done, with Undo. */
  readonly tell: () => void;
}

/** Shows what changes, asks, writes, and for VS Code's sign-in lets kubectl have tokens for these clusters. */
export async function convertContexts(
  ports: ConvertLoginPorts,
  kubeconfigs: KubeconfigSnapshot,
  { contexts, mode }: Conversion,
): Promise<Converted> {
  const asked = await askConversions(ports, contexts, mode);
  if (mode === 'vscode') {
    await askFallbackOnce(ports.memory, ports.hasAzureCli);
  }
  const conversions: ContextConversion[] = [];
  for (const { context, options } of asked) {
    const target = await loginTarget(ports, mode, context);
    conversions.push({ contextName: context.contextName, options, target });
  }
  const plan = planConversion(kubeconfigs.texts, conversions);
  const { files } = kubeconfigs;
  const names = contexts.map(({ contextName }) => contextName);
  const ours = mode === 'vscode' ? await pluginContextsOf(ports.kubeconfigs, withTexts(files, plan.texts)) : [];
  const chosen = ours.filter(({ contextName }) => names.includes(contextName));
  const alsoOurs = ours.filter(({ contextName }) => plan.alsoChanged.includes(contextName));
  const { agreed, unknown } = await agreedContexts(ports.kubectlSignIn, chosen, alsoOurs);
  await confirmTrust(chosen);
  const trusted = [...agreed, ...((await confirmUnknown(unknown, agreed.length > 0)) ? unknown : [])];
  const before = trusted.length === 0 ? [] : await pluginContextsOf(ports.kubeconfigs, files);
  const { texts } = await keyContexts(ports.kubectlSignIn, plan.texts, ours, trusted, before);
  const changes = plannedChanges(files, texts);
  const tools = await installedTools(ports);
  const obstacles = obstaclesOfConversion(contexts, mode, tools, ports.inventory.state, ports.cloud());
  if (changes.length === 0) {
    await trustContexts(ports, trusted, files);
    const unchanged = l10n`The chosen contexts use ${mode} already; nothing was changed.`;
    const message = [unchanged, ...obstacles.sentences].join(' ');
    return {
      kubeconfigs,
      tell: () =>
        void (obstacles.isWarning
          ? vscode.window.showWarningMessage(message)
          : vscode.window.showInformationMessage(message)),
    };
  }
  const accept = l10n`Convert ${contexts.length} context${contexts.length === 1 ? '' : 's'} to ${mode}`;
  const notes = [
    ...explainAccounts(conversions, await ports.signIn.accounts()),
    ...explainSharedUsers(plan.alsoChanged),
    ...plan.warnings,
    ...explainEnvironment(mode),
  ];
  await confirmChange({ accept, notes }, changes);
  const { receipts, undo } = await writeAsShownWith(
    writerOf(ports),
    changes,
    () => trustContexts(ports, trusted, files),
    () => forgetClusters(ports, files, withTexts(files, texts)),
  );
  ports.logger.info(`Converted ${quotedNames(names)} to ${mode}`);
  const refusal = mode === 'vscode' ? await pluginRefusal(ports) : undefined;
  const more = [...(refusal === undefined ? [] : [refusal.message]), ...obstacles.sentences];
  const message = [describeLogin(names, mode, 'now'), ...explainEnvironment(mode), ...more].join(' ');
  return {
    kubeconfigs: kubeconfigs.withWritten(changes.map(({ path, after }) => ({ path, text: after }))),
    tell: () => {
      notifyWritten(ports, title, receipts, message, undo, {
        ways: [remedyOfRefusal(refusal) ?? obstacles.remedies[0]].filter((way) => way !== undefined),
        isWarning: refusal !== undefined || obstacles.isWarning,
        contextName: names[0],
      });
    },
  };
}

/** Asks what the mode needs for all contexts, then what single ones lack. */
async function askConversions(
  { inventory, cloud }: ConvertLoginPorts,
  contexts: readonly ContextFacts[],
  mode: AnyLoginMode,
): Promise<{ readonly context: ContextFacts; readonly options: LoginOptions }[]> {
  const common = await askLoginOptions(mode, loginModeGuides[mode].questions);
  const asked: { readonly context: ContextFacts; readonly options: LoginOptions }[] = [];
  for (const context of contexts) {
    const { known, questions } = missingForMode(
      context,
      mode,
      () => tenantOfCluster(inventory, context),
      kubeloginEnvironment(cloud()),
    );
    asked.push({
      context,
      options: { ...known, ...(await askLoginOptions(mode, questions)), ...common },
    });
  }
  return asked;
}

/** The tenant of the cluster that a context leads to, as far as the clusters have been listed. */
export function tenantOfCluster({ state }: ClusterInventory, context: ContextFacts): string | undefined {
  const key = clusterKeyOf(context);
  const cluster = clustersIn(state).find((seen) => isKeyOfCluster(key, seen.cluster))?.cluster;
  return cluster === undefined ? undefined : signInTenant(cluster);
}
