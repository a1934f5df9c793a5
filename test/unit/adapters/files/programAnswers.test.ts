import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ProgramAnswers } from '../../../../src/adapters/files/programAnswers.ts';

describe('ProgramAnswers', { skip: process.platform === 'win32' }, () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'aks-entra-answers-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('asks one that did not answer again, as on a cold disk, but not before a minute has passed', async () => {
    let nowMs = 0;
    const path = join(folder, 'tool');
    const script = `echo run >> "$0.runs"\n[ -e "$0.warm" ] || { touch "$0.warm"; exit 1; }\necho 1.2.3`;
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const answers = new ProgramAnswers(
      {},
      { args: [], timeoutMs: 10_000 },
      (text) => text.trim(),
      () => nowMs,
    );
    const ask = (): Promise<string | undefined> => answers.of(path, '/usr/bin:/bin');
    assert.deepEqual([await ask(), await ask()], [undefined, undefined]);
    nowMs = 60_000;
    assert.deepEqual([await ask(), await ask()], ['1.2.3', '1.2.3']);
    nowMs = 1e9;
    assert.equal(await ask(), '1.2.3');
    assert.equal(readFileSync(`${path}.runs`, 'utf8'), 'run\nrun\n');
  });
});
