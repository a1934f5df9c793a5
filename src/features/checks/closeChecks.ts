import type { ChecksView } from './checksView.ts';

/** Takes the view of checks away, until there are some again. */
export function closeChecks(view: Pick<ChecksView, 'close'>): void {
  view.close();
}
