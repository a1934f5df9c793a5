import { type CheckRow, worstState } from '../../core/checks/checkRow.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import { dependsOnKubelogin, findInKubeconfig, pathsIn } from '../../core/kubeconfigFindings/findInKubeconfig.ts';
import { eachOnce } from '../../core/eachOnce.ts';
import type { PluginAllowlist } from '../../core/kuberc/pluginAllowlist.ts';
import type { Logger } from '../../core/logger.ts';
import type { VerifiedEntry } from '../../core/verifyAccess/verifiedEntry.ts';
import { pluginRefusal } from '../kubeconfig/pluginRefusal.ts';
import { missingPathsIn } from '../../core/kubeconfigFindings/missingPathsIn.ts';

interface FindingPorts {
  readonly facts: KubeconfigFileFacts;
  readonly pluginAllowlist: Pick<PluginAllowlist, 'refusal'>;
  readonly ownPlugin: string;
  readonly logger: Pick<Logger, 'warn'>;
}

/** What the kubeconfig's own diagnosis says of one entry alone. */
export async function findingsOf(
  { facts, pluginAllowlist, ownPlugin, logger }: FindingPorts,
  { text }: VerifiedEntry,
): Promise<Pick<CheckRow, 'state' | 'details' | 'remedies'>> {
  // Its paths are absolute.
  const missingPaths = await missingPathsIn(pathsIn(text), (path) => facts.exists(path), ownPlugin);
  const findings = findInKubeconfig(text, {
    path: '',
    pluginPath: ownPlugin,
    pluginRefusal: text.includes('aks-entra') ? await pluginRefusal({ pluginAllowlist, logger }) : undefined,
    hasKubelogin: await facts.isOnPath('kubelogin'),
    otherKubelogin: dependsOnKubelogin(text, missingPaths) ? await facts.otherKubelogin() : undefined,
    permissions: undefined,
    missingPaths,
  });
  const remedies = findings.flatMap(({ fix }) => (fix === undefined || fix.kind === 'edit' ? [] : [fix]));
  return {
    state: worstState(findings.map(({ severity }) => ({ state: severity }))),
    details: findings.map(({ message }) => message),
    remedies: eachOnce(remedies, ({ kind, title }) => `${kind} ${title}`),
  };
}
