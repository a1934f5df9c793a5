import { isCancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import type { ChecksView } from '../checks/checksView.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { namedContext, pickContext } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { verifyChecks, type VerifyChecksPorts } from './verifyChecks.ts';

export interface VerifyAccessPorts extends VerifyChecksPorts {
  readonly checksView: () => Promise<ChecksView>;
}

/** Shows whether a context works, with the credential that kubectl would use for it. */
export async function verifyAccess(ports: VerifyAccessPorts, argument: unknown): Promise<void> {
  const { facts } = await readKubeconfigs(ports.kubeconfigs);
  const { contextName } =
    namedContext(facts, argument) ??
    (await pickContext(
      facts,
      l10n`Verify access`,
      l10n`Which context should be tried?`,
      clusterFrom(argument)?.cluster,
    ));
  const view = await ports.checksView();
  try {
    await view.show(verifyChecks(ports, contextName, clusterFrom(argument)));
  } catch (error) {
    // The view says that it was stopped.
    if (!isCancellation(error)) {
      throw error;
    }
  }
}
