import { isContextKey } from '../login/contextKey.ts';
import type { FileIdentity, UnnamedRequest } from './unnamedRequest.ts';

/** What a program that wants a token said, as the plugin hands it on. */
export interface ProgramRequest {
  /** The text of KUBERNETES_EXEC_INFO. */
  readonly execInfo: string;
  /** Where that names no cluster: what the plugin found out beside it. */
  readonly unnamed: UnnamedRequest | undefined;
}

/** What a part of the plugin hands the next one on standard input. */
export interface PluginInput extends ProgramRequest {
  /** The context's key, a secret; undefined where there is none, it is malformed, or what follows is not framed. */
  readonly key: string | undefined;
}

/**
 * Whether to look for what a request that names no cluster needs; the launcher decides in the same way. A program that
 * passes for one of the other kind gets nothing by it: the broker reads what it says, and misses what should be there.
 */
export function seemsToNameCluster(execInfo: string): boolean {
  return execInfo.includes('"cluster"');
}

/**
 * Reads what `renderRequestBody` and the launcher write: lines about a request that names no cluster, an empty line, and
 * KUBERNETES_EXEC_INFO, which stands last so that it cannot pass for such a line, whatever it holds. The line break at
 * the end is the framing's: the launcher's here-document cannot be without.
 *
 * @returns undefined for what is not framed so
 */
export function readRequestBody(text: string): ProgramRequest | undefined {
  const headEnd = text.startsWith('\n') ? 0 : text.indexOf('\n\n') + 1;
  if (headEnd === 0 && !text.startsWith('\n')) {
    return undefined;
  }
  const unnamed = headEnd === 0 ? undefined : readHead(text.slice(0, headEnd - 1).split('\n'));
  if (headEnd > 0 && unnamed === undefined) {
    return undefined;
  }
  return { execInfo: text.slice(headEnd + 1).replace(/\n$/, ''), unnamed };
}

export function renderRequestBody({ execInfo, unnamed }: ProgramRequest): string {
  return `${unnamed === undefined ? '' : renderHead(unnamed)}\n${execInfo}\n`;
}

/** Reads what `renderPluginInput` and the launcher write: the first line is the key and nothing else, then a body. */
export function readPluginInput(bytes: Uint8Array): PluginInput {
  // A byte order mark stays, and so is no key.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const end = text.indexOf('\n');
  const key = end === -1 ? undefined : text.slice(0, end);
  const request = readRequestBody(text.slice(end + 1));
  return request === undefined
    ? { key: undefined, execInfo: '', unnamed: undefined }
    : { key: isContextKey(key) ? key : undefined, ...request };
}

export function renderPluginInput(key: string, request: ProgramRequest): string {
  return `${key}\n${renderRequestBody(request)}`;
}

/** Of the names that stand alone, each once; `file` as often as there are files. */
function readHead(lines: readonly string[]): UnnamedRequest | undefined {
  const found = new Map<string, string>();
  const files: FileIdentity[] = [];
  for (const line of lines) {
    const [, name = '', value = ''] = /^(kubeconfig|home|parent|file)=([\x20-\x7e]*)$/.exec(line) ?? [];
    const [, inode, size] = /^(\d{1,20}) (\d{1,20})$/.exec(value) ?? [];
    if (name === 'file' && inode !== undefined) {
      files.push({ inode, size: Number(size) });
    } else if (name === '' || name === 'file' || found.has(name)) {
      return undefined;
    } else {
      found.set(name, value);
    }
  }
  const [kubeconfig, home, parent = ''] = ['kubeconfig', 'home', 'parent'].map((name) => found.get(name));
  return { kubeconfig, home, files, parentPid: /^[1-9]\d{0,9}$/.test(parent) ? Number(parent) : undefined };
}

function renderHead({ kubeconfig, home, files, parentPid }: UnnamedRequest): string {
  const lines = [
    ...(kubeconfig === undefined ? [] : [`kubeconfig=${kubeconfig}`]),
    ...(home === undefined ? [] : [`home=${home}`]),
    ...files.map(({ inode, size }) => `file=${inode} ${size}`),
    `parent=${parentPid ?? ''}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}
