import { spawn } from 'node:child_process';

/** What timeout(1) exits with. */
export const codeForTimeLimit = 124;

/** Runs desktop VS Code and ends it, with all that it started, when the time is up. @returns the exit code. */
export function launchDesktop(executable: string, args: readonly string[], timeLimitMs: number): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(executable, args, { stdio: 'inherit', detached: true });
    const end = (): void => {
      try {
        if (child.pid !== undefined) {
          process.kill(-child.pid, 'SIGKILL');
        }
      } catch {
        // The group is gone already.
      }
    };
    const timer = setTimeout(() => {
      console.error(`VS Code did not finish within ${timeLimitMs / 1000} s.`);
      end();
      resolve(codeForTimeLimit);
    }, timeLimitMs);
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}
