import type { Room } from '../../ui/commandRegistry.ts';
import type { KubeconfigDocuments } from '../diagnosis/isKubeconfig.ts';
import type { KubeconfigLanguage, KubeconfigLanguagePorts } from './kubeconfigLanguage.ts';

/** What an editor knows of a kubeconfig: lenses, hovers, completion and symbols. It has no command of its own. */
export function kubeconfigEditorCommands(
  ports: KubeconfigLanguagePorts,
): Room & { readonly language: (documents: KubeconfigDocuments) => Promise<void> } {
  let made: KubeconfigLanguage | undefined;
  let isOver = false;
  return {
    language: async (documents) => {
      const { KubeconfigLanguage } = await import('./kubeconfigLanguage.ts');
      if (!isOver) {
        made ??= new KubeconfigLanguage(ports, documents);
      }
    },
    commands: {},
    disposables: [
      {
        dispose: () => {
          isOver = true;
          made?.dispose();
        },
      },
    ],
  };
}
