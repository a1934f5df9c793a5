import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { oldestAndNewestKubectl, runKubectl } from '../../../kubectl.ts';

const writer = join(import.meta.dirname, 'kubeconfigFilesWriter.ts');
/** 200 in the long run: `KUBECONFIG_ROUNDS=200`. */
const rounds = Number(process.env['KUBECONFIG_ROUNDS'] ?? 20);

const kubectls = oldestAndNewestKubectl();

let parent: string;
before(() => {
  parent = mkdtempSync(join(tmpdir(), 'kubeconfig-race-'));
});
after(() => {
  rmSync(parent, { recursive: true });
});

function namesIn(config: string): string[] {
  return readContexts(readFileSync(config, 'utf8')).contexts.map(({ contextName }) => contextName);
}

/** Merges `count` clusters in a process of its own; resolves with the names that it reported as done. */
function merge(config: string, label: string, count: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const args = [writer, config, join(parent, 'backups'), label, String(count)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('close', (code) => {
      if (code === 0) {
        resolve(output.trimEnd().split('\n'));
      } else {
        reject(new Error(`the writer ended with ${String(code)}`));
      }
    });
  });
}

/**
 * kubectl reads before it locks, so it can drop what others wrote in between; nobody can keep it from that. What it
 * says it wrote, though, must never be lost through us.
 */
describe('our writers among kubectl’s', () => {
  it('find a kubectl', () => {
    assert.ok(kubectls.length > 0, 'Run npm test, or node test/prepareKubectl.ts, which fetches one.');
  });

  for (const kubectl of kubectls) {
    it(`never lose what kubectl says it wrote, the file is always whole, and no lock stays: ${kubectl.path}`, async () => {
      const folder = mkdtempSync(join(parent, 'race-'));
      const config = join(folder, 'config');
      writeFileSync(config, 'apiVersion: v1\nkind: Config\n', { mode: 0o600 });
      let isDone = false;
      const ours = Promise.all(['a', 'b'].map((label) => merge(config, label, rounds))).finally(() => {
        isDone = true;
      });

      const reported: string[] = [];
      let refused = 0;
      const one = async (): Promise<void> => {
        for (let number = 0; number < rounds || !isDone; number++) {
          const name = `kubectl-${number}`;
          const args = ['--kubeconfig', config, 'config', 'set-context', name, '--cluster', 'x'];
          const { exitCode, stderr } = await runKubectl(kubectl, args, { HOME: folder });
          if (exitCode === 0) {
            reported.push(name);
          } else {
            refused++;
            // It does not wait for a lock. Anything else would mean that it met a file that is not whole; our writers,
            // which read under the lock, would end with an error then.
            assert.match(stderr, /lock|file exists/i);
          }
        }
      };
      const [ourNames] = await Promise.all([ours, one()]);

      const present = new Set(namesIn(config));
      assert.deepEqual(
        reported.filter((name) => !present.has(name)),
        [],
        'lost through us',
      );
      assert.ok(reported.length > 0, `kubectl never got through (${refused} times refused)`);
      // Those that kubectl dropped are few: it is in between for some milliseconds.
      const dropped = ourNames.flat().filter((name) => !present.has(name));
      assert.ok(dropped.length < ourNames.flat().length, 'nothing of ours is there');
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.startsWith('config') && name !== 'config'),
        [],
      );
      const { exitCode, stderr } = await runKubectl(kubectl, ['--kubeconfig', config, 'config', 'view'], {
        HOME: folder,
      });
      assert.equal(exitCode, 0, stderr);
    });
  }
});
