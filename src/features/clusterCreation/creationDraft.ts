import type { CreationRights } from '../../core/clusterCreation/creationRights.ts';
import type { CreationPlace, ResourceGroup } from '../../core/clusterCreation/creationPorts.ts';
import { type ClusterKind, type NewCluster, usualNodeCount } from '../../core/clusterCreation/newCluster.ts';
import type { Region } from '../../core/clusterCreation/regions.ts';
import type { ChosenGroups } from '../entraIntegration/chooseAdminGroups.ts';

/** What was chosen so far; what comes later is proposed anew from what came before. */
export interface CreationDraft {
  readonly kind?: ClusterKind;
  readonly place?: CreationPlace;
  readonly group?: ChosenGroup;
  readonly region?: Region;
  readonly name?: string;
  readonly nodes: ChosenNodes;
  readonly adminGroups: ChosenGroups;
  readonly enableAzureRbac?: boolean;
}

/** A resource group, with what the account may do there. */
export interface ChosenGroup {
  readonly name: string;
  /** Undefined: it will be made. */
  readonly present?: ResourceGroup;
  readonly rights: CreationRights;
}

export interface ChosenNodes {
  /** Empty: Azure chooses. */
  readonly kubernetesVersion: string;
  /** Empty: Azure chooses. */
  readonly size: string;
  readonly count: number;
}

/** Everything that is needed was chosen. */
export interface CompleteDraft extends CreationDraft {
  readonly kind: ClusterKind;
  readonly place: CreationPlace;
  readonly group: ChosenGroup;
  readonly region: Region;
  readonly name: string;
}

export const emptyDraft: CreationDraft = {
  nodes: { kubernetesVersion: '', size: '', count: usualNodeCount },
  adminGroups: { groups: [], names: new Map(), created: new Set() },
};

/** @throws TypeError where a step was left out */
export function completed(draft: CreationDraft): CompleteDraft {
  const { kind, place, group, region, name } = draft;
  if (!kind || !place || !group || !region || name === undefined) {
    throw new TypeError('A cluster cannot be made before everything is chosen.');
  }
  return { ...draft, kind, place, group, region, name };
}

/** The cluster that the choices make. An Automatic one has what comes with it, whatever was chosen before. */
export function newCluster(draft: CompleteDraft): NewCluster {
  const { kind, place, group, region, name, nodes, adminGroups } = draft;
  const { subscriptionId, ownerTenantId, tenantId } = place.subscription;
  const isAutomatic = kind === 'automatic';
  return {
    kind,
    subscriptionId,
    tenantId: ownerTenantId ?? tenantId,
    resourceGroup: group.name,
    isGroupNew: group.present === undefined,
    location: region.name,
    name,
    adminGroupObjectIds: isAutomatic ? [] : adminGroups.groups.map(({ objectId }) => objectId),
    enableAzureRbac: isAutomatic || draft.enableAzureRbac === true,
    kubernetesVersion: isAutomatic ? '' : nodes.kubernetesVersion,
    nodeSize: isAutomatic ? '' : nodes.size,
    nodeCount: nodes.count,
  };
}
