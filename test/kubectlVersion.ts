import { execFileSync } from 'node:child_process';

export interface KubectlVersion {
  /** As in `1.35.2`. */
  readonly name: string;
  /** 35 for 1.35.2. */
  readonly minor: number;
}

const answered = new Map<string, KubectlVersion | undefined>();

/** Asks a kubectl for its version, once in this process. @returns undefined where it does not run or says something else */
export function askVersion(file: string): KubectlVersion | undefined {
  if (!answered.has(file)) {
    answered.set(file, readVersion(run(file)));
  }
  return answered.get(file);
}

/** @param answer what `kubectl version --client -o json` printed */
export function readVersion(answer: string): KubectlVersion | undefined {
  const [, name, minor] = /"gitVersion":\s*"v(1\.(\d+)[^"]*)"/.exec(answer) ?? [];
  return name === undefined ? undefined : { name, minor: Number(minor) };
}

function run(file: string): string {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return execFileSync(file, ['version', '--client', '-o', 'json'], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: [...stdio],
    });
  } catch {
    return '';
  }
}
