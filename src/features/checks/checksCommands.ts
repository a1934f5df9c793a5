import { onFirstUse } from '../../core/onFirstUse.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import type { ChecksView } from './checksView.ts';

type ChecksCommands =
  | 'aksEntra.showCheck'
  | 'aksEntra.mendCheck'
  | 'aksEntra.repeatChecks'
  | 'aksEntra.stopChecks'
  | 'aksEntra.closeChecks'
  | 'aksEntra.showCheckReport';

/** The view of checks, which verify access, the doctor and what explains a refusal share. */
export function checksCommands(ports: { readonly previews: PreviewDocuments }): Room<ChecksCommands> & {
  readonly view: () => Promise<ChecksView>;
} {
  let made: ChecksView | undefined;
  const view = onFirstUse(async () => {
    const { ChecksView } = await import('./checksView.ts');
    made = new ChecksView();
    return made;
  });
  return {
    view,
    commands: {
      'aksEntra.showCheck': async (argument) => {
        const { showCheck } = await import('./showCheck.ts');
        await showCheck(await view(), argument);
      },
      'aksEntra.mendCheck': async (argument) => {
        const { mendCheck } = await import('./mendCheck.ts');
        await mendCheck(await view(), argument);
      },
      'aksEntra.repeatChecks': async () => {
        const { repeatChecks } = await import('./repeatChecks.ts');
        await repeatChecks(await view());
      },
      'aksEntra.stopChecks': async () => {
        const { stopChecks } = await import('./stopChecks.ts');
        stopChecks(await view());
      },
      'aksEntra.closeChecks': async () => {
        const { closeChecks } = await import('./closeChecks.ts');
        closeChecks(await view());
      },
      'aksEntra.showCheckReport': async () => {
        const { showCheckReport } = await import('./showCheckReport.ts');
        await showCheckReport(ports.previews, await view());
      },
    },
    disposables: [{ dispose: () => made?.dispose() }],
  };
}
