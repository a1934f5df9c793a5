import type { ChecksView } from '../checks/checksView.ts';
import { forbiddenFrom } from './forbiddenArgument.ts';
import { forbiddenChecks, type ForbiddenChecksPorts } from './forbiddenChecks.ts';

export interface ExplainForbiddenPorts extends ForbiddenChecksPorts {
  readonly view: Pick<ChecksView, 'show'>;
}

/**
 * Says why a cluster answered Forbidden, as a list with what helps.
 *
 * @param argument what kubectl said, and where
 */
export async function explainForbidden(ports: ExplainForbiddenPorts, argument: unknown): Promise<void> {
  const asked = forbiddenFrom(argument);
  if (asked !== undefined) {
    await ports.view.show(await forbiddenChecks(ports, asked));
  }
}
