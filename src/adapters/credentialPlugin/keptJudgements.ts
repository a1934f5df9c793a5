import type { TrustedCluster } from '../../core/credentialPlugin/trustedCluster.ts';
import {
  assertKubeconfigsLeadTo,
  type ProgramKubeconfig,
} from '../../core/programKubeconfigs/assertKubeconfigsLeadTo.ts';

/** Each may hold kubeconfigs in memory that have changed since. */
const mostKept = 8;

/** `assertKubeconfigsLeadTo`, which judges the same readings for the same clusters once. */
export class KeptJudgements {
  /** What led to some entries last; the oldest first. */
  readonly #passed = new Map<string, readonly ProgramKubeconfig[]>();

  /** @throws AksEntraError as `assertKubeconfigsLeadTo` */
  assertLeadTo(entries: readonly TrustedCluster[], files: readonly ProgramKubeconfig[]): void {
    const id = JSON.stringify(entries);
    if (areSame(this.#passed.get(id), files)) {
      return;
    }
    assertKubeconfigsLeadTo(entries, files);
    this.#passed.delete(id);
    this.#passed.set(id, files);
    for (const oldest of [...this.#passed.keys()].slice(0, -mostKept)) {
      this.#passed.delete(oldest);
    }
  }
}

function areSame(known: readonly ProgramKubeconfig[] | undefined, files: readonly ProgramKubeconfig[]): boolean {
  return (
    known?.length === files.length &&
    known.every(({ path, kubeconfig, isPrograms }, index) => {
      const other = files[index];
      return path === other?.path && kubeconfig === other.kubeconfig && isPrograms === other.isPrograms;
    })
  );
}
