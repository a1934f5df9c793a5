import { setTimeout as delay } from 'node:timers/promises';
import type { KeptOperation } from '../../core/entraIntegration/keptOperation.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { isFirstWindow } from '../../ui/firstWindow.ts';
import { finishChange, type FinishChangePorts, followingOf, goneAfterMs, listedNow } from './finishChange.ts';

export interface ResumePorts extends FinishChangePorts {
  readonly signIn: Pick<SignIn, 'currentAccount'>;
}

/** After so long, nobody waits for a change any more, and Azure has forgotten it. */
const forgottenAfterMs = 24 * 3_600_000;
const lookEveryMs = 3_000;

/** Goes on following the changes that a window which is gone followed. Never prompts. */
export async function resumeChanges(ports: ResumePorts, signal: AbortSignal): Promise<void> {
  for (const kept of await ports.keptOperations.all()) {
    void runAndReport(ports.logger, 'Following a change', () => resume(ports, kept, signal));
  }
}

async function resume(ports: ResumePorts, kept: KeptOperation, signal: AbortSignal): Promise<void> {
  const { keptOperations, firstWindow, inventory, signIn } = ports;
  const { clusterId, change, startedAtMs, operation } = kept;
  if (Date.now() - startedAtMs > forgottenAfterMs) {
    await keptOperations.forget(clusterId);
    return;
  }
  while (!(await isFirstWindow(firstWindow, followingOf(clusterId), goneAfterMs))) {
    await delay(lookEveryMs, undefined, { signal });
    if (!(await isKept())) {
      return;
    }
  }
  const account = await signIn.currentAccount();
  const seen = account?.id === kept.accountId && (await isKept()) ? await listedNow(inventory, clusterId) : undefined;
  if (seen === undefined) {
    await firstWindow.forget(followingOf(clusterId));
    return;
  }
  await finishChange(ports, seen, change, { startedAtMs, ...(operation === undefined ? {} : { operation }) });

  async function isKept(): Promise<boolean> {
    return (await keptOperations.all()).some((one) => one.clusterId === clusterId && one.startedAtMs === startedAtMs);
  }
}
