import * as vscode from 'vscode';
import type { Logger } from '../../core/logger.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { mayBeKubeconfig } from './mayBeKubeconfig.ts';

/** The checks of open kubeconfigs, once they are loaded. */
interface LoadedDiagnostics {
  refresh(): void;
  dispose(): void;
}

/** Waits for the first document that may be a kubeconfig: only then the checks load, and look after themselves. */
export class OpenKubeconfigs implements vscode.Disposable {
  readonly #ownPaths: Promise<ReadonlySet<string>>;
  /** Empty until they are known. */
  #knownPaths: ReadonlySet<string> = new Set();
  readonly #logger: Pick<Logger, 'error'>;
  readonly #load: (ownPaths: ReadonlySet<string>) => Promise<LoadedDiagnostics>;
  readonly #subscription: vscode.Disposable;
  #diagnostics: Promise<LoadedDiagnostics | undefined> | undefined;
  #isDisposed = false;

  /**
   * @param paths the files of the KUBECONFIG list
   * @param load gets them as VS Code writes paths
   */
  constructor(
    paths: Promise<readonly string[]>,
    load: (ownPaths: ReadonlySet<string>) => Promise<LoadedDiagnostics>,
    logger: Pick<Logger, 'error'>,
  ) {
    this.#ownPaths = paths.then((all) => new Set(all.map((own) => vscode.Uri.file(own).fsPath)));
    this.#load = load;
    this.#logger = logger;
    this.#subscription = vscode.workspace.onDidOpenTextDocument((document) => {
      this.#see(document);
    });
    this.#seeAll();
    void this.#ownPaths.then((ownPaths) => {
      this.#knownPaths = ownPaths;
      this.#seeAll();
    });
  }

  /** Looks at the open documents again: something outside of their text has changed. */
  refresh(): void {
    void this.#diagnostics?.then((diagnostics) => {
      diagnostics?.refresh();
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
    void this.#diagnostics?.then((diagnostics) => {
      diagnostics?.dispose();
    });
  }

  #seeAll(): void {
    for (const document of vscode.workspace.textDocuments) {
      this.#see(document);
    }
  }

  #see(document: vscode.TextDocument): void {
    if (this.#isDisposed || this.#diagnostics !== undefined || !mayBeKubeconfig(document, this.#knownPaths)) {
      return;
    }
    this.#subscription.dispose();
    this.#diagnostics = this.#ownPaths.then(this.#load).then(
      (diagnostics) => {
        if (this.#isDisposed) {
          diagnostics.dispose();
        }
        return diagnostics;
      },
      (error: unknown) => {
        this.#logger.error(`Kubeconfig checks: ${errorMessage(error)}`);
        return undefined;
      },
    );
  }
}
