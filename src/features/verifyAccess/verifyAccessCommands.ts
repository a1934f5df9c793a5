import { onFirstUse } from '../../core/onFirstUse.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { VerifyAccessPorts } from './verifyAccess.ts';

/** Whether a context works, step by step. */
export function verifyAccessCommands(ports: Omit<VerifyAccessPorts, 'consent'>): Room<'aksEntra.verifyAccess'> {
  // As long as the session: who agreed to a command once is not asked again.
  const consent = onFirstUse(async () => {
    const [{ CommandConsent }, { askAboutCommand }] = await Promise.all([
      import('../../core/verifyAccess/commandConsent.ts'),
      import('./askAboutCommand.ts'),
    ]);
    return new CommandConsent(askAboutCommand);
  });
  return {
    commands: {
      'aksEntra.verifyAccess': async (argument) => {
        const { verifyAccess } = await import('./verifyAccess.ts');
        await verifyAccess({ ...ports, consent: await consent() }, argument);
      },
    },
    disposables: [],
  };
}
