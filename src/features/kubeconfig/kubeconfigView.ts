import * as vscode from 'vscode';
import type { Cluster } from '../../core/clusters/cluster.ts';
import type { CurrentContext } from '../../core/entra/tokenTarget.ts';
import {
  contextNamed,
  currentContextOf,
  currentSignInOf,
  vscodeContextOf,
  type CurrentSignIn,
} from '../../core/kubeconfig/currentContext.ts';
import { isKeyOfCluster, type KeyedCluster, placeKeyOf } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { KubeconfigFacts } from '../../core/kubeconfig/readContexts.ts';
import { usesPlugin } from '../../core/kubeconfig/usesPlugin.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { setContextKey } from '../../ui/setContextKey.ts';
import type { PlaceInKubeconfig } from '../clusters/clusterNodes.ts';

/** What the files say; or why they cannot be read, in a sentence; neither where there is none. */
interface SaidByFiles {
  readonly facts?: KubeconfigFacts;
  /** The files, in the order of the facts. */
  readonly paths?: readonly string[];
  readonly problem?: string;
}

/**
 * What the user's kubeconfig says, for what is shown all the time: read once for each change of the files. Commands
 * read the files anew, under the lock where they write.
 */
export class KubeconfigView implements vscode.Disposable {
  readonly #kubeconfigs: Pick<KubeconfigStore, 'readAll'>;
  readonly #logger: Logger;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #filesChanged = new vscode.EventEmitter<Promise<KubeconfigFacts | undefined>>();
  #said: Promise<SaidByFiles> | undefined;
  /** Of the contexts that lead to a cluster: see `placeKeyOf`. */
  #places: readonly {
    readonly clusterKey: string;
    readonly place: PlaceInKubeconfig;
    readonly isCurrent: boolean;
  }[] = [];
  /** Counts reads: an older one that ends later is dropped. */
  #generation = 0;

  /** The answers of `placeOf` and `isCurrent` may have changed. */
  readonly onDidChange = this.#changed.event;

  /** The files have changed; tells what they said before. */
  readonly onDidChangeFiles = this.#filesChanged.event;

  constructor(kubeconfigs: Pick<KubeconfigStore, 'readAll'>, logger: Logger) {
    this.#kubeconfigs = kubeconfigs;
    this.#logger = logger;
  }

  /** undefined where there is no kubeconfig, or none that can be read. Never rejects. */
  async facts(): Promise<KubeconfigFacts | undefined> {
    return (await this.#saidByFiles()).facts;
  }

  /** kubectl's current context, as far as it decides about a token. Never rejects. */
  async currentContext(): Promise<CurrentContext | undefined> {
    const facts = await this.facts();
    return facts === undefined ? undefined : currentContextOf(facts);
  }

  /** The same with how kubectl signs in there; else why there is none. Never rejects. */
  async currentSignIn(): Promise<CurrentSignIn> {
    const { facts, paths = [], problem } = await this.#saidByFiles();
    return problem === undefined
      ? currentSignInOf(facts, paths)
      : { kind: 'noContext', reason: problem, isRefused: true };
  }

  /** The context through which kubectl gets VS Code's token for a cluster. Never rejects. */
  async vscodeContext(cluster: Cluster): Promise<CurrentContext | undefined> {
    const facts = await this.facts();
    return facts === undefined ? undefined : vscodeContextOf(facts, cluster);
  }

  /** A context by its name. Never rejects. */
  async contextNamed(contextName: string): Promise<CurrentContext | undefined> {
    const facts = await this.facts();
    return facts === undefined ? undefined : contextNamed(facts, contextName);
  }

  /** Forgets what was read: the files have changed. */
  refresh(): void {
    const before = this.facts();
    this.#said = undefined;
    this.#filesChanged.fire(before);
    void this.facts();
  }

  /** What it has of a cluster, as far as it has been read. */
  placeOf(cluster: KeyedCluster): PlaceInKubeconfig {
    const places = this.#places.filter(({ clusterKey }) => isKeyOfCluster(clusterKey, cluster));
    return (places.find(({ place }) => place === 'vscodeSignIn') ?? places[0])?.place ?? 'none';
  }

  /** Whether the current context leads to it, as far as that has been read. */
  isCurrent(cluster: KeyedCluster): boolean {
    return this.#places.some(({ isCurrent, clusterKey }) => isCurrent && isKeyOfCluster(clusterKey, cluster));
  }

  dispose(): void {
    this.#changed.dispose();
    this.#filesChanged.dispose();
  }

  #saidByFiles(): Promise<SaidByFiles> {
    this.#said ??= this.#read();
    return this.#said;
  }

  async #read(): Promise<SaidByFiles> {
    const generation = ++this.#generation;
    const said = await this.#readFiles();
    const { facts } = said;
    if (generation !== this.#generation) {
      return said;
    }
    // One that cannot be read may have some: whatever is done with it says why it cannot.
    const hasContexts = said.problem !== undefined || (facts?.contexts.length ?? 0) > 0;
    setContextKey('aksEntra.kubeconfig', hasContexts ? 'contexts' : 'none');
    const before = JSON.stringify(this.#places);
    this.#places = (facts?.contexts ?? []).flatMap((context) => {
      const clusterKey = placeKeyOf(context);
      const place = usesPlugin(context) ? 'vscodeSignIn' : 'context';
      return clusterKey === undefined ? [] : [{ clusterKey, place, isCurrent: context === facts?.current }];
    });
    // Rows that are drawn anew for nothing would take the row from under an open menu.
    if (JSON.stringify(this.#places) !== before) {
      this.#changed.fire(undefined);
    }
    return said;
  }

  async #readFiles(): Promise<SaidByFiles> {
    try {
      const files = await this.#kubeconfigs.readAll();
      if (files.length === 0) {
        return {};
      }
      // The parser loads only when there is something to parse.
      const { readContexts } = await import('../../core/kubeconfig/readContexts.ts');
      return { facts: readContexts(files.map(({ text }) => text)), paths: files.map(({ path }) => path) };
    } catch (error) {
      this.#logger.warn(`The kubeconfig cannot be read: ${messageOf(error)}`);
      return { problem: l10n`The kubeconfig cannot be read: ${messageOf(error)}` };
    }
  }
}
