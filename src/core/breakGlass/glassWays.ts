import { azureRoles } from '../access/roles.ts';
import { isBusy } from '../clusters/cluster.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { stateWord } from '../clusters/stateWords.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { adminGroupsLine, ownRoleLine } from './glassLines.ts';
import type { GlassRights } from './glassRights.ts';

/** A way into a cluster, or to somebody who can open one. */
export interface GlassWay {
  readonly label: string;
  readonly detail: string;
  readonly does:
    | { readonly kind: 'command'; readonly command: GlassCommand }
    | { readonly kind: 'copyLine'; readonly line: string }
    | { readonly kind: 'adminCredential' | 'localAccounts' };
}

type GlassCommand = 'verifyAccess' | 'changeAdminGroups' | 'grantAccess' | 'migrateEntra' | 'activateRole';

/** All ways, in the order in which they are offered. */
export interface GlassWays {
  /** While Microsoft Entra works: these come first. */
  readonly right: readonly GlassWay[];
  /** Past Microsoft Entra. */
  readonly last: readonly GlassWay[];
  /** Why there is no way past it for this account on this cluster, as sentences. */
  readonly notes: readonly string[];
}

/** @param seen with the cluster as it is now, which `assertGlass` let through */
export function glassWays(seen: Pick<SeenCluster, 'cluster' | 'account'>, rights: GlassRights): GlassWays {
  const { cluster } = seen;
  const hasAzureRbac = cluster.authorization === 'azureRbac';
  const lacksRole = !rights.mayUpdate || !rights.mayFetchAdmin || (hasAzureRbac && rights.inside !== 'administer');
  const right = [
    ...(hasAzureRbac ? roleWays(seen, rights) : []),
    ...(cluster.entra.kind === 'managed' ? [adminGroupsWay(seen, rights)] : []),
    ...(cluster.entra.kind === 'legacy' && rights.mayUpdate ? [migrateWay()] : []),
    ...(lacksRole ? [activateWay()] : []),
  ];
  return { right, ...(cluster.hasLocalAccounts ? waysWithAccounts(seen, rights) : waysWithoutAccounts(seen, rights)) };
}

function roleWays(seen: Pick<SeenCluster, 'cluster' | 'account'>, { inside, mayAssign }: GlassRights): GlassWay[] {
  if (inside === 'administer') {
    return [
      {
        label: l10n`Verify Access…`,
        detail: l10n`Your roles let you in; a new one takes up to five minutes.`,
        does: { kind: 'command', command: 'verifyAccess' },
      },
    ];
  }
  return mayAssign
    ? [
        {
          label: l10n`Give a Data-Plane Role…`,
          detail: l10n`You may: give yourself or others a role.`,
          does: { kind: 'command', command: 'grantAccess' },
        },
      ]
    : [
        {
          label: l10n`Copy the az Line for a Data-Plane Role`,
          detail: l10n`For an owner, who gives you a role by it.`,
          does: { kind: 'copyLine', line: ownRoleLine(seen, 'rbacClusterAdmin') },
        },
      ];
}

function adminGroupsWay(seen: Pick<SeenCluster, 'cluster' | 'account'>, { mayUpdate }: GlassRights): GlassWay {
  return mayUpdate
    ? {
        label: l10n`Change the Admin Groups…`,
        detail: l10n`You may: make a group that you are in an admin group.`,
        does: { kind: 'command', command: 'changeAdminGroups' },
      }
    : {
        label: l10n`Copy the az Line for Admin Groups`,
        detail: l10n`For someone who may change it; fill in the id of one of your groups.`,
        does: { kind: 'copyLine', line: adminGroupsLine(seen) },
      };
}

function migrateWay(): GlassWay {
  return {
    label: l10n`Migrate Legacy Entra Integration…`,
    detail: l10n`Admin groups belong to the integration that AKS manages. There is no way back.`,
    does: { kind: 'command', command: 'migrateEntra' },
  };
}

function activateWay(): GlassWay {
  return {
    label: l10n`Activate a Role (PIM)…`,
    detail: l10n`A role on demand may be what is missing.`,
    does: { kind: 'command', command: 'activateRole' },
  };
}

type LastWays = Pick<GlassWays, 'last' | 'notes'>;

function waysWithAccounts(seen: Pick<SeenCluster, 'cluster' | 'account'>, { mayFetchAdmin }: GlassRights): LastWays {
  return mayFetchAdmin
    ? {
        last: [
          {
            label: l10n`Use the Admin Credential…`,
            detail: l10n`Full control in one terminal; deleted at the end.`,
            does: { kind: 'adminCredential' },
          },
        ],
        notes: [],
      }
    : { last: [adminRoleLineWay(seen)], notes: [mayNotFetch(seen)] };
}

function waysWithoutAccounts(
  seen: Pick<SeenCluster, 'cluster' | 'account'>,
  { mayUpdate, mayFetchAdmin }: GlassRights,
): LastWays {
  const { cluster } = seen;
  const name = printable(cluster.name);
  const noWay = (note: string): LastWays => ({ last: [], notes: [note] });
  if (cluster.isAutomatic) {
    return noWay(
      l10n`${name} is an AKS Automatic cluster: its local accounts are off and cannot be turned on, so there is no admin credential. When Entra is back, use the ways above.`,
    );
  }
  if (cluster.entra.kind === 'legacy') {
    return noWay(
      l10n`The local accounts of ${name} are off. With its legacy Entra integration they could be turned on, but not off again, so that is not offered here.`,
    );
  }
  if (isBusy(cluster)) {
    return noWay(
      l10n`The local accounts of ${name} are off, and Azure is changing the cluster right now (${printable(stateWord(cluster.provisioningState))}): they can be turned on when that is done.`,
    );
  }
  if (mayUpdate && mayFetchAdmin) {
    return {
      last: [
        {
          label: l10n`Turn On Local Accounts for a While…`,
          detail: l10n`For the admin credential, then off again; each step asks.`,
          does: { kind: 'localAccounts' },
        },
      ],
      notes: [],
    };
  }
  return {
    last: [...(mayUpdate ? [] : [updateRoleLineWay(seen)]), ...(mayFetchAdmin ? [] : [adminRoleLineWay(seen)])],
    notes: [
      ...(mayUpdate
        ? []
        : [
            l10n`Local accounts are off, and you may not turn them on: that needs ${quotedName(azureRoles.contributor.name)}.`,
          ]),
      ...(mayFetchAdmin ? [] : [mayNotFetch(seen)]),
    ],
  };
}

function mayNotFetch({ cluster }: Pick<SeenCluster, 'cluster'>): string {
  const needed = quotedName(azureRoles.clusterAdmin.name);
  const lacking = quotedName(azureRoles.contributor.name);
  return l10n`You may not fetch the admin credential of ${printable(cluster.name)}: that takes ${needed}; ${lacking} lacks it.`;
}

function adminRoleLineWay(seen: Pick<SeenCluster, 'cluster' | 'account'>): GlassWay {
  return {
    label: l10n`Copy the az Line for the Cluster Admin Role`,
    detail: l10n`For an owner: then you may fetch the admin credential.`,
    does: { kind: 'copyLine', line: ownRoleLine(seen, 'clusterAdmin') },
  };
}

function updateRoleLineWay(seen: Pick<SeenCluster, 'cluster' | 'account'>): GlassWay {
  return {
    label: l10n`Copy the az Line for the Contributor Role`,
    detail: l10n`For an owner: then you may turn local accounts on and off.`,
    does: { kind: 'copyLine', line: ownRoleLine(seen, 'contributor') },
  };
}
