import { l10n } from '../l10n.ts';
import { isBusy, type Cluster } from './cluster.ts';

/** What ARM's own words for a state would not say to a person. */
const words: Readonly<Record<string, string>> = {
  succeeded: l10n`succeeded`,
  failed: l10n`failed`,
  canceled: l10n`cancelled`,
  pastdue: l10n`past due`,
  refreshingaadprofile: l10n`changing Entra settings`,
  rotatingclustercertificates: l10n`rotating certificates`,
  reconcilingclustercertificates: l10n`renewing certificates`,
};

/** ARM's word for a state as people write it. The set is open: any other one is cut into its words. */
export function stateWord(state: string): string {
  const apart = state.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return words[state.toLowerCase()] ?? apart.toLowerCase();
}

/** What did not end well, or has not ended; undefined where the last change of something succeeded. */
export function changeWords({ provisioningState }: Pick<Cluster, 'provisioningState'>): string | undefined {
  switch (provisioningState.toLowerCase()) {
    case 'succeeded':
      return undefined;
    case 'failed':
      return l10n`last change failed`;
    case 'canceled':
      return l10n`last change cancelled`;
    case 'unknown':
      return l10n`state unknown`;
    default:
      return stateWord(provisioningState);
  }
}

/** What a cluster is doing; empty where it simply runs. */
export function unusualStates(cluster: Pick<Cluster, 'power' | 'provisioningState'>): string[] {
  const change = changeWords(cluster);
  // What is being started or stopped has Azure's word for that.
  const isStopped = cluster.power === 'Stopped' && !isBusy(cluster);
  return [...(isStopped ? [l10n`stopped`] : []), ...(change === undefined ? [] : [change])];
}

/** All that is known of what a cluster is doing. */
export function stateInWords(cluster: Pick<Cluster, 'power' | 'provisioningState'>): string {
  const power = { Running: l10n`running`, Stopped: l10n`stopped`, unknown: l10n`power state unknown` }[cluster.power];
  return [power, changeWords(cluster)].filter((part) => part !== undefined).join(', ');
}
