import { kubeloginOfVersion } from '../../core/login/kubeloginVersion.ts';
import { ProgramAnswers } from '../files/programAnswers.ts';
import { ownPath, programOnPath, type ProgramSearch } from '../files/programOnPath.ts';

type KubeloginKind = ReturnType<typeof kubeloginOfVersion>;

/** It takes some hundredths of a second; a first run after an installation some tenths. */
const defaultTimeoutMs = 3000;

/** Asks programs called kubelogin which one they are: each once, until its file is another. */
export class KubeloginPrograms {
  readonly #answers: ProgramAnswers<KubeloginKind>;

  /** @param env of this process */
  constructor(env: Readonly<Record<string, string | undefined>>, timeoutMs = defaultTimeoutMs) {
    this.#answers = new ProgramAnswers(env, { args: ['--version'], timeoutMs }, kubeloginOfVersion);
  }

  /**
   * @param path absolute
   * @param searchPath the PATH that it gets: a script's interpreter is looked for there
   * @returns undefined where it is neither, does not say so in time, or cannot be run
   */
  kindOf(path: string, searchPath: string): Promise<KubeloginKind> {
    return this.#answers.of(path, searchPath);
  }

  /** The kubelogin on PATH, where it says that it is int128's. */
  async otherOnPath(search: ProgramSearch): Promise<string | undefined> {
    const { path } = await programOnPath('kubelogin', search);
    return path !== undefined && (await this.kindOf(path, await ownPath(search))) === 'oidc' ? path : undefined;
  }
}
