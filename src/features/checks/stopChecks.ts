import type { ChecksView } from './checksView.ts';

/** Ends the checks that are running; what they found stays. */
export function stopChecks(view: Pick<ChecksView, 'stop'>): void {
  view.stop();
}
