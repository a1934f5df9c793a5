import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Kubectl } from '../kubectl.ts';

/** What Azure's kubelogin says of itself (0.2.22). */
const azuresKubelogin = 'echo "kubelogin version "; echo "git hash: v0.2.22/0123456"; echo "Platform: linux/amd64"';
/** What int128's says (its pkg/cmd/cmd.go); of Azure's arguments it knows none. */
const otherKubelogin =
  'if [ "$1" = --version ]; then echo "kubelogin version v1.36.2"; else echo "unknown flag" >&2; exit 1; fi';

const names = ['kubectl', 'kubelogin', 'az', 'azd', 'brew', 'helm'];

/** A folder for PATH, with programs that say who they are and can do nothing. */
export class StandInPrograms {
  readonly folder = temporaryFolder();

  /** A PATH that leads to these programs, and besides to all that the machine has but others of their names. */
  pathWithoutOthers(): string {
    const others = temporaryFolder();
    for (const folder of (process.env['PATH'] ?? '').split(path.delimiter).filter((each) => existsSync(each))) {
      for (const name of readdirSync(folder)) {
        const link = path.join(others, name);
        if (!names.includes(name) && !existsSync(link)) {
          rmSync(link, { force: true });
          symlinkSync(path.join(folder, name), link);
        }
      }
    }
    return this.folder + path.delimiter + others;
  }

  /** @param name `kubelogin` is Azure's */
  put(...which: readonly ('kubelogin' | 'az')[]): void {
    for (const name of which) {
      this.#write(name, name === 'kubelogin' ? azuresKubelogin : 'exit 1');
    }
  }

  /** One that notes how it was started, and does nothing. */
  putNoting(name: 'brew' | 'az'): void {
    this.#write(name, `echo "$0 $*" >> '${path.join(this.folder, `${name}.starts`)}'; echo "$0 $*"`);
  }

  /** How one that notes it was started, so far; nothing where it never was. */
  startsOf(name: 'brew' | 'az'): string {
    const file = path.join(this.folder, `${name}.starts`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** One that says this version, and nothing else. */
  putKubectl(version: string): void {
    this.#write('kubectl', `echo '{"clientVersion": {"gitVersion": "${version}"}}'`);
  }

  /** The other program of that name. */
  putOtherKubelogin(): void {
    this.#write('kubelogin', otherKubelogin);
  }

  /** The real one. */
  linkKubectl({ path: file }: Kubectl): void {
    this.remove('kubectl');
    symlinkSync(file, path.join(this.folder, 'kubectl'));
  }

  remove(...which: readonly string[]): void {
    for (const name of which) {
      rmSync(path.join(this.folder, name), { force: true });
    }
  }

  #write(name: string, script: string): void {
    // A link's target is a real program.
    this.remove(name);
    writeFileSync(path.join(this.folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'aks-entra-programs-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
