import { devNull } from 'node:os';
import { kubectlAnswerOf, type KubectlAnswer } from '../../core/diagnosis/kubectlVersion.ts';
import { azureKubeloginVersion, kubeloginOfVersion } from '../../core/login/kubeloginVersion.ts';
import { helmVersionOf } from '../../core/setupChecks/programVersion.ts';
import type {
  KubectlFacts,
  KubeloginFacts,
  ProgramPlaces,
  SetupTools,
  VersionedFacts,
} from '../../core/setupChecks/setupTools.ts';
import { ProgramAnswers } from '../files/programAnswers.ts';
import { copiesOnPath, ownPath, type ProgramSearch } from '../files/programOnPath.ts';
import { azVersionOf } from './azVersion.ts';

const defaultTimeoutMs = 5000;
/** None of them is to look at a cluster for its version, as Google's kubectl would, and sign in for that. */
const withoutKubeconfig = { KUBECONFIG: devNull };

/** The programs on this machine's PATH, but none of the workspace's. */
export class LocalSetupTools implements SetupTools {
  readonly #search: () => ProgramSearch;
  readonly #kubectls: ProgramAnswers<KubectlAnswer>;
  readonly #kubelogins: ProgramAnswers<Pick<KubeloginFacts, 'kind' | 'version'>>;
  readonly #helms: ProgramAnswers<string | undefined>;

  constructor(search: () => ProgramSearch, timeoutMs = defaultTimeoutMs) {
    this.#search = search;
    const { env } = search();
    const question = { timeoutMs, env: withoutKubeconfig };
    const kubectlArgs = ['version', '--client', '-o', 'json'];
    this.#kubectls = new ProgramAnswers(env, { ...question, args: kubectlArgs }, kubectlAnswerOf);
    this.#kubelogins = new ProgramAnswers(env, { ...question, args: ['--version'] }, (output) => ({
      kind: kubeloginOfVersion(output),
      version: azureKubeloginVersion(output),
    }));
    this.#helms = new ProgramAnswers(env, { ...question, args: ['version', '--short'] }, helmVersionOf);
  }

  async kubectl(): Promise<KubectlFacts> {
    return this.#asked('kubectl', async (path, searchPath) => ({ answer: await this.#kubectls.of(path, searchPath) }), {
      answer: undefined,
    });
  }

  async kubelogin(): Promise<KubeloginFacts> {
    const unknown = { kind: undefined, version: undefined };
    return this.#asked('kubelogin', async (...run) => (await this.#kubelogins.of(...run)) ?? unknown, unknown);
  }

  async helm(): Promise<VersionedFacts> {
    return this.#asked('helm', async (...run) => ({ version: await this.#helms.of(...run) }), { version: undefined });
  }

  async az(): Promise<VersionedFacts> {
    return this.#asked('az', async (path) => ({ version: await azVersionOf(path) }), { version: undefined });
  }

  async #asked<Facts>(
    program: string,
    ask: (path: string, searchPath: string) => Promise<Facts>,
    unknown: Facts,
  ): Promise<ProgramPlaces & Facts> {
    const search = this.#search();
    const places = await copiesOnPath(program, search);
    const [first] = places.copies;
    return { ...places, ...(first === undefined ? unknown : await ask(first, await ownPath(search))) };
  }
}
