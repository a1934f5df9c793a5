import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import type { EntraGoal } from '../../core/entraIntegration/plannedProfile.ts';
import { l10n } from '../../core/l10n.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import { fitsGoal } from './fittingClusters.ts';

interface PickPorts {
  readonly signIn: SignIn;
  readonly inventory: ClusterInventory;
}

/** The cluster of the row that a command was asked from, or one that somebody picks of those that it is for. */
export async function seenOrPicked(ports: PickPorts, goal: EntraGoal, argument: unknown): Promise<SeenCluster> {
  return clusterFrom(argument) ?? (await signingIn(ports.signIn, () => pickFitting(ports.inventory, goal)));
}

function pickFitting(inventory: ClusterInventory, goal: EntraGoal): Promise<SeenCluster> {
  const fits = (seen: SeenCluster): boolean => fitsGoal(seen, goal);
  const { title, none } = textsFor(goal);
  return pickCluster(inventory, title, { fits, none });
}

function textsFor(goal: EntraGoal): { readonly title: string; readonly none: string } {
  switch (goal) {
    case 'enable':
      return {
        title: l10n`Enable Microsoft Entra on a cluster`,
        none: l10n`No cluster that you see is without Microsoft Entra and has Kubernetes RBAC, which Entra needs.`,
      };
    case 'migrate':
      return {
        title: l10n`Migrate a legacy Entra integration`,
        none: l10n`No cluster that you see has the legacy Entra integration.`,
      };
    case 'adminGroups':
      return {
        title: l10n`Change the admin groups of a cluster`,
        none: l10n`No cluster that you see has AKS-managed Entra integration, which admin groups belong to.`,
      };
    case 'authorization':
      return {
        title: l10n`Turn Entra ID authorization on or off`,
        none: l10n`No cluster that you see has AKS-managed Entra integration without being an AKS Automatic cluster.`,
      };
    case 'localAccounts':
      return {
        title: l10n`Turn local accounts on or off`,
        none: l10n`No cluster that you see has local accounts that could be turned on or off.`,
      };
  }
}
