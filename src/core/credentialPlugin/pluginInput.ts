import { isContextKey } from '../login/contextKey.ts';

/** What a part of the plugin hands the next one on standard input. */
export interface PluginInput {
  /** The context's key, a secret; undefined where there is none or it is malformed. */
  readonly key: string | undefined;
  /** The text of KUBERNETES_EXEC_INFO. */
  readonly execInfo: string;
}

/**
 * Reads what `renderPluginInput` and the launcher write: the first line is the key and nothing else, all that follows
 * is KUBERNETES_EXEC_INFO, which therefore cannot pass for a key, whatever it holds. The line break at the end is the
 * framing's: the launcher's here-document cannot be without.
 */
export function readPluginInput(bytes: Uint8Array): PluginInput {
  // A byte order mark stays, and so is no key.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const end = text.indexOf('\n');
  const key = end === -1 ? undefined : text.slice(0, end);
  return { key: isContextKey(key) ? key : undefined, execInfo: text.slice(end + 1).replace(/\n$/, '') };
}

export function renderPluginInput(key: string, execInfo: string): string {
  return `${key}\n${execInfo}\n`;
}
