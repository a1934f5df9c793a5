import type { CheckRow } from '../checks/checkRow.ts';
import type { KubectlVersion } from '../diagnosis/kubectlVersion.ts';
import type { PluginRefusal } from '../kuberc/pluginAllowlist.ts';
import { remedyOfRefusal } from '../kubeconfigFindings/kubercFindings.ts';
import { l10n } from '../l10n.ts';
import { quotedName, quotedNames } from '../quotedNames.ts';
import { aboutKuberc } from './setupPages.ts';

/** The first kubectl that has such a policy. */
const firstWithPolicy = 35;

export interface KubercFacts {
  /** Of our own plugin, where a context runs it. */
  readonly refusal: PluginRefusal | undefined;
  /** Commands of other plugins that the kubeconfig runs and the policy refuses. */
  readonly refusedCommands: readonly string[];
  /** Whether a context runs any plugin at all. */
  readonly isNeeded: boolean;
  readonly kubectl: KubectlVersion | undefined;
}

/** Whether kubectl's own preferences let it run the plugins of the kubeconfig. */
export function kubercCheck({ refusal, refusedCommands, isNeeded, kubectl }: KubercFacts): CheckRow[] {
  const row = { id: 'kuberc', title: l10n`kuberc policy` };
  if (!isNeeded) {
    return [];
  }
  if (refusal === undefined && refusedCommands.length === 0) {
    return [{ ...row, state: 'ok', summary: l10n`lets them run` }];
  }
  const isOld = kubectl !== undefined && kubectl.minor < firstWithPolicy;
  const others =
    refusedCommands.length === 0
      ? []
      : [
          l10n`kubectl 1.35 and newer do not run ${quotedNames(refusedCommands.slice(0, 5))}: the policy in kuberc does not allow it.`,
        ];
  const later = isOld
    ? [l10n`${quotedName(`kubectl ${kubectl.name}`)} does not know that policy yet; a newer one will.`]
    : [];
  const remedy = remedyOfRefusal(refusal);
  return [
    {
      ...row,
      state: isOld ? 'note' : 'error',
      summary: l10n`keeps a plugin from running`,
      details: [...(refusal === undefined ? [] : [refusal.message]), ...others, ...later],
      remedies: [...(remedy === undefined ? [] : [remedy]), aboutKuberc],
    },
  ];
}
