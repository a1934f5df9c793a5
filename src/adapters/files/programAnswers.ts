import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';

/** What a program needs to run at all, beside a PATH; no token or setting of anybody is among them. */
const variables = ['HOME', 'USERPROFILE', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR', 'LANG'];
const longestAnswer = 8192;
const askedAgainAfterMs = 60_000;

export interface ProgramQuestion {
  readonly args: readonly string[];
  readonly timeoutMs: number;
  /** Set besides what every program gets. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Asks programs one question: each once, until its file is another; one that did not answer, a minute later again. */
export class ProgramAnswers<Answer> {
  readonly #question: ProgramQuestion;
  readonly #read: (output: string) => Answer;
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #nowMs: () => number;
  readonly #answers = new Map<
    string,
    { readonly version: string; readonly answer: Promise<Answer | undefined>; readonly untilMs?: number }
  >();

  /**
   * @param env of this process
   * @param read makes the answer of what was printed
   */
  constructor(
    env: Readonly<Record<string, string | undefined>>,
    question: ProgramQuestion,
    read: (output: string) => Answer,
    nowMs: () => number = Date.now,
  ) {
    this.#nowMs = nowMs;
    this.#question = question;
    this.#read = read;
    this.#env = {
      ...Object.fromEntries(Object.entries(env).filter(([name]) => variables.includes(name.toUpperCase()))),
      ...question.env,
    };
  }

  /**
   * @param path absolute
   * @param searchPath the PATH that it gets: a script's interpreter is looked for there
   * @returns undefined where it fails, does not answer in time, or cannot be run
   */
  async of(path: string, searchPath: string): Promise<Answer | undefined> {
    const facts = await stat(path).catch(() => undefined);
    if (facts === undefined || ['.cmd', '.bat'].includes(extname(path).toLowerCase())) {
      return undefined;
    }
    const version = `${facts.ino}:${facts.size}:${facts.mtimeMs}`;
    const known = this.#answers.get(path);
    if (known?.version === version && this.#nowMs() < (known.untilMs ?? Infinity)) {
      return known.answer;
    }
    const asked = this.#ask(path, searchPath);
    const answer = asked.then((given) => given?.answer);
    this.#answers.set(path, { version, answer });
    // A slow disk or a virus scanner at its first start is no answer for ever; nor is one that hangs asked all the time.
    if ((await asked) === undefined) {
      this.#answers.set(path, { version, answer, untilMs: this.#nowMs() + askedAgainAfterMs });
    }
    return answer;
  }

  /** @returns undefined where it did not answer */
  #ask(path: string, searchPath: string): Promise<{ readonly answer: Answer } | undefined> {
    return new Promise((resolve) => {
      const options = {
        // Not the folder that VS Code was started in, which may be a workspace.
        cwd: dirname(path),
        env: { ...this.#env, PATH: searchPath },
        timeout: this.#question.timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: longestAnswer,
        windowsHide: true,
        shell: false,
      } as const;
      try {
        const child = execFile(path, [...this.#question.args], options, (error, stdout) => {
          resolve(error === null ? { answer: this.#read(stdout) } : undefined);
        });
        child.stdin?.on('error', () => undefined).end();
      } catch {
        // What is no program at all on Windows is refused at once.
        resolve(undefined);
      }
    });
  }
}
