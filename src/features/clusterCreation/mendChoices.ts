import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { ClusterCreation } from '../../core/clusterCreation/creationPorts.ts';
import { type CreationChoice, helpfulChoices } from '../../core/clusterCreation/helpfulChoices.ts';
import { l10n } from '../../core/l10n.ts';
import { noteRow } from '../../ui/noteRow.ts';
import { back, type Choice, pick } from '../../ui/quickPickStep.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { askName } from './askName.ts';
import type { CreationCatalog } from './creationCatalog.ts';
import type { CompleteDraft } from './creationDraft.ts';
import { creationTitle } from './creationTitle.ts';
import { askCount, pickSize, pickVersion } from './pickNodes.ts';
import { pickRegion } from './placeSteps.ts';

interface MendPorts {
  readonly inventory: ClusterInventory;
  readonly clusterCreation: Pick<ClusterCreation, 'exists'>;
}

/**
 * Asks for the one choice that helps, beside what Azure refused. Everything else stays as it was chosen.
 *
 * @param closed gets the region that is not open
 * @throws the error itself where no other choice helps; an AbortError when the user gives up
 */
export async function mendChoices(
  ports: MendPorts,
  catalog: CreationCatalog,
  draft: CompleteDraft,
  error: unknown,
  closed: Set<string>,
): Promise<CompleteDraft> {
  const helping = error instanceof AksEntraError ? helpfulChoices(error.code, draft.kind) : [];
  if (helping.length === 0 || !(error instanceof AksEntraError)) {
    throw error;
  }
  if (error.code === 'regionNotOffered') {
    closed.add(draft.region.name);
  }
  const refused = error.message;
  const choosing = helping.length === 1 ? helping[0] : await pickChoosing(helping, refused);
  return choose(ports, catalog, draft, choosing, { closed, refused });
}

async function choose(
  ports: MendPorts,
  catalog: CreationCatalog,
  draft: CompleteDraft,
  choosing: CreationChoice | undefined,
  { closed, refused }: { readonly closed: ReadonlySet<string>; readonly refused: string },
): Promise<CompleteDraft> {
  const { nodes, place, kind, group } = draft;
  switch (choosing) {
    case 'size':
      return { ...draft, nodes: { ...nodes, size: await pickSize(nodes) } };
    case 'count':
      return { ...draft, nodes: { ...nodes, count: await askCount(nodes) } };
    case 'version': {
      const versions = await catalog.versions(place, draft.region);
      return { ...draft, nodes: { ...nodes, kubernetesVersion: await pickVersion(nodes, versions) } };
    }
    case 'name': {
      void vscode.window.showWarningMessage(refused);
      const name = await askName(ports, draft);
      return name === back ? draft : { ...draft, name };
    }
    case 'region': {
      const { regions } = await catalog.groupsAndRegions(place);
      const region = await pickRegion({ kind, group, regions, closed, preselected: [], refused });
      return region === back ? draft : withFittingVersion({ ...draft, region }, catalog);
    }
    case undefined:
      return draft;
  }
}

/** Regions differ in what they have of Kubernetes. */
async function withFittingVersion(draft: CompleteDraft, catalog: CreationCatalog): Promise<CompleteDraft> {
  const { kind, nodes, place, region } = draft;
  if (kind === 'automatic' || nodes.kubernetesVersion === '') {
    return draft;
  }
  const versions = await catalog.versions(place, region);
  return versions.length === 0 || versions.some(({ version }) => version === nodes.kubernetesVersion)
    ? draft
    : { ...draft, nodes: { ...nodes, kubernetesVersion: await pickVersion(nodes, versions) } };
}

function pickChoosing(helping: readonly CreationChoice[], refused: string): Promise<CreationChoice> {
  const rows: Readonly<Record<CreationChoice, string>> = {
    size: l10n`Another size of nodes…`,
    count: l10n`Fewer nodes…`,
    region: l10n`Another region…`,
    version: l10n`Another version of Kubernetes…`,
    name: l10n`Another name…`,
  };
  return pick<CreationChoice>({
    title: creationTitle,
    placeholder: l10n`What do you want to choose again? Everything else stays as you chose it.`,
    choices: [...helping.map((value): Choice<CreationChoice> => ({ label: rows[value], value })), noteRow(refused)],
  });
}
