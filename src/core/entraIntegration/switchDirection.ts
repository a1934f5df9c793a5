/** Which way a switch is to be turned. */
export type SwitchDirection = 'on' | 'off';

/**
 * Whether a switch of a cluster is to be on afterwards: as somebody asked for it, and else the other way round than now. A
 * link that says which way stays true to that, although the cluster was changed since it was made.
 *
 * @param asked what a command was handed, which can be anything
 */
export function isToBeOn(asked: unknown, isOnNow: boolean): boolean {
  return asked === 'on' || asked === 'off' ? asked === 'on' : !isOnNow;
}
