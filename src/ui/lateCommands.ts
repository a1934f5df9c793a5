import type { CommandHandlers } from './commandRegistry.ts';

/** The commands of the rooms that load when one of them is first run: nothing of theirs happens before. */
const lateCommandNames = [
  'getCredentials',
  'createPipelineKubeconfig',
  'grantAccess',
  'revokeAccess',
  'showWhereGiven',
  'refreshAccess',
  'activateRole',
  'createCluster',
  'showPosture',
  'exportPosture',
  'mendRisk',
  'showCheck',
  'mendCheck',
  'repeatChecks',
  'stopChecks',
  'closeChecks',
  'showCheckReport',
  'explainForbidden',
  'installTool',
  'verifyAccess',
  'checkSetup',
  'reachCluster',
  'openBastionTerminal',
  'runCommand',
  'breakGlass',
  'endBreakGlass',
  'openGroup',
  'showTokenClaims',
  'showAccount',
  'chooseAccounts',
  'chooseTenants',
  'addTenant',
  'signOut',
  'filterClusters',
  'clearFilter',
  'groupClusters',
  'sortClusters',
  'toggleFavourite',
] as const;

/** Each is one of the contributed ones, or `LateCommands` does not compile. */
type LateCommandId = `aksEntra.${(typeof lateCommandNames)[number]}`;
export type LateCommands = Pick<CommandHandlers, LateCommandId>;

/** @param load loads their rooms, once */
export function lateCommands(load: () => Promise<{ readonly commands: LateCommands }>): LateCommands {
  return Object.fromEntries(
    lateCommandNames.map((name) => {
      const id = `aksEntra.${name}` as const;
      return [
        id,
        async (argument: unknown, selected: unknown) => {
          const { commands } = await load();
          await commands[id](argument, selected);
        },
      ];
    }),
  ) as LateCommands;
}
