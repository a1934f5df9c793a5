import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { completeKubeconfig } from '../../core/kubeconfigEditor/completeKubeconfig.ts';
import { messageOf } from '../../core/messageOf.ts';
import { printable } from '../../core/printable.ts';
import type { KubeconfigDocuments } from '../diagnosis/isKubeconfig.ts';
import { knownNames, type KnownNamesPorts } from '../kubeconfigView/knownNames.ts';
import { contextHoverTexts } from './contextHoverTexts.ts';
import { contextLensTexts } from './contextLensTexts.ts';
import { hoverOf } from './hoverOf.ts';
import { ImportableDocuments } from './importableDocuments.ts';
import { nameOf, OpenContexts, type OpenContextsPorts } from './openContexts.ts';
import { setYamlMode } from './setYamlMode.ts';
import { symbolsOf } from './symbolsOf.ts';

export interface KubeconfigLanguagePorts extends OpenContextsPorts, KnownNamesPorts {
  readonly kubeconfig: { readonly onDidChangeFiles: vscode.Event<unknown> };
}

/** About 400 contexts. It is read again at each pause in typing, which would be felt in a larger one. */
const longestText = 1_000_000;

/** What offers symbols of YAML itself, which would all stand there twice. */
const otherYaml = 'redhat.vscode-yaml';

/**
 * What VS Code shows of a kubeconfig that is open in an editor. Nothing here runs or asks anything; what is broken, too
 * large or no kubeconfig has nothing to show.
 */
export class KubeconfigLanguage
  implements
    vscode.CodeLensProvider,
    vscode.HoverProvider,
    vscode.CompletionItemProvider,
    vscode.DocumentSymbolProvider,
    vscode.Disposable
{
  readonly #ports: KubeconfigLanguagePorts;
  readonly #documents: KubeconfigDocuments;
  readonly #contexts: OpenContexts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;

  constructor(ports: KubeconfigLanguagePorts, documents: KubeconfigDocuments) {
    this.#ports = ports;
    this.#documents = documents;
    this.#contexts = new OpenContexts(ports, documents.ownPaths);
    const { languages, workspace } = vscode;
    const selector = selectorOf(documents.ownPaths);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      new ImportableDocuments(documents),
      languages.registerCodeLensProvider(selector, this),
      languages.registerHoverProvider(selector, this),
      languages.registerCompletionItemProvider(selector, this, ' '),
      languages.registerDocumentSymbolProvider(selector, this, { label: 'AKS Entra' }),
      ports.kubeconfig.onDidChangeFiles(() => {
        this.#contexts.forget();
        this.#changed.fire();
      }),
      workspace.onDidSaveTextDocument(() => {
        this.#changed.fire();
      }),
      workspace.onDidOpenTextDocument((document) => {
        setYamlMode(document, documents.ownPaths);
      }),
    );
    for (const document of workspace.textDocuments) {
      setYamlMode(document, documents.ownPaths);
    }
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const contexts = await this.#contextsOf(document);
    const isOwn = this.#documents.ownPaths.has(document.uri.fsPath);
    const kind = isOwn ? (document.isDirty ? 'unsaved' : 'saved') : 'foreign';
    const place = { kind, home: os.homedir() } as const;
    return contexts.flatMap(({ context, entry }) => {
      const range = rangeOf(document, entry.name);
      return contextLensTexts(context, place, Date.now()).map(({ title, tooltip, command = '' }) => {
        const argument = isOwn ? { contextName: nameOf(context) } : document.uri;
        const shown = { title, command, arguments: [argument], ...(tooltip === undefined ? {} : { tooltip }) };
        return new vscode.CodeLens(range, shown);
      });
    });
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const contexts = await this.#contextsOf(document);
    const offset = document.offsetAt(position);
    const current = this.#contexts.sections(document).currentContext;
    const isCurrent = current !== undefined && current.start <= offset && offset <= current.end;
    const found = isCurrent
      ? contexts.find(({ entry }) => entry.name.value === current.value)
      : contexts.find(({ entry: { name } }) => name.start <= offset && offset <= name.end);
    if (found === undefined) {
      return undefined;
    }
    const names = await knownNames(this.#ports);
    const texts = contextHoverTexts(found.context, { home: os.homedir(), names, nowMs: Date.now() });
    return hoverOf(texts, rangeOf(document, isCurrent ? current : found.entry.name));
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    if (!this.#isRead(document)) {
      return [];
    }
    const others = await this.#contexts.namesOfOthers(document);
    const completions = completeKubeconfig(document.getText(), document.offsetAt(position), others);
    const range = completions && rangeOf(document, completions.place);
    return (completions?.choices ?? []).map(({ kind, value, written, detail }, index) => {
      const { Reference, EnumMember } = vscode.CompletionItemKind;
      const item = new vscode.CompletionItem(printable(value), kind === 'name' ? Reference : EnumMember);
      item.insertText = written;
      item.filterText = value;
      item.sortText = String(index).padStart(6, '0');
      if (range !== undefined) {
        item.range = range;
      }
      if (detail !== undefined) {
        item.documentation = detail;
      }
      return item;
    });
  }

  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] | undefined {
    if (vscode.extensions.getExtension(otherYaml) !== undefined || !this.#isRead(document)) {
      return undefined;
    }
    return symbolsOf(this.#contexts.sections(document), (place) => rangeOf(document, place));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #isRead(document: vscode.TextDocument): boolean {
    return this.#documents.isKubeconfig(document) && document.getText().length <= longestText;
  }

  /** Never rejects: an editor has nobody to tell. */
  async #contextsOf(document: vscode.TextDocument): Promise<Awaited<ReturnType<OpenContexts['placed']>>> {
    try {
      return this.#isRead(document) ? await this.#contexts.placed(document) : [];
    } catch (error) {
      this.#ports.logger.warn(`A kubeconfig in an editor: ${messageOf(error)}`);
      return [];
    }
  }
}

/** What `mayBeKubeconfig` admits; a character that a pattern knows otherwise stands for any. */
function selectorOf(ownPaths: ReadonlySet<string>): vscode.DocumentFilter[] {
  const own = [...ownPaths].map((file): vscode.DocumentFilter => {
    const name = path.basename(file).replaceAll(/[*?[\]{}]/g, '?');
    const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), name);
    return { scheme: 'file', pattern };
  });
  return [{ scheme: 'file', language: 'yaml' }, ...own];
}

function rangeOf(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
