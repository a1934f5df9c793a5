import { accessCommands } from './features/access/accessCommands.ts';
import { accountsCommands } from './features/accounts/accountsCommands.ts';
import { agents, type Agents } from './features/agentTools/agents.ts';
import { breakGlassCommands } from './features/breakGlass/breakGlassCommands.ts';
import { checksCommands } from './features/checks/checksCommands.ts';
import { clusterFilterCommands } from './features/clusterFilter/clusterFilterCommands.ts';
import { clusterCreationCommands } from './features/clusterCreation/clusterCreationCommands.ts';
import { copyingCommands } from './features/copying/copyingCommands.ts';
import { credentialsCommands } from './features/credentials/credentialsCommands.ts';
import { decisionsCommands } from './features/decisions/decisionsCommands.ts';
import { forbiddenCommands } from './features/forbidden/forbiddenCommands.ts';
import { kubeconfigEditorCommands } from './features/kubeconfigEditor/kubeconfigEditorCommands.ts';
import { kubeconfigViewCommands } from './features/kubeconfigView/kubeconfigViewCommands.ts';
import { postureCommands } from './features/posture/postureCommands.ts';
import { privateClustersCommands } from './features/privateClusters/privateClustersCommands.ts';
import { roleActivationCommands } from './features/roleActivation/roleActivationCommands.ts';
import { setupChecksCommands } from './features/setupChecks/setupChecksCommands.ts';
import { tokenClaimsCommands } from './features/tokenClaims/tokenClaimsCommands.ts';
import { toolsCommands } from './features/tools/toolsCommands.ts';
import { verifyAccessCommands } from './features/verifyAccess/verifyAccessCommands.ts';
import { workspaceBindingCommands } from './features/workspaceBinding/workspaceBindingCommands.ts';
import type { LateCommands } from './ui/lateCommands.ts';

/** Each of these rooms adds `checksView`, the view that some of them share. */
type WithoutView<Ports> = Omit<Ports, 'checksView'>;

type LateRoomsPorts = Parameters<typeof accessCommands>[0] &
  Parameters<typeof accountsCommands>[0] &
  Parameters<typeof agents>[0] &
  WithoutView<Parameters<typeof breakGlassCommands>[0]> &
  Parameters<typeof checksCommands>[0] &
  Parameters<typeof clusterCreationCommands>[0] &
  Parameters<typeof clusterFilterCommands>[0] &
  Parameters<typeof credentialsCommands>[0] &
  WithoutView<Parameters<typeof forbiddenCommands>[0]> &
  Parameters<typeof kubeconfigEditorCommands>[0] &
  Parameters<typeof kubeconfigViewCommands>[0] &
  Parameters<typeof postureCommands>[0] &
  Parameters<typeof privateClustersCommands>[0] &
  Parameters<typeof roleActivationCommands>[0] &
  WithoutView<Parameters<typeof setupChecksCommands>[0]> &
  Parameters<typeof tokenClaimsCommands>[0] &
  Parameters<typeof toolsCommands>[0] &
  WithoutView<Parameters<typeof verifyAccessCommands>[0]> &
  Parameters<typeof workspaceBindingCommands>[0];

/** The rooms that do nothing before one of their commands is run: they load then, all at once. */
export function lateRooms(ports: LateRoomsPorts): {
  readonly commands: LateCommands;
  /** What agents and other extensions call. */
  readonly agents: Agents;
  readonly disposables: { dispose(): unknown }[];
  /** The rows of the view "Kubeconfig". */
  readonly kubeconfigTree: ReturnType<typeof kubeconfigViewCommands>['tree'];
  /** The terminal of the profile "AKS: choose cluster…". */
  readonly terminalProfile: ReturnType<typeof workspaceBindingCommands>['terminalProfile'];
  /** What an editor knows of a kubeconfig. */
  readonly kubeconfigLanguage: ReturnType<typeof kubeconfigEditorCommands>['language'];
} {
  const checks = checksCommands(ports);
  const withView = { ...ports, checksView: checks.view };
  const rooms = {
    credentials: credentialsCommands(ports),
    creation: clusterCreationCommands(ports),
    roles: roleActivationCommands(ports),
    access: accessCommands(ports),
    accounts: accountsCommands(ports),
    posture: postureCommands(ports),
    checks,
    forbidden: forbiddenCommands(withView),
    tokenClaims: tokenClaimsCommands(ports),
    tools: toolsCommands(ports),
    verifyAccess: verifyAccessCommands(withView),
    setupChecks: setupChecksCommands(withView),
    privateClusters: privateClustersCommands(ports),
    breakGlass: breakGlassCommands(withView),
    clusterFilter: clusterFilterCommands(ports),
    kubeconfigView: kubeconfigViewCommands(ports),
    copying: copyingCommands(),
    kubeconfigEditor: kubeconfigEditorCommands(ports),
    workspaceBinding: workspaceBindingCommands(ports),
    decisions: decisionsCommands(),
  };
  return {
    commands: {
      ...rooms.credentials.commands,
      ...rooms.creation.commands,
      ...rooms.roles.commands,
      ...rooms.access.commands,
      ...rooms.accounts.commands,
      ...rooms.posture.commands,
      ...rooms.checks.commands,
      ...rooms.forbidden.commands,
      ...rooms.tokenClaims.commands,
      ...rooms.tools.commands,
      ...rooms.verifyAccess.commands,
      ...rooms.setupChecks.commands,
      ...rooms.privateClusters.commands,
      ...rooms.breakGlass.commands,
      ...rooms.clusterFilter.commands,
      ...rooms.kubeconfigView.commands,
      ...rooms.copying.commands,
      ...rooms.workspaceBinding.commands,
      ...rooms.decisions.commands,
    },
    agents: agents(ports),
    kubeconfigTree: rooms.kubeconfigView.tree,
    kubeconfigLanguage: rooms.kubeconfigEditor.language,
    terminalProfile: rooms.workspaceBinding.terminalProfile,
    disposables: Object.values(rooms).flatMap(({ disposables }) => [...disposables]),
  };
}
