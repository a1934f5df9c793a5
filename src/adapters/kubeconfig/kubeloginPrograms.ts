import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { kubeloginOfVersion } from '../../core/login/kubeloginVersion.ts';

type KubeloginKind = ReturnType<typeof kubeloginOfVersion>;

/** It takes some hundredths of a second; a first run after an installation some tenths. */
const defaultTimeoutMs = 3000;
/** Azure's says some 150 bytes. */
const longestAnswer = 8192;
/** What a program needs to run at all, beside a PATH; no token or setting of anybody is among them. */
const variables = ['HOME', 'USERPROFILE', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR', 'LANG'];

/** Asks programs called kubelogin which one they are: each once, until its file is another. */
export class KubeloginPrograms {
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #answers = new Map<string, { readonly version: string; readonly kind: Promise<KubeloginKind> }>();

  readonly #timeoutMs: number;

  /** @param env of this process */
  constructor(env: Readonly<Record<string, string | undefined>>, timeoutMs = defaultTimeoutMs) {
    this.#timeoutMs = timeoutMs;
    this.#env = Object.fromEntries(Object.entries(env).filter(([name]) => variables.includes(name.toUpperCase())));
  }

  /**
   * @param path absolute
   * @param searchPath the PATH that it gets: a script's interpreter is looked for there
   * @returns undefined where it is neither, does not say so in time, or cannot be run
   */
  async kindOf(path: string, searchPath: string): Promise<KubeloginKind> {
    const facts = await stat(path).catch(() => undefined);
    if (facts === undefined || ['.cmd', '.bat'].includes(extname(path).toLowerCase())) {
      return undefined;
    }
    const version = `${facts.ino}:${facts.size}:${facts.mtimeMs}`;
    const known = this.#answers.get(path);
    if (known?.version === version) {
      return known.kind;
    }
    const kind = this.#ask(path, searchPath);
    this.#answers.set(path, { version, kind });
    return kind;
  }

  #ask(path: string, searchPath: string): Promise<KubeloginKind> {
    return new Promise((resolve) => {
      const options = {
        // Not the folder that VS Code was started in, which may be a workspace.
        cwd: dirname(path),
        env: { ...this.#env, PATH: searchPath },
        timeout: this.#timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: longestAnswer,
        windowsHide: true,
        shell: false,
      } as const;
      try {
        const child = execFile(path, ['--version'], options, (error, stdout) => {
          resolve(error === null ? kubeloginOfVersion(stdout) : undefined);
        });
        child.stdin?.on('error', () => undefined).end();
      } catch {
        // What is no program at all on Windows is refused at once.
        resolve(undefined);
      }
    });
  }
}
