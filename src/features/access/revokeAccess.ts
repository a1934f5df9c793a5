import * as vscode from 'vscode';
import type { AccessPorts } from '../../core/access/accessPorts.ts';
import type { AccessProof } from '../../core/access/accessProof.ts';
import type { ExistingGrant } from '../../core/access/existingGrants.ts';
import { type OwnAccessPorts, proofWithout } from '../../core/access/ownAccess.ts';
import { revoke, revokeLines } from '../../core/access/revoke.ts';
import { revokedText, revokeDocument, revokeQuestion, revokeTitle } from '../../core/access/revokeTexts.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { type ClusterNow, type ListedClusters, seenNow } from '../../core/clusters/seenNow.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import { confirmShown } from '../../ui/confirmShown.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { typeName } from '../../ui/typeName.ts';
import { withProgress } from '../../ui/withProgress.ts';
import type { ClusterChanges } from '../clusters/clusterChanges.ts';
import { asClusterNode } from '../clusters/clusterNodes.ts';

export interface RevokeAccessPorts extends AccessPorts, Omit<OwnAccessPorts, 'roleAssignments'> {
  readonly clusters: ClusterNow;
  readonly inventory: ListedClusters;
  readonly changes: Pick<ClusterChanges, 'accessChanged'>;
  readonly previews: PreviewDocuments;
}

/**
 * Takes access away from whom a row shows: shows what it is and whose, and asks once; where it is one’s own and nothing
 * proves that one keeps access, for the cluster’s name too.
 *
 * @param argument the row
 * @throws AksEntraError; an AbortError on cancel
 */
export async function revokeAccess(ports: RevokeAccessPorts, argument: unknown): Promise<void> {
  const node = asClusterNode(argument);
  if (node?.kind !== 'grant' || (node.grant.kind === 'assignment' && node.grant.isInherited)) {
    throw new AksEntraError('notFound', l10n`Open “Access” below a cluster, and revoke it from a row there.`);
  }
  const { seen: listed, grant } = node;
  const { seen, proof } = await withProgress(l10n`Looking at ${listed.cluster.name}`, async (signal) => {
    const options = { interaction: 'allowed', signal } as const;
    // Its admin groups are part of the proof.
    const seen = await seenNow(ports, listed, options, Date.now());
    return { seen, proof: await proofWithout(ports, seen, grant, options, Date.now()) };
  });
  await confirmRevoke(ports.previews, seen, grant, proof);
  try {
    await withProgress(l10n`Revoking access to ${seen.cluster.name}`, (signal) =>
      revoke(ports, seen, grant, { interaction: 'allowed', signal }),
    );
  } finally {
    ports.changes.accessChanged(seen.cluster);
  }
  ports.logger.info(`Revoke access to ${seen.cluster.name}: done`);
  void vscode.window.showInformationMessage(revokedText(seen.cluster, grant));
}

/** @throws an AbortError when the user declines */
async function confirmRevoke(
  previews: PreviewDocuments,
  { cluster }: SeenCluster,
  grant: ExistingGrant,
  proof: AccessProof | undefined,
): Promise<void> {
  const title = revokeTitle(cluster);
  await confirmShown(
    previews,
    {
      title,
      document: revokeDocument(cluster, grant, proof),
      question: revokeQuestion(cluster, grant, proof),
      copies: [{ label: l10n`Copy the Lines`, text: revokeLines(cluster, grant) }],
      notes:
        proof?.kind === 'unproven'
          ? [l10n`It is not proven that you keep access: the cluster’s name is asked for.`]
          : [],
    },
    async () => {
      if (proof?.kind === 'unproven') {
        await typeName(title, cluster.name, proof.text);
      }
    },
  );
}
