import type { BigIntStats } from 'node:fs';
import { homedir } from 'node:os';
import type { TrustedCluster } from '../../core/credentialPlugin/trustedCluster.ts';
import type { FileIdentity, ProgramKubeconfigs, UnnamedRequest } from '../../core/credentialPlugin/unnamedRequest.ts';
import { l10n } from '../../core/l10n.ts';
import type { ProgramKubeconfig } from '../../core/programKubeconfigs/assertKubeconfigsLeadTo.ts';
import { leadsElsewhere } from '../../core/programKubeconfigs/leadsElsewhere.ts';
import { isPlainPath, listedKubeconfigs } from '../../core/programKubeconfigs/listedKubeconfigs.ts';
import type { StrictKubeconfig } from '../../core/programKubeconfigs/strictKubeconfig.ts';
import { KeptJudgements } from './keptJudgements.ts';
import { KeptReadings, type Reading } from './keptReadings.ts';
import { withOwnKubeconfig } from './withOwnKubeconfig.ts';

/** A file that changed a moment ago may change once more without another time in its facts. */
const settledMs = 2_000;

/**
 * Of the files of one request together: VS Code's extensions stand still while they are parsed, a second for some 2 MB.
 * What has been read is kept then: see `KeptReadings`.
 */
const mostBytes = 10 * 1024 * 1024;

/** The kubeconfigs on this machine, read for programs that do not name their cluster. */
export class ProgramKubeconfigFiles implements ProgramKubeconfigs {
  readonly #readings = new KeptReadings();
  readonly #judgements = new KeptJudgements();

  /** @throws AksEntraError kubeconfigsLeadElsewhere */
  async assertLeadTo(entries: readonly TrustedCluster[], request: UnnamedRequest): Promise<void> {
    const listed = listedKubeconfigs(request, { platform: process.platform, home: homedir() });
    const identities = process.platform === 'win32' ? undefined : request.files;
    if (identities !== undefined && identities.length !== listed.length) {
      throw leadsElsewhere(
        'KUBECONFIG',
        l10n`names a file that is not there, or is not set, and there is no default one. Create the file, or remove its name.`,
      );
    }
    await this.#assertLeadTo(entries, listed, identities);
  }

  /** @throws AksEntraError kubeconfigsLeadElsewhere */
  async assertFilesLeadTo(entries: readonly TrustedCluster[], paths: readonly string[]): Promise<void> {
    await this.#assertLeadTo(entries, paths, undefined);
  }

  /** @param identities of the paths, as they are where the program runs */
  async #assertLeadTo(
    entries: readonly TrustedCluster[],
    paths: readonly string[],
    identities: readonly FileIdentity[] | undefined,
  ): Promise<void> {
    if (paths.some((path) => entries.some(({ key }) => path.includes(key)))) {
      // It is a secret, and what comes of a file is told with its path.
      throw leadsElsewhere('KUBECONFIG', l10n`names a file by the key of this sign-in. Give it another name.`);
    }
    const files = new Map<string, ProgramKubeconfig>();
    let bytes = 0n;
    const assertNotTooMuch = (path: string, { size }: BigIntStats): void => {
      bytes += size;
      if (bytes > mostBytes) {
        throw leadsElsewhere(path, l10n`and the files before it are larger than 10 MB together. Name fewer files.`);
      }
    };
    for (const [index, path] of paths.entries()) {
      const kubeconfig = await this.#read(path, (facts) => {
        if (identities !== undefined && !isSameFile(identities[index], facts)) {
          throw leadsElsewhere(
            path,
            l10n`is another file, or has another size, where the program runs, as in a container. Try again, or use the login mode azurecli there.`,
          );
        }
        assertNotTooMuch(path, facts);
      });
      files.set(path, { path, kubeconfig, isPrograms: true });
    }
    for (const path of entries.flatMap(({ consent }) => consent?.kubeconfigs ?? [])) {
      if (!files.has(path)) {
        const kubeconfig = await this.#read(path, (facts) => {
          assertNotTooMuch(path, facts);
        });
        files.set(path, { path, kubeconfig, isPrograms: false });
      }
    }
    this.#judgements.assertLeadTo(entries, [...files.values()]);
  }

  async #read(path: string, assertRight: (facts: BigIntStats) => void): Promise<StrictKubeconfig> {
    if (!isPlainPath(path, process.platform)) {
      throw leadsElsewhere(path, l10n`is not a plain absolute path. Name the file by its whole path.`);
    }
    return withOwnKubeconfig(path, async ({ facts, read }) => {
      assertRight(facts);
      const id = [path, facts.dev, facts.ino, facts.size, facts.mtimeNs, facts.ctimeNs].join('\0');
      const known = this.#readings.get(id);
      if (known !== undefined) {
        return known();
      }
      // A window in which no such program asks loads no parser.
      const { strictKubeconfig } = await import('../../core/programKubeconfigs/strictKubeconfig.ts');
      const bytes = await read();
      // Of several programs that ask at the same time, the first one's reading is for all.
      const reading = this.#readings.get(id) ?? readingOf(() => strictKubeconfig(path, bytes));
      if (Date.now() - Number(facts.ctimeMs) > settledMs) {
        this.#readings.keep(id, bytes.length, reading);
      }
      return reading();
    });
  }
}

/** What comes of a file; a refusal too. */
function readingOf(read: () => StrictKubeconfig): Reading {
  try {
    const kubeconfig = read();
    return () => kubeconfig;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function isSameFile(identity: FileIdentity | undefined, facts: BigIntStats): boolean {
  // Node makes large ones negative, and ls does not.
  const inode = String(BigInt.asUintN(64, facts.ino));
  return identity?.inode === inode && String(identity.size) === String(facts.size);
}
