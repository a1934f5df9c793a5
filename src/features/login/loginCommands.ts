import type { Room } from '../../ui/commandRegistry.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import type { FirstWindow } from '../../ui/firstWindow.ts';
import type { ConvertLoginPorts } from './convertContexts.ts';

interface LoginRoomPorts extends ConvertLoginPorts {
  readonly firstWindow: FirstWindow;
  readonly uninstall: {
    /** Calls back when VS Code may have marked the extension for removal. */
    watch(onChange: () => void): { dispose(): void };
    isMarked(): Promise<boolean>;
  };
}

type LoginCommands =
  'aksEntra.convertLogin' | 'aksEntra.useVscodeSignIn' | 'aksEntra.chooseFallback' | 'aksEntra.stopVscodeSignIn';

/** How the contexts of the kubeconfig sign in. */
export function loginCommands(ports: LoginRoomPorts): Room<LoginCommands> {
  let isMarked = false;
  const lookForUninstall = (): void => {
    void runAndReport(ports.logger, 'Uninstall', async () => {
      const wasMarked = isMarked;
      isMarked = await ports.uninstall.isMarked();
      if (isMarked && !wasMarked) {
        const { offerBeforeUninstall } = await import('./offerBeforeUninstall.ts');
        await offerBeforeUninstall(ports);
      }
    });
  };
  return {
    commands: {
      'aksEntra.convertLogin': async (argument) => {
        const { convertLogin } = await import('./convertLogin.ts');
        await convertLogin(ports, argument);
      },
      'aksEntra.useVscodeSignIn': async (argument) => {
        const { useVscodeSignIn } = await import('./useVscodeSignIn.ts');
        await useVscodeSignIn(ports, argument);
      },
      'aksEntra.chooseFallback': async () => {
        const { chooseFallback } = await import('./chooseFallback.ts');
        await chooseFallback(ports);
      },
      'aksEntra.stopVscodeSignIn': async () => {
        const { stopVscodeSignIn } = await import('./stopVscodeSignIn.ts');
        await stopVscodeSignIn(ports);
      },
    },
    disposables: [ports.uninstall.watch(lookForUninstall)],
  };
}
