import * as vscode from 'vscode';
import {
  kubeconfigSections,
  type PlacedEntry,
  type PlacedKubeconfig,
} from '../../core/kubeconfigEditor/kubeconfigSections.ts';
import { openKubeconfigRows } from '../../core/kubeconfigEditor/openKubeconfigRows.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { FileRow } from '../../core/kubeconfigView/kubeconfigRows.ts';
import type { ReadCertificate } from '../../core/login/certificateValidity.ts';

type Context = FileRow['contexts'][number];

/** A context with the place of its entry in the editor. */
interface PlacedContext {
  readonly context: Context;
  readonly entry: PlacedEntry;
}

export interface OpenContextsPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'paths' | 'namedPaths' | 'read'>;
  readonly certificateValidity: ReadCertificate;
}

export function nameOf(context: Context): string {
  return context.kind === 'context' ? context.facts.contextName : context.hiddenName;
}

/** The contexts of kubeconfigs in editors, read once for each state of a text. */
export class OpenContexts {
  readonly #ports: OpenContextsPorts;
  readonly #ownPaths: ReadonlySet<string>;
  #read = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly contexts: Promise<readonly Context[]> }
  >();
  readonly #sections = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly found: PlacedKubeconfig }
  >();
  /** While a text is being typed it is no YAML now and then: what stands above its lines should not jump away. */
  readonly #lastGood = new WeakMap<vscode.TextDocument, readonly Context[]>();

  /** @param ownPaths the files of the KUBECONFIG list, as VS Code writes paths */
  constructor(ports: OpenContextsPorts, ownPaths: ReadonlySet<string>) {
    this.#ports = ports;
    this.#ownPaths = ownPaths;
  }

  /** The files have changed: what is said of one may depend on the others. */
  forget(): void {
    this.#read = new WeakMap();
  }

  /** What stands where in it. */
  sections(document: vscode.TextDocument): PlacedKubeconfig {
    const { version } = document;
    const known = this.#sections.get(document);
    if (known?.version === version) {
      return known.found;
    }
    const found = kubeconfigSections(document.getText());
    this.#sections.set(document, { version, found });
    return found;
  }

  /** Of several entries of one name the first. */
  async placed(document: vscode.TextDocument): Promise<PlacedContext[]> {
    const text = document.getText();
    const contexts = new Map((await this.#contextsOf(document, text)).map((context) => [nameOf(context), context]));
    const { sections } = this.sections(document);
    const entries = sections.find(({ kind }) => kind === 'contexts')?.entries ?? [];
    return entries.flatMap((entry) => {
      const context = contexts.get(entry.name.value);
      contexts.delete(entry.name.value);
      return context === undefined ? [] : [{ context, entry }];
    });
  }

  /** What the other files of the list call their contexts. */
  async namesOfOthers(document: vscode.TextDocument): Promise<string[]> {
    const { kubeconfigs, certificateValidity } = this.#ports;
    const { fsPath } = document.uri;
    if (!this.#ownPaths.has(fsPath)) {
      return [];
    }
    const others = (await kubeconfigs.paths()).filter((file) => vscode.Uri.file(file).fsPath !== fsPath);
    const contexts = await Promise.all(
      others.map(async (file) => {
        const text = (await kubeconfigs.read(file).catch(() => undefined)) ?? '';
        return openKubeconfigRows({ path: file, text, isOwn: false }, kubeconfigs, certificateValidity);
      }),
    );
    return contexts.flatMap((all) => (all ?? []).map(nameOf));
  }

  #contextsOf(document: vscode.TextDocument, text: string): Promise<readonly Context[]> {
    const { version } = document;
    const known = this.#read.get(document);
    if (known?.version === version) {
      return known.contexts;
    }
    const contexts = this.#readContexts(document, text);
    this.#read.set(document, { version, contexts });
    return contexts;
  }

  async #readContexts(document: vscode.TextDocument, text: string): Promise<readonly Context[]> {
    const { kubeconfigs, certificateValidity } = this.#ports;
    const { fsPath } = document.uri;
    const isOwn = this.#ownPaths.has(fsPath);
    // As the list spells it, which is not always as VS Code does.
    const listed = isOwn ? await kubeconfigs.paths() : [];
    const path = listed.find((file) => vscode.Uri.file(file).fsPath === fsPath) ?? fsPath;
    const contexts = await openKubeconfigRows({ path, text, isOwn }, kubeconfigs, certificateValidity);
    if (contexts === undefined) {
      return this.#lastGood.get(document) ?? [];
    }
    this.#lastGood.set(document, contexts);
    return contexts;
  }
}
