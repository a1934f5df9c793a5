import type * as vscode from 'vscode';
import type { MissingConsent } from '../../core/credentialPlugin/brokerAnswers.ts';
import { atMostEvery } from '../../ui/atMostEvery.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { OfferPorts } from './offerAllowance.ts';

interface OtherProgramsRoomPorts extends OfferPorts {
  /** What kubectl's sign-in refuses to requests with a right key. */
  readonly refusals: {
    readonly onConsentMissing: vscode.Event<MissingConsent>;
    readonly onRefused: vscode.Event<string>;
  };
}

/** A program that is refused tries again, and each time the kubeconfigs would be read. */
const lookedAtEveryMs = 2_000;

/** Programs that do not say which cluster they want a token for: what they are refused, allowed, and not any more. */
export function otherProgramsCommands(
  ports: OtherProgramsRoomPorts,
): Room<'aksEntra.allowOtherPrograms' | 'aksEntra.stopOtherPrograms'> {
  const { firstWindow, refusals, logger } = ports;
  const [offers, notes] = [atMostEvery(lookedAtEveryMs), atMostEvery(lookedAtEveryMs)];
  return {
    commands: {
      'aksEntra.allowOtherPrograms': async () => {
        const { allowOtherPrograms } = await import('./allowOtherPrograms.ts');
        await allowOtherPrograms(ports);
      },
      'aksEntra.stopOtherPrograms': async (argument) => {
        const { stopOtherPrograms } = await import('./stopOtherPrograms.ts');
        await stopOtherPrograms(ports, argument);
      },
    },
    disposables: [
      offers,
      notes,
      refusals.onConsentMissing((missing) => {
        void offers.run(() => {
          void runAndReport(logger, 'Programs that name no cluster', async () => {
            const { offerAllowance } = await import('./offerAllowance.ts');
            await offerAllowance(ports, missing);
          });
        });
      }),
      refusals.onRefused((line) => {
        void notes.run(() => {
          void runAndReport(logger, 'A refused program', async () => {
            const { tellRefused } = await import('./tellRefused.ts');
            await tellRefused(firstWindow, line);
          });
        });
      }),
    ],
  };
}
