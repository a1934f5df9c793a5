import type { CheckRemedy } from '../../core/checks/checkRow.ts';

/** What leads elsewhere: it changes nothing that the checks would see, or nothing yet. */
const leadsElsewhere: readonly CheckRemedy['kind'][] = [
  'openPage',
  'openFile',
  'openSetting',
  'openTerminal',
  'installTool',
  'copyLine',
  'showLog',
  'explainForbidden',
  'verifyContext',
  'checkSetup',
];
const commandsElsewhere: readonly string[] = [
  'verifyAccess',
  'reachCluster',
  'openBastionTerminal',
  'runCommand',
  'openInPortal',
];

/** Whether the checks may come out otherwise once a remedy was done. */
export function mayMend(remedy: CheckRemedy): boolean {
  return remedy.kind === 'onCluster'
    ? !commandsElsewhere.includes(remedy.command)
    : !leadsElsewhere.includes(remedy.kind);
}
