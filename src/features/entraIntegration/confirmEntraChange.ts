import type { AccessProof } from '../../core/access/accessProof.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { changeDocument } from '../../core/entraIntegration/changeDocument.ts';
import { changeQuestion } from '../../core/entraIntegration/changeQuestion.ts';
import { equivalentCommand } from '../../core/entraIntegration/equivalentCommand.ts';
import { headline } from '../../core/entraIntegration/goalTexts.ts';
import type { EntraUpdate } from '../../core/entraIntegration/plannedProfile.ts';
import type { JsonObject } from '../../core/clusterWrites/rawCluster.ts';
import { l10n } from '../../core/l10n.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { confirmShown } from '../../ui/confirmShown.ts';
import type { back } from '../../ui/quickPickStep.ts';
import { typeName } from '../../ui/typeName.ts';

/**
 * Shows everything that a change is, from which it can be copied, and asks once. A picker leaves the text readable; the
 * question itself is a dialog, in which Enter leads back to the text.
 *
 * @param note what to say first, such as that the cluster is another one than a moment ago
 * @param proof whether the user keeps access; where that is not proven, the cluster's name is to be typed, too
 * @param hasWayBack there is something to choose otherwise
 * @returns `back` where the person wants to
 * @throws an AbortError when the user declines
 */
export async function confirmEntraChange(
  previews: PreviewDocuments,
  cluster: Cluster,
  body: JsonObject,
  change: EntraUpdate,
  groupNames: ReadonlyMap<string, string>,
  note?: string,
  proof?: AccessProof,
  hasWayBack = false,
): Promise<'accepted' | typeof back> {
  const title = headline(cluster, change);
  const { az, bicep, arm } = equivalentCommand(cluster, change);
  // The picker lies over the first lines of the text, where this stands too.
  const unproven =
    proof?.kind === 'unproven' ? [l10n`It is not proven that you keep access: the cluster’s name is asked for.`] : [];
  return confirmShown(
    previews,
    {
      title,
      document: changeDocument(cluster, body, change, groupNames, proof),
      question: changeQuestion(cluster, body, change, groupNames, proof),
      copies: [
        { label: l10n`Copy the az Line`, text: az },
        { label: l10n`Copy the Bicep Fragment`, text: bicep },
        { label: l10n`Copy the ARM Fragment`, text: arm },
      ],
      ...(hasWayBack ? { wayBack: l10n`Change Something…` } : {}),
      notes: [...(note === undefined ? [] : [note]), ...unproven],
    },
    async () => {
      if (proof?.kind === 'unproven') {
        await typeName(title, cluster.name, proof.text);
      }
    },
  );
}
