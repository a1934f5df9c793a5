import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { assertAsShown } from '../../core/kubeconfig/writeAsShown.ts';
import { explainRefusal, type KubercFile } from '../../core/kuberc/explainRefusal.ts';
import { policyFor } from '../../core/kuberc/kuberc.ts';
import type { AllowlistChange, PluginAllowlist, PluginRefusal } from '../../core/kuberc/pluginAllowlist.ts';
import { l10n } from '../../core/l10n.ts';
import { KubeconfigWriter, type KubeconfigWriterOptions } from './kubeconfigWriter.ts';

export interface KubercOptions extends KubeconfigWriterOptions {
  /** Only KUBERC and KUBECTL_KUBERC are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `.kube` is looked for, now. */
  readonly home: () => Promise<string>;
  readonly platform: NodeJS.Platform;
  /** What kubectl runs for our plugin: an absolute path. */
  readonly command: string;
}

const limitBytes = 1024 * 1024;

/** kubectl's preferences, as far as they keep our plugin from running. */
export class Kuberc implements PluginAllowlist {
  readonly #options: KubercOptions;
  readonly #writer: KubeconfigWriter;

  constructor(options: KubercOptions) {
    this.#options = options;
    this.#writer = new KubeconfigWriter(options, () => undefined);
  }

  async refusal(): Promise<PluginRefusal | undefined> {
    const path = await this.#path();
    const file = path === undefined ? undefined : await readKuberc(path);
    // On Windows the command is VS Code's own program, which can do much more than our plugin.
    return file && explainRefusal(file, this.#options.command, this.#options.platform !== 'win32');
  }

  /** Whether kubectl runs a command of a kubeconfig; true too where that is not known. */
  async runs(command: string): Promise<boolean> {
    const path = await this.#path();
    const file = path === undefined ? undefined : await readKuberc(path);
    return file === undefined || policyFor(file.text, command) === 'allowed';
  }

  async allow({ path, before, after }: AllowlistChange): Promise<() => Promise<void>> {
    if ((await standingOf(path)) !== 'own') {
      throw new AksEntraError(
        'kubercNotOwn',
        l10n`${path} is not a regular file of your own, so it was left as it is. Change it by hand.`,
      );
    }
    const { receipt } = await this.#writer.update(path, (text) => {
      assertAsShown(text, before);
      return { text: after };
    });
    return () => this.#writer.undo(receipt);
  }

  /**
   * The file that kubectl reads where it is given no `--kuberc`: see LoadKuberc in kubectl's pkg/kuberc and KubeRC in
   * its pkg/cmd/util (1.35 to 1.37).
   *
   * @returns undefined where it reads none, and for a path of a folder that is not known
   */
  async #path(): Promise<string | undefined> {
    const { env, home } = this.#options;
    const named = env['KUBERC'] ?? '';
    if (named === 'off' || env['KUBECTL_KUBERC']?.toLowerCase() === 'false') {
      return undefined;
    }
    const path = named === '' ? join(await home(), '.kube', 'kuberc') : named;
    return isAbsolute(path) ? path : undefined;
  }
}

/** What cannot be read tells nothing: kubectl says itself what is wrong with it, or goes on without. */
async function readKuberc(path: string): Promise<KubercFile | undefined> {
  try {
    // A pipe would be waited for. Windows lacks the flag, and undefined counts as 0 here.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = await file.stat();
      if (!facts.isFile() || facts.size > limitBytes) {
        return undefined;
      }
      const bytes = Buffer.alloc(facts.size);
      const { bytesRead } = await file.read(bytes, 0, facts.size, 0);
      // A byte order mark stays part of the text, which is compared with what is there when it is written.
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, bytesRead));
      return { path, text, standing: await standingOf(path) };
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** Windows knows no user ids. @throws a file system error */
async function standingOf(path: string): Promise<KubercFile['standing']> {
  const entry = await lstat(path);
  if (!entry.isFile()) {
    return 'link';
  }
  const own = process.geteuid?.();
  return own === undefined || entry.uid === own ? 'own' : 'foreign';
}
