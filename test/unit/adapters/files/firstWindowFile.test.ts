import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FirstWindowFile } from '../../../../src/adapters/files/firstWindowFile.ts';

const quiet = { warn: () => undefined };
const module = join(import.meta.dirname, '../../../../src/adapters/files/firstWindowFile.ts');

describe('what windows tell', () => {
  let data: string;
  let first: FirstWindowFile;

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'aks-entra-told-'));
    first = new FirstWindowFile(data, quiet);
  });

  afterEach(() => {
    rmSync(data, { recursive: true });
  });

  it('is told by the first, until it is done with or a minute has passed', async () => {
    assert.equal(await first.isFirst('sign in'), true);
    assert.equal(await first.isFirst('sign in'), false);
    assert.equal(await first.isFirst('another'), true);
    await first.forget('sign in');
    assert.equal(await first.isFirst('sign in'), true);
    for (const name of readdirSync(data)) {
      assert.match(name, /^told-[0-9a-f]{16}$/);
      assert.equal(statSync(join(data, name)).mode & 0o777, 0o600);
      const anHourAgo = Date.now() / 1000 - 3600;
      utimesSync(join(data, name), anHourAgo, anHourAgo);
    }
    assert.equal(await first.isFirst('sign in'), true);
  });

  it('is told no more often than it is worth', async () => {
    const [minutesAgo, tenMinutesMs] = [Date.now() / 1000 - 300, 600_000];
    await first.isFirst('keys', tenMinutesMs);
    for (const name of readdirSync(data)) {
      utimesSync(join(data, name), minutesAgo, minutesAgo);
    }
    assert.equal(await first.isFirst('keys', tenMinutesMs), false);
    assert.equal(await first.isFirst('keys'), true);
  });

  it('is told by one of many processes, also where an old mark lies there', async () => {
    await first.isFirst('sign in');
    for (const name of readdirSync(data)) {
      utimesSync(join(data, name), 1, 1);
    }
    const script = `import { FirstWindowFile } from ${JSON.stringify(module)};
      console.log(await new FirstWindowFile(${JSON.stringify(data)}, { warn: () => undefined }).isFirst('sign in'));`;
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        return (await text(child.stdout)).trim();
      }),
    );
    assert.deepEqual(answers.sort(), ['false', 'false', 'false', 'false', 'false', 'true']);
  });
});
