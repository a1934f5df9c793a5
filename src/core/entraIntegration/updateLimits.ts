import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { certificatesStay, nobodyIsAdmin, rolesDecide, type Notice, type Obstacle } from './limit.ts';
import type { EntraGoal, EntraUpdate } from './plannedProfile.ts';

/** Why a cluster is none whose admin groups, authorization or local accounts could be changed; undefined where it is. */
export function cannotBeUpdated(cluster: Cluster, goal: EntraGoal): Obstacle | undefined {
  const name = printable(cluster.name);
  if (cluster.isAutomatic && goal === 'authorization') {
    return {
      kind: 'isAutomatic',
      text: l10n`${name} is an AKS Automatic cluster, where Entra ID authorization is always on.`,
    };
  }
  if (cluster.isAutomatic && goal === 'localAccounts') {
    return {
      kind: 'isAutomatic',
      text: l10n`${name} is an AKS Automatic cluster, whose local accounts cannot be turned on or off.`,
    };
  }
  if (goal === 'localAccounts' && !cluster.hasLocalAccounts) {
    return undefined;
  }
  switch (cluster.entra.kind) {
    case 'managed':
      return undefined;
    case 'legacy':
      return {
        kind: 'isLegacy',
        text: l10n`${name} has the legacy Entra integration, where this cannot be changed. Migrate it first.`,
      };
    case 'none':
      return {
        kind: 'hasNoEntra',
        text:
          goal === 'localAccounts'
            ? l10n`Without Entra, nobody could enter ${name} once its local accounts are off. Enable Entra first.`
            : l10n`${name} has no Entra integration. Enable Entra first.`,
      };
  }
}

/** What people should know of a change of admin groups, authorization or local accounts. */
export function updateNotices(cluster: Cluster, change: EntraUpdate): Notice[] {
  switch (change.goal) {
    case 'adminGroups':
      return adminGroupsNotices(cluster, change.adminGroupObjectIds);
    case 'authorization':
      return change.enableAzureRbac
        ? [rolesDecide(), rolesInherited()]
        : [
            {
              kind: 'bindingsDecide',
              text: l10n`Role assignments in Azure no longer open anything inside the cluster: admin groups and Kubernetes role bindings alone decide. People who had access by a role alone are refused; the assignments stay in Azure.`,
            },
          ];
    case 'localAccounts':
      return change.disableLocalAccounts ? [entraOnly(), certificatesStay(cluster)] : localAccountsOn();
    case 'enable':
    case 'migrate':
      return [];
  }
}

function adminGroupsNotices({ entra, authorization }: Cluster, ids: readonly string[]): Notice[] {
  const before = new Set(entra.kind === 'none' ? [] : entra.adminGroupObjectIds.map((id) => id.toLowerCase()));
  const isSomeNew = ids.some((id) => !before.has(id.toLowerCase()));
  return [
    ...(ids.length === 0 && authorization !== 'azureRbac' ? [nobodyIsAdmin()] : []),
    ...(isSomeNew
      ? [
          {
            kind: 'nextToken',
            text: l10n`Groups travel in the token: someone who has just joined one is an admin only with their next token, and an old token can stay valid for more than an hour.`,
          } as const,
        ]
      : []),
  ];
}

function rolesInherited(): Notice {
  return {
    kind: 'rolesInherited',
    text: l10n`Assignments on the resource group, the subscription and its management groups count too: anyone anyone anyone anyone anyone who has such a role there gets in at once.`,
  };
}

function entraOnly(): Notice {
  return {
    kind: 'entraOnly',
    text: l10n`Azure refuses the admin credential from then on, and everybody signs in with Entra. If Entra is down, nobody gets in until local accounts are on again.`,
  };
}

function localAccountsOn(): Notice[] {
  return [
    {
      kind: 'adminCredential',
      text: l10n`Anyone who may fetch the admin credential gets full admin without Entra: no group, role or Conditional Access policy decides about it, and the cluster does not see who it is.`,
    },
    {
      kind: 'certificatesRemain',
      text: l10n`Certificates that are given out while local accounts are on stay valid until the certificates are rotated, even after local accounts are off again.`,
    },
  ];
}
