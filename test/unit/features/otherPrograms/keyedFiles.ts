import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { ContextKeys } from '../../../../src/core/credentialPlugin/kubectlSignIn.ts';
import type { ProgramConsent, TrustedCluster } from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import { keyContexts } from '../../../../src/features/kubectlSignIn/keyContexts.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { entriesInUse, type EntryInUse } from '../../../../src/features/otherPrograms/entriesInUse.ts';
import { KeyList } from '../kubectlSignIn/keyList.ts';
import { Files } from '../kubectlSignIn/pluginKubeconfigs.ts';

export const config = '/home/ada/.kube/config';

/** Kubeconfigs whose contexts all have their keys, and the list of their clusters. */
export class KeyedFiles {
  readonly files: Files;
  readonly list = new KeyList();
  /** What was looked at, in its order. */
  readonly readings: { readonly entries: readonly TrustedCluster[]; readonly paths: readonly string[] }[] = [];
  /** The reading with this number, from 1, and all after it are refused. */
  refusesFrom = Infinity;

  private constructor(files: Files) {
    this.files = files;
  }

  static async of(texts: Readonly<Record<string, string>>): Promise<KeyedFiles> {
    const keyed = new KeyedFiles(new Files(texts));
    const { files, list } = keyed;
    const all = await pluginContextsOf(files, files.files);
    const plan = await keyContexts(list, files.snapshot.texts, all, all);
    files.list.forEach((path, index) => files.texts.set(path, plan.texts[index] ?? ''));
    await list.trust(all.map(({ cluster }) => cluster));
    return keyed;
  }

  get kubectlSignIn(): {
    contextKeys(): Promise<ContextKeys>;
    setConsent(key: string, consent: ProgramConsent | undefined): Promise<void>;
    assertFilesLeadTo(entries: readonly TrustedCluster[], paths: readonly string[]): Promise<void>;
  } {
    return {
      contextKeys: () => this.list.contextKeys(),
      setConsent: (key, consent) => this.list.setConsent(key, consent),
      assertFilesLeadTo: async (entries, paths) => {
        this.readings.push({ entries, paths });
        if (this.readings.length >= this.refusesFrom) {
          throw new AksEntraError('kubeconfigsLeadElsewhere', `${config} leads elsewhere.`);
        }
        return Promise.resolve();
      },
    };
  }

  /** The entry of a context. */
  async entryOf(contextName: string): Promise<EntryInUse> {
    const { entries } = await entriesInUse({ kubeconfigs: this.files, kubectlSignIn: this.kubectlSignIn });
    const entry = entries.find(({ contextNames }) => contextNames.includes(contextName));
    if (entry === undefined) {
      throw new TypeError(`No entry has the context ${contextName}.`);
    }
    return entry;
  }

  /** Those of the list's servers that programs may use which name no cluster. */
  get allowed(): string[] {
    return this.list.clusters
      .filter(({ consent }) => consent !== undefined)
      .map(({ server }) => server.replace(/^https:\/\/([\w-]+)\..*$/, '$1'));
  }
}
