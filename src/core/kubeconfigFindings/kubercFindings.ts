import { l10n } from '../l10n.ts';
import type { PluginRefusal } from '../kuberc/pluginAllowlist.ts';
import type { KubeconfigFinding } from './kubeconfigFinding.ts';
import type { PlacedMap } from './kubeconfigNodes.ts';
import type { Remedy } from '../diagnosis/remedy.ts';

/** The users of our plugin on this machine, where kubectl's own policy keeps it from running. */
export function findRefusedPlugins(root: PlacedMap, refusal: PluginRefusal | undefined): KubeconfigFinding[] {
  if (refusal === undefined) {
    return [];
  }
  const fix = remedyOfRefusal(refusal);
  return root.maps('users').flatMap((entry): KubeconfigFinding[] => {
    const command = entry.map('user')?.map('exec')?.scalar('command');
    if (command?.value !== refusal.command) {
      return [];
    }
    const { start, end } = command;
    const { message } = refusal;
    return [{ start, end, code: 'refusedPlugin', severity: 'warning', message, ...(fix === undefined ? {} : { fix }) }];
  });
}

/** What a click does about a refusal: it asks before anything is written. */
export function remedyOfRefusal(refusal: PluginRefusal | undefined): Remedy | undefined {
  return refusal?.change && { kind: 'allowPlugin', title: l10n`Add to kubectl’s Allowlist…` };
}
