import type { ChecksView } from './checksView.ts';

/** Makes the checks that are shown anew. */
export function repeatChecks(view: Pick<ChecksView, 'repeat'>): Promise<void> {
  return view.repeat();
}
