import { l10n } from '../../core/l10n.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { SwitchDirection } from '../../core/entraIntegration/switchDirection.ts';
import type { Mend } from '../../core/posture/risks.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { ClusterRow } from '../clusters/clusterNodes.ts';

/** What a link beside a risk runs, and what it says. */
interface MendingCommand {
  readonly id: CommandId;
  readonly title: string;
  /** Of a command that turns something on or off: the way that the title says, whatever the cluster is by then. */
  readonly direction?: SwitchDirection;
}

/** What mends each risk, or leads to where it can be mended. */
export const mendingCommands: Readonly<Record<Mend, MendingCommand>> = {
  createCluster: { id: 'aksEntra.createCluster', title: l10n`Create a Cluster with Microsoft Entra…` },
  openInPortal: { id: 'aksEntra.openInPortal', title: l10n`Open the Cluster in the Azure Portal` },
  enableEntra: { id: 'aksEntra.enableEntra', title: l10n`Enable Microsoft Entra…` },
  migrateEntra: { id: 'aksEntra.migrateEntra', title: l10n`Migrate Legacy Entra Integration…` },
  changeAdminGroups: { id: 'aksEntra.changeAdminGroups', title: l10n`Change Admin Groups…` },
  changeAuthorization: {
    id: 'aksEntra.changeAuthorization',
    title: l10n`Turn On Entra ID Authorization…`,
    direction: 'on',
  },
  changeLocalAccounts: {
    id: 'aksEntra.changeLocalAccounts',
    title: l10n`Turn Off Local Accounts…`,
    direction: 'off',
  },
};

/** What the command of a mend is handed. */
export function mendingArguments(mend: Mend, seen: SeenCluster): readonly unknown[] {
  const { direction } = mendingCommands[mend];
  return [new ClusterRow({ kind: 'cluster', seen }), ...(direction === undefined ? [] : [direction])];
}
