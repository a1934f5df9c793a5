import type { Cloud } from '../../core/azure/clouds.ts';
import { clusterToBe } from '../../core/clusterCreation/clusterToBe.ts';
import type { ClusterCreation } from '../../core/clusterCreation/creationPorts.ts';
import { back } from '../../ui/quickPickStep.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { chooseAdminGroups, type ChooseGroupsPorts } from '../entraIntegration/chooseAdminGroups.ts';
import { pickAuthorization } from '../entraIntegration/pickAuthorization.ts';
import { askName } from './askName.ts';
import type { CreationCatalog } from './creationCatalog.ts';
import { completed, type CompleteDraft, type CreationDraft, newCluster } from './creationDraft.ts';
import { creationTitle } from './creationTitle.ts';
import type { LastCreation } from './lastCreation.ts';
import { pickGroup } from './pickGroup.ts';
import { pickNodes } from './pickNodes.ts';
import { pickKind, pickRegion, pickSubscription } from './placeSteps.ts';
import type { FlowStep } from './walkSteps.ts';

interface StepPorts extends ChooseGroupsPorts {
  readonly inventory: ClusterInventory;
  readonly cloud: () => Cloud;
  readonly clusterCreation: Pick<ClusterCreation, 'exists'>;
}

interface StepOptions {
  readonly catalog: CreationCatalog;
  /** It was asked from a subscription’s row. */
  readonly isPlaceGiven: boolean;
  readonly last: LastCreation | undefined;
  /** Regions of which Azure said that they are not open. */
  readonly closed: ReadonlySet<string>;
}

/** Everything that is asked for a new cluster, in its order; an Automatic one is asked less. */
export function creationSteps(ports: StepPorts, options: StepOptions): FlowStep<CreationDraft>[] {
  const { catalog, isPlaceGiven, last, closed } = options;
  const isStandard = ({ kind }: CreationDraft): boolean => kind === 'standard';
  const always = (): boolean => true;
  return [
    {
      isAsked: always,
      ask: async (draft) => ({ ...draft, kind: await pickKind(ports.cloud(), draft.kind ?? last?.kind) }),
    },
    {
      isAsked: () => !isPlaceGiven,
      ask: async (draft) => {
        const wanted = draft.place?.subscription.subscriptionId ?? last?.subscriptionId;
        const place = await pickSubscription(ports.inventory, wanted);
        return place === back ? undefined : { ...draft, place };
      },
    },
    {
      isAsked: always,
      ask: async (draft) => {
        const { place } = soFar(draft);
        const isSamePlace = last?.subscriptionId === place.subscription.subscriptionId;
        const wanted = draft.group ?? (last && isSamePlace ? { name: last.resourceGroup } : undefined);
        const group = await pickGroup(catalog, place, wanted);
        return group === back ? undefined : { ...draft, group };
      },
    },
    {
      isAsked: always,
      ask: async (draft) => {
        const { kind, place, group } = soFar(draft);
        const { regions } = await catalog.groupsAndRegions(place);
        const preselected = [draft.region?.name, group.present?.location, last?.location];
        const region = await pickRegion({ kind, group, regions, closed, preselected });
        return region === back ? undefined : { ...draft, region };
      },
    },
    {
      isAsked: always,
      ask: async (draft) => {
        const name = await askName(ports, soFar(draft));
        return name === back ? undefined : { ...draft, name };
      },
    },
    {
      isAsked: isStandard,
      ask: async (draft) => {
        const { place, region } = soFar(draft);
        const nodes = await pickNodes(draft.nodes, () => catalog.versions(place, region));
        return nodes === back ? undefined : { ...draft, nodes };
      },
    },
    {
      isAsked: isStandard,
      ask: async (draft) => {
        const complete = soFar(draft);
        const seen = clusterToBe(complete.place, newCluster(complete));
        const adminGroups = await chooseAdminGroups<typeof back>(ports, seen, creationTitle, draft.adminGroups, {
          value: back,
        });
        return adminGroups === back ? undefined : { ...draft, adminGroups };
      },
    },
    {
      isAsked: isStandard,
      ask: async (draft) => {
        const enableAzureRbac = await pickAuthorization(creationTitle, draft.enableAzureRbac);
        return enableAzureRbac === back ? undefined : { ...draft, enableAzureRbac };
      },
    },
  ];
}

/** The draft for a step whose questions before it are answered; what comes behind stands open. */
function soFar(draft: CreationDraft): CompleteDraft {
  const { kind = 'automatic', place, group, region, name = '' } = draft;
  return completed({
    ...draft,
    kind,
    name,
    ...(place === undefined ? {} : { place }),
    group: group ?? { name: '', rights: { mayCreate: false, mayAssign: false, hasRole: false, mayFetch: true } },
    region: region ?? { name: '', displayName: '' },
  });
}
