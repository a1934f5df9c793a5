import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  readOlderWindowSocket,
  readWindowAddress,
  type WindowAddress,
} from '../core/credentialPlugin/windowAddress.ts';
import { type Answer, exchange, type WindowRequest } from './exchange.ts';
import { entryAt, isOurs, ownEntryAt } from './ownEntry.ts';
import { PluginFailure } from './pluginFailure.ts';

export interface WindowsAnswer {
  /** The ExecCredential as one line; undefined where no window can be reached. */
  readonly credential: string | undefined;
  /** Whether a window is open that is of a version without keys, and so was not asked. */
  readonly hasOlderWindow: boolean;
}

/**
 * Asks the open VS Code windows, one after another, until one has an answer.
 *
 * @throws PluginFailure with what a window said
 */
export async function askWindows(dataFolder: string, request: WindowRequest): Promise<WindowsAnswer> {
  assertPrivate(dataFolder);
  const windows = join(dataFolder, 'windows');
  if (entryAt(windows) === undefined) {
    return { credential: undefined, hasOlderWindow: false };
  }
  assertPrivate(windows);
  let refusal: Answer | undefined;
  let hasOlderWindow = false;
  for (const name of readdirSync(windows).sort()) {
    const config = name.endsWith('.curl') ? ownTextAt(join(windows, name)) : undefined;
    if (config === undefined) {
      continue;
    }
    hasOlderWindow ||= isOlderWindow(config);
    const address = addressIn(config);
    const answer = address && (await exchange(address, request));
    // 503: a window that is closed, whose server still waits for it to come back.
    if (answer === undefined || answer.status === 503) {
      continue;
    }
    if (answer.status === 200) {
      return { credential: assertCredential(answer.text), hasOlderWindow };
    }
    if (answer.status !== 401 && answer.status !== 421) {
      throw new PluginFailure(lineOf(answer));
    }
    // What a window says that has the account helps more than one that has it not.
    if (answer.status === 401 || refusal?.status !== 401) {
      refusal = answer;
    }
  }
  if (refusal !== undefined) {
    throw new PluginFailure(lineOf(refusal));
  }
  return { credential: undefined, hasOlderWindow };
}

/** Whoever may write to the folder could put in a socket of his own. */
function assertPrivate(folder: string): void {
  const entry = entryAt(folder);
  if (entry === undefined) {
    throw new PluginFailure(
      `AKS Entra cannot use ${folder}: it is not a folder that can be entered. Open a VS Code window, then try again.`,
    );
  }
  // On Windows, where modes say nothing, %LOCALAPPDATA% is its user's alone by the access rules of the profile.
  const isClosed = process.platform === 'win32' || (entry.mode & 0o022) === 0;
  if (entry.isDirectory() && isOurs(entry) && isClosed) {
    return;
  }
  throw new PluginFailure(
    `AKS Entra does not use ${folder}: it is not a folder of your own that only you may write to. Move it away; VS Code makes a new one.`,
  );
}

function addressIn(config: string): WindowAddress | undefined {
  const address = readWindowAddress(config);
  // One in the folder for temporary files goes at a restart, and somebody else may have taken its name since.
  const isSocketOurs = process.platform === 'win32' || (address && ownEntryAt(address.socketPath)) !== undefined;
  return isSocketOurs ? address : undefined;
}

function isOlderWindow(config: string): boolean {
  const socketPath = readOlderWindowSocket(config);
  return socketPath !== undefined && (process.platform === 'win32' || ownEntryAt(socketPath)?.isSocket() === true);
}

function ownTextAt(path: string): string | undefined {
  const entry = entryAt(path);
  if (entry === undefined) {
    return undefined;
  }
  if (entry.isFile() && isOurs(entry)) {
    return readFileSync(path, 'utf8');
  }
  process.stderr.write(`AKS Entra does not use ${path}: it is not a file of your own.\n`);
  return undefined;
}

/** Nothing but exactly one credential goes to kubectl. */
function assertCredential(text: string): string {
  const shape =
    /^\{"kind":"ExecCredential","apiVersion":"client\.authentication\.k8s\.io\/v1(beta1)?","spec":\{"interactive":false\},"status":\{"expirationTimestamp":"[\d-]{10}T[\d:]{8}Z","token":"[\w.~+/=-]+"\}\}$/;
  if (shape.test(text)) {
    return text;
  }
  throw new PluginFailure('VS Code answered with something that is no credential. Reload its windows, then try again.');
}

/** A line for a terminal, which must hold nothing that steers one. */
function lineOf({ status, text }: Answer): string {
  if (text !== '' && !/[\x00-\x1f\x7f]/.test(text)) {
    return text;
  }
  return `VS Code refused with the status ${status}. Reload its windows, then try again.`;
}
