import { type KeptOperation, keptOperationOf, secretOf } from '../../core/entraIntegration/keptOperation.ts';
import type { KeptOperations } from '../../core/entraIntegration/keptOperations.ts';
import type { MemorySlot } from '../../core/memorySlot.ts';

/** VS Code's SecretStorage, as far as it is used. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

const secretKey = 'aksEntra.runningChanges';

/** Running changes in VS Code's SecretStorage, since their links are signed; the memory tells only that there are some. */
export class SecretOperations implements KeptOperations {
  readonly #secrets: Secrets;
  readonly #areSome: MemorySlot<boolean>;

  constructor(secrets: Secrets, areSome: MemorySlot<boolean>) {
    this.#secrets = secrets;
    this.#areSome = areSome;
  }

  async all(): Promise<readonly KeptOperation[]> {
    const stored = parsed((await this.#secrets.get(secretKey)) ?? '[]');
    return Array.isArray(stored)
      ? stored.flatMap((one) => (typeof one === 'string' ? (keptOperationOf(one) ?? []) : []))
      : [];
  }

  async keep(operation: KeptOperation): Promise<void> {
    await this.#store([...(await this.#without(operation.clusterId)), operation]);
  }

  async forget(clusterId: string): Promise<void> {
    await this.#store(await this.#without(clusterId));
  }

  async #without(clusterId: string): Promise<readonly KeptOperation[]> {
    return (await this.all()).filter((one) => one.clusterId.toLowerCase() !== clusterId.toLowerCase());
  }

  async #store(operations: readonly KeptOperation[]): Promise<void> {
    if (operations.length === 0) {
      await this.#secrets.delete(secretKey);
      await this.#areSome.set(false);
    } else {
      await this.#secrets.store(secretKey, JSON.stringify(operations.map(secretOf)));
      await this.#areSome.set(true);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
