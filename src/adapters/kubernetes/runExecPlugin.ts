import { spawn, type ChildProcess } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { cancellation } from '../../core/cancellation.ts';
import { execArgumentsOf } from '../../core/login/execArguments.ts';
import { printable } from '../../core/printable.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import { readExecAnswer } from '../../core/verifyAccess/execAnswer.ts';
import type { CredentialOutcome } from '../../core/verifyAccess/verifyPorts.ts';
import { isYamlList, isYamlMap, ownValue, stringAt, type YamlMap } from '../../core/yamlValue.ts';
import { ownPath, programOnPath, type ProgramSearch } from '../files/programOnPath.ts';

interface PluginSurroundings {
  readonly search: ProgramSearch;
  /** client-go waits for ever; nobody looks at a row for that long. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 30_000;
const longestAnswer = 1024 * 1024;
const longestComplaint = 16 * 1024;
/** What VS Code gives its own processes, and no terminal; and PATH, which Windows calls Path. */
const notHanded = /^(ELECTRON_|VSCODE_|PATH$)/i;

/**
 * Runs the command of a user's exec as kubectl would, without a terminal: its environment over ours, told for which
 * cluster where the entry says so. A bare name is looked up in PATH, and never in the workspace.
 *
 * @param cluster what `KUBERNETES_EXEC_INFO` tells of the cluster, where `provideClusterInfo` asks for it
 * @throws an AbortError on cancel; the command and whatever it started are then ended
 */
export async function runExecPlugin(
  exec: YamlMap,
  cluster: object,
  { search, timeoutMs = defaultTimeoutMs }: PluginSurroundings,
  signal: AbortSignal,
): Promise<CredentialOutcome> {
  signal.throwIfAborted();
  const apiVersion = stringAt(exec, 'apiVersion') ?? '';
  if (!/^client\.authentication\.k8s\.io\/v1(beta1)?$/.test(apiVersion)) {
    return failed(`exec plugin: invalid apiVersion ${JSON.stringify(printable(apiVersion))}`);
  }
  const named = stringAt(exec, 'command') ?? '';
  const program = path.isAbsolute(named) ? named : (await programOnPath(named, search)).path;
  if (program === undefined) {
    return failed(`getting credentials: exec: executable ${printable(named)} not found`);
  }
  const info = {
    kind: 'ExecCredential',
    apiVersion,
    spec: { ...(ownValue(exec, 'provideClusterInfo') === true ? { cluster } : {}), interactive: false },
  };
  const env = {
    ...Object.fromEntries(Object.entries(search.env).filter(([name]) => !notHanded.test(name))),
    // What it runs itself, as kubelogin runs az, comes from no workspace either.
    PATH: await ownPath(search),
    ...environmentOf(exec),
    KUBERNETES_EXEC_INFO: JSON.stringify(info),
  };
  const ended = await run(program, execArgumentsOf(exec) ?? [], env, timeoutMs, signal);
  const said = printableLines(ended.stderr);
  switch (ended.how) {
    case 'notStarted':
      return failed(`getting credentials: exec: fork/exec ${printable(program)}: ${ended.why}`);
    case 'timeout':
      return failed(`getting credentials: exec: executable ${printable(named)}: context deadline exceeded\n${said}`);
    case 'ended':
      return ended.exitCode === 0
        ? readExecAnswer(ended.stdout, apiVersion)
        : failed(
            `${said}\ngetting credentials: exec: executable ${printable(named)} failed with exit code ${ended.exitCode}`,
          );
  }
}

type Ended = { readonly stdout: string; readonly stderr: string } & (
  | { readonly how: 'ended'; readonly exitCode: number }
  | { readonly how: 'notStarted'; readonly why: string }
  | { readonly how: 'timeout' }
);

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let child: ChildProcess;
    try {
      child = spawn(program, [...args], {
        // Neither a workspace nor whatever folder VS Code was started in.
        cwd: os.homedir(),
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, which can be ended as a whole.
        detached: process.platform !== 'win32',
        windowsHide: true,
        shell: false,
      });
    } catch (error) {
      resolve({ how: 'notStarted', why: whyNot(error), stdout: '', stderr: '' });
      return;
    }
    const out = collect(child, 'stdout', longestAnswer);
    const err = collect(child, 'stderr', longestComplaint);
    const finish = (end: () => void): void => {
      clearTimeout(limit);
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const limit = setTimeout(() => {
      endGroup(child);
      finish(() => {
        resolve({ how: 'timeout', stdout: '', stderr: err() });
      });
    }, timeoutMs);
    const onAbort = (): void => {
      endGroup(child);
      finish(() => {
        reject(cancellation());
      });
    };
    signal.addEventListener('abort', onAbort);
    child.once('error', (error) => {
      finish(() => {
        resolve({ how: 'notStarted', why: whyNot(error), stdout: '', stderr: '' });
      });
    });
    child.once('close', (exitCode) => {
      finish(() => {
        resolve({ how: 'ended', exitCode: exitCode ?? -1, stdout: out(), stderr: err() });
      });
    });
  });
}

/** Reads on, so that nobody waits for a full pipe, and keeps no more than the limit. */
function collect(child: ChildProcess, name: 'stdout' | 'stderr', limit: number): () => string {
  const parts: Buffer[] = [];
  let size = 0;
  child[name]?.on('data', (part: Buffer) => {
    if (size < limit) {
      parts.push(part.subarray(0, limit - size));
      size += part.length;
    }
  });
  return () => Buffer.concat(parts).toString();
}

/** The command, and whatever it started. */
function endGroup(child: ChildProcess): void {
  try {
    if (child.pid === undefined) {
      child.kill('SIGKILL');
    } else if (process.platform === 'win32') {
      // Windows has no groups of processes.
      spawn(...taskkillOf(child.pid, process.env), { stdio: 'ignore', windowsHide: true }).on('error', () => {
        child.kill('SIGKILL');
      });
    } else {
      process.kill(-child.pid, 'SIGKILL');
    }
  } catch {
    // It has ended by itself.
  }
}

/** By its full path: PATH could lead to another one. */
export function taskkillOf(pid: number, env: ProgramSearch['env']): [program: string, args: string[]] {
  const folder = path.win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32');
  return [path.win32.join(folder, 'taskkill.exe'), ['/pid', String(pid), '/T', '/F']];
}

/** Of a variable that is set twice, a program gets the last. */
function environmentOf(exec: YamlMap): Record<string, string> {
  const env = ownValue(exec, 'env');
  return Object.fromEntries(
    (isYamlList(env) ? env : []).flatMap((entry) => {
      const name = isYamlMap(entry) ? stringAt(entry, 'name') : undefined;
      return name === undefined || !isYamlMap(entry) ? [] : [[name, stringAt(entry, 'value') ?? '']];
    }),
  );
}

function whyNot(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT'
    ? 'no such file or directory'
    : code === 'EACCES'
      ? 'permission denied'
      : printable(code ?? '');
}

function printableLines(text: string): string {
  return redactSecrets(text)
    .split('\n')
    .map((line) => printable(line.trimEnd()))
    .filter((line) => line !== '')
    .join('\n');
}

function failed(text: string): CredentialOutcome {
  return { kind: 'failed', text };
}
