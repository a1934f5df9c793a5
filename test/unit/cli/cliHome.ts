import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach } from 'node:test';

/** A home folder of its own for each test of a file, and where its kubeconfig is to be. */
export interface CliHome {
  readonly home: string;
  readonly config: string;
}

/** To be called at the top of a test file. */
export function cliHome(): CliHome {
  const root = mkdtempSync(join(tmpdir(), 'aks-entra-cli-'));
  let number = 0;
  beforeEach(() => {
    number += 1;
    mkdirSync(join(root, String(number)));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });
  return {
    get home() {
      return join(root, String(number));
    },
    get config() {
      return join(root, String(number), 'config');
    },
  };
}
