import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { fileErrorCode } from './fileErrorCode.ts';

/** What our own lock files hold: enough to tell at once that the process that made one is gone. */
export interface LockOwner {
  readonly tool: 'aks-entra';
  readonly pid: number;
  /** The machine and, on Linux, its boot and the process namespace: a pid means nothing outside of these. */
  readonly host: string;
  /** When the process started, in the system's own units: pids are used again. "" where it cannot be told. */
  readonly processStart: string;
  /** Tells one lock of a process from the next. */
  readonly id: string;
}

/** This process as the owner of one new lock. */
export async function newLockOwner(): Promise<LockOwner> {
  const { pid } = process;
  return { tool: 'aks-entra', pid, host: await hostIdentity(), processStart: await startOf(pid), id: randomUUID() };
}

/** @returns undefined for another program's lock: kubectl's is empty */
export function parseLockOwner(text: string): LockOwner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLockOwner(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isLockOwner(value: unknown): value is LockOwner {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { tool, pid, host, processStart, id } = value as Record<keyof LockOwner, unknown>;
  const areStrings = [host, processStart, id].every((part) => typeof part === 'string');
  return tool === 'aks-entra' && typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 && areStrings;
}

/** Whether the owner surely runs no more. Of a process on another machine we know nothing. */
export async function isDead(owner: LockOwner): Promise<boolean> {
  if (owner.host !== (await hostIdentity())) {
    return false;
  }
  if (!isRunning(owner.pid)) {
    return true;
  }
  const start = await startOf(owner.pid);
  return owner.processStart !== '' && start !== '' && start !== owner.processStart;
}

/** Whether a process of that id runs on this machine, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return fileErrorCode(error) !== 'ESRCH';
  }
}

let identity: Promise<string> | undefined;

function hostIdentity(): Promise<string> {
  identity ??= readHostIdentity();
  return identity;
}

async function readHostIdentity(): Promise<string> {
  if (process.platform !== 'linux') {
    return hostname();
  }
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  return [hostname(), boot.trim(), namespace].join(' ');
}

/** Field 22 of /proc/<pid>/stat; the second field, the command in brackets, may hold blanks itself. */
async function startOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') {
    return '';
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
