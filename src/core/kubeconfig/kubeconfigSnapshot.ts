import { withPathInErrors } from '../kubeconfigText/withPathInErrors.ts';
import type { KubeconfigFile } from './kubeconfigStore.ts';
import { noListedFile } from './kubeconfigPaths.ts';
import { readContexts, type KubeconfigFacts } from './readContexts.ts';

interface SnapshotParts {
  readonly paths: readonly string[];
  readonly files: readonly KubeconfigFile[];
  /** undefined where the KUBECONFIG list names no file */
  readonly defaultPath: string | undefined;
  readonly isListed: boolean;
}

/**
 * Kubeconfigs as they were read at one moment: what a command shows, asks and plans comes from one of these. It may hold
 * secrets.
 */
export class KubeconfigSnapshot {
  /** The KUBECONFIG list, or the one file beside it; there may be no such file. */
  readonly paths: readonly string[];
  /** Those that there are, in the order of the list. */
  readonly files: readonly KubeconfigFile[];
  /** Whether kubectl reads them without being told to. */
  readonly isListed: boolean;
  readonly #defaultPath: string | undefined;
  #facts: KubeconfigFacts | undefined;

  constructor({ paths, files, defaultPath, isListed }: SnapshotParts) {
    this.paths = paths;
    this.files = files;
    this.#defaultPath = defaultPath;
    this.isListed = isListed;
  }

  /**
   * Where new entries and the current context go. Whoever only reads does not ask.
   *
   * @throws AksEntraError kubeconfigListEmpty
   */
  get defaultPath(): string {
    if (this.#defaultPath === undefined) {
      throw noListedFile();
    }
    return this.#defaultPath;
  }

  get texts(): string[] {
    return this.files.map(({ text }) => text);
  }

  /**
   * What kubectl finds in them together, read when it is first asked for: whoever only writes to a file that is no YAML
   * is to fail there, with the better message.
   *
   * @throws AksEntraError kubeconfigInvalid
   */
  get facts(): KubeconfigFacts {
    this.#facts ??= this.#readFacts();
    return this.#facts;
  }

  #readFacts(): KubeconfigFacts {
    try {
      return readContexts(this.texts);
    } catch (error) {
      for (const { path, text } of this.files) {
        withPathInErrors(path, () => readContexts([text]));
      }
      throw error;
    }
  }

  /** The same with the texts that were written since; a file that is new has its place by the list. */
  withWritten(written: readonly KubeconfigFile[]): KubeconfigSnapshot {
    const texts = new Map([...this.files, ...written].map(({ path, text }) => [path, text]));
    const files = this.paths.flatMap((path) => {
      const text = texts.get(path);
      return text === undefined ? [] : [{ path, text }];
    });
    const { paths, isListed } = this;
    return new KubeconfigSnapshot({ paths, files, defaultPath: files[0]?.path ?? this.#defaultPath, isListed });
  }
}
