import { l10n } from '../../core/l10n.ts';
import { warningIcon } from '../../ui/rows/rowIcons.ts';
import { asOfText } from './asOfTexts.ts';
import type { ClusterNode } from './clusterNodes.ts';
import type { ClusterRowTexts } from './rowTexts.ts';

/** What verifying the access to a cluster found out about it. */
type VerifiedNode = Extract<ClusterNode, { kind: 'connectedAs' | 'nodes' | 'node' }>;

export function nodeRowTexts(node: VerifiedNode): ClusterRowTexts {
  switch (node.kind) {
    case 'connectedAs': {
      const { userName, atMs } = node.access;
      const label = l10n`Connected as`;
      const tooltip = l10n`That is how the cluster knew you when access was verified, ${asOfText(atMs)}.`;
      return {
        label,
        description: userName,
        tooltip,
        accessibleLabel: l10n`${label} ${userName}. ${tooltip}`,
        contextValue: 'connectedAs',
        icon: { name: 'account' },
        below: 'nothing',
      };
    }
    case 'nodes': {
      const { nodes = [], atMs } = node.access;
      const label = l10n`Nodes`;
      const notReady = nodes.filter(({ isReady }) => !isReady).length;
      const counted = notReady === 0 ? String(nodes.length) : l10n`${nodes.length}, ${notReady} not ready`;
      const description = `${counted} · ${asOfText(atMs)}`;
      return {
        label,
        description,
        tooltip: l10n`As access was last verified. Verify it again for the nodes that there are now.`,
        accessibleLabel: `${label}: ${description.replace(' · ', ', ')}`,
        contextValue: 'nodes',
        icon: { name: 'server' },
        below: nodes.length === 0 ? 'nothing' : 'collapsed',
      };
    }
    case 'node': {
      const { name, isReady, isSchedulable, version } = node.state;
      const ready = isReady ? l10n`ready` : l10n`not ready`;
      const state = isSchedulable ? ready : l10n`${ready}, takes no new pods`;
      return {
        label: shortName(name),
        description: `${state} · ${version}`,
        tooltip: `${name}: ${state} · ${version}`,
        accessibleLabel: l10n`Node ${name}: ${state}, ${version}`,
        contextValue: 'node',
        icon: isReady ? { name: 'vm-active' } : warningIcon,
        below: 'nothing',
      };
    }
  }
}

/** Without what is the same for all nodes of a cluster, or the state would stand behind the edge of a narrow side bar. */
function shortName(name: string): string {
  return name.replace(/^aks-(.+)-[0-9a-z]{8}-(vmss[0-9a-z]+)$/, '$1-$2');
}
