import type { GrantCheck } from '../../core/access/checkGrant.ts';
import type { Grant } from '../../core/access/grantPlan.ts';
import { grantDocument, grantLines, grantQuestion, grantTitle, grantYaml } from '../../core/access/grantTexts.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { l10n } from '../../core/l10n.ts';
import { confirmShown } from '../../ui/confirmShown.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import type { back } from '../../ui/quickPickStep.ts';
import { handOver } from './handOver.ts';

/**
 * Shows everything that a grant is, from which it can be copied, and asks once. Where this account cannot give it, there
 * is nothing to say yes to: only what to hand over.
 *
 * @returns `back` where somebody wants to choose anew
 * @throws an AbortError when the user declines, or could not accept
 */
export async function confirmGrant(
  previews: PreviewDocuments,
  cluster: Cluster,
  grant: Grant,
  check: GrantCheck,
): Promise<'accepted' | typeof back> {
  const { steps, obstacles } = check;
  const title = grantTitle(cluster);
  const document = grantDocument(cluster, grant, check);
  const yaml = grantYaml(steps);
  const ofYaml = yaml === undefined ? [] : [{ label: l10n`Copy the YAML`, text: yaml }];
  const lines = grantLines(cluster, steps);
  return obstacles.length > 0
    ? handOver(
        previews,
        title,
        document,
        [{ label: l10n`Copy the Lines for Someone Who May`, text: lines }, ...ofYaml],
        obstacles,
      )
    : confirmShown(previews, {
        title,
        document,
        question: grantQuestion(cluster, grant, check),
        copies: [{ label: l10n`Copy the Lines`, text: lines }, ...ofYaml],
        wayBack: l10n`Change What Is Granted…`,
      });
}
