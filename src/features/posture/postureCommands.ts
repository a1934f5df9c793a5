import { onFirstUse } from '../../core/onFirstUse.ts';
import type { Room } from '../../ui/commandRegistry.ts';
import type { MakeReportPorts } from './makeReport.ts';

type AzurePorts = 'managedClusters' | 'groupNames';

interface PosturePorts extends Omit<MakeReportPorts, AzurePorts> {
  /** They load when a report is made. */
  readonly entraIntegration: () => Promise<Pick<MakeReportPorts, AzurePorts>>;
}

type PostureCommands = 'aksEntra.showPosture' | 'aksEntra.exportPosture' | 'aksEntra.mendRisk';

/** How well the clusters that somebody sees are looked after, as far as Entra decides about it. */
export function postureCommands(ports: PosturePorts): Room<PostureCommands> {
  const disposables: { dispose(): unknown }[] = [];
  const documents = onFirstUse(async () => {
    const { PostureDocuments } = await import('./postureDocuments.ts');
    const made = new PostureDocuments();
    disposables.push(made);
    return made;
  });
  return {
    commands: {
      'aksEntra.showPosture': async () => {
        const { showPosture } = await import('./showPosture.ts');
        await showPosture({ ...ports, ...(await ports.entraIntegration()) }, await documents());
      },
      'aksEntra.exportPosture': async () => {
        const { exportPosture } = await import('./exportPosture.ts');
        await exportPosture({ ...ports, ...(await ports.entraIntegration()) }, await documents());
      },
      'aksEntra.mendRisk': async (argument) => {
        const { mendRisk } = await import('./mendRisk.ts');
        await mendRisk(await documents(), argument);
      },
    },
    disposables: [
      {
        dispose: () => {
          for (const one of disposables) {
            one.dispose();
          }
        },
      },
    ],
  };
}
