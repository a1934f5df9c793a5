import { runningText } from './goalTexts.ts';
import type { EntraChange } from './plannedProfile.ts';

/** How long something has been running, for a notification: 45s, 2m 05s. */
export function elapsedText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const rest = seconds % 60;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${String(rest).padStart(2, '0')}s`;
}

/** What a cluster’s row says while Azure is at it. It changes once a minute: a row that is drawn anew closes its menu. */
export function runningRowText(goal: EntraChange['goal'], ms: number): string {
  const doing = runningText(goal);
  const minutes = Math.floor(ms / 60_000);
  return minutes === 0 ? doing : `${doing} ${minutes}m`;
}
