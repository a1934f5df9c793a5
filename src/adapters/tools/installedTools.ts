import { devNull } from 'node:os';
import type { InstalledTools, ToolFacts } from '../../core/diagnosis/installedTools.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import { kubectlVersionOf, type KubectlVersion } from '../../core/diagnosis/kubectlVersion.ts';
import { ProgramAnswers } from '../files/programAnswers.ts';
import { ownPath, programOnPath, type ProgramSearch } from '../files/programOnPath.ts';

const defaultTimeoutMs = 5000;

/** Looks through PATH, and asks the kubectl there for its version, once until its file is another. */
export class LocalTools implements ToolFacts {
  readonly #facts: Pick<KubeconfigFileFacts, 'isOnPath' | 'otherKubelogin'>;
  readonly #search: () => ProgramSearch;
  readonly #kubectls: ProgramAnswers<KubectlVersion | undefined>;

  constructor(
    facts: Pick<KubeconfigFileFacts, 'isOnPath' | 'otherKubelogin'>,
    search: () => ProgramSearch,
    timeoutMs = defaultTimeoutMs,
  ) {
    this.#facts = facts;
    this.#search = search;
    this.#kubectls = new ProgramAnswers(
      search().env,
      {
        args: ['version', '--client', '-o', 'json'],
        timeoutMs,
        // Google's dispatcher asks the current cluster even so, and signs in for that (kubectl v1.32.4-dispatcher).
        env: { KUBECONFIG: devNull },
      },
      kubectlVersionOf,
    );
  }

  async installedTools(): Promise<InstalledTools> {
    const search = this.#search();
    const { path, isForeign } = await programOnPath('kubectl', search);
    const [kubectlVersion, kubelogin, otherKubelogin, az, azd] = await Promise.all([
      path === undefined ? undefined : this.#kubectls.of(path, await ownPath(search)),
      this.#facts.isOnPath('kubelogin'),
      this.#facts.otherKubelogin(),
      this.#facts.isOnPath('az'),
      this.#facts.isOnPath('azd'),
    ]);
    const kubectl = path === undefined && isForeign ? undefined : path !== undefined;
    return { kubectl, kubectlVersion, kubelogin, otherKubelogin, az, azd };
  }
}
