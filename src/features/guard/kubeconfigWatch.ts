import type { KubeconfigWrite } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { ContextFacts, KubeconfigFacts } from '../../core/kubeconfig/readContexts.ts';
import type { Logger } from '../../core/logger.ts';
import { errorMessage } from '../../ui/errorMessage.ts';

interface Guard {
  written(write: KubeconfigWrite): void;
  changed(before: readonly ContextFacts[]): void;
  dispose(): void;
}

/** Leads what happens to the kubeconfig to the guard, in its order. The guard loads when something happens. */
export class KubeconfigWatch {
  readonly #load: () => Promise<Guard>;
  readonly #logger: Logger;
  #guard: Promise<Guard> | undefined;

  constructor(load: () => Promise<Guard>, logger: Logger) {
    this.#load = load;
    this.#logger = logger;
  }

  written(write: KubeconfigWrite): void {
    this.#tell((guard) => {
      guard.written(write);
    });
  }

  /** @param before what was last read; it never rejects */
  changed(before: Promise<KubeconfigFacts | undefined>): void {
    this.#tell(async (guard) => {
      guard.changed((await before)?.contexts ?? []);
    });
  }

  dispose(): void {
    if (this.#guard === undefined) {
      return;
    }
    this.#tell((guard) => {
      guard.dispose();
    });
  }

  #tell(what: (guard: Guard) => void | Promise<void>): void {
    this.#guard ??= this.#load();
    void this.#guard.then(what).catch((error: unknown) => {
      this.#logger.warn(`Watching the kubeconfig: ${errorMessage(error)}`);
    });
  }
}
