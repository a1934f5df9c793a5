import type { CheckRemedy } from '../../core/checks/checkRow.ts';
import { runRemedy } from '../../ui/remedyCommand.ts';
import { mayMend } from './mayMend.ts';
import { checkFrom } from './checkNodes.ts';
import type { ChecksView } from './checksView.ts';

type MendedView = Pick<ChecksView, 'repeat' | 'shown'>;

/** Does what a row offers, and makes the checks anew: they say whether it helped. */
export async function mendCheck(view: MendedView, argument: unknown): Promise<void> {
  const node = checkFrom(argument);
  if (node?.kind === 'remedy') {
    await mend(view, node.remedy);
  }
}

/** The same for a button. Where another list took the place of the one that it is from, that one stays. */
export async function mend(view: MendedView, remedy: CheckRemedy): Promise<void> {
  const before = view.shown;
  await runRemedy(remedy);
  if (mayMend(remedy) && view.shown === before) {
    await view.repeat();
  }
}
