import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { judge, runHostTests, type HostTestResults } from './runHostTests.ts';

// Most start a real VS Code and take about ten seconds. The exit codes alone would let some of them pass.
describe('a run of extension-host tests', () => {
  // The extension host's own tests show that one that ends in order passes in VS Code.
  it('passes where tests ran and none failed, and fails where one did', () => {
    const [orderly, failing] = [
      { passed: 3, failed: 0, report: '' },
      { passed: 2, failed: 1, report: 'why' },
    ];
    assert.deepEqual(judge(undefined, orderly), orderly);
    assert.deepEqual(judge('the exit code is 1', failing), failing);
  });

  it('fails where nothing is written though the exit code is 0, as after run() returned a number', () => {
    assert.deepEqual(judge(undefined, undefined), { ...nothing, problem: 'the extension host ended without results' });
  });

  it('fails where no test ran', () => {
    assert.deepEqual(judge(undefined, { passed: 0, failed: 0, report: '' }), { ...nothing, problem: 'no test ran' });
  });

  it('fails where the extension host crashes', async () => {
    const results = await runFixture('crashing');
    assert.equal(results.failed, 1);
    assert.equal(results.passed, 0);
  });

  it('fails where the suite never ends, soon after its time limit', async () => {
    const startedMs = performance.now();
    const results = await runFixture('hanging', 8_000);
    assert.equal(results.failed, 1);
    assert.match(results.problem ?? '', /124|no end after/);
    assert.ok(performance.now() - startedMs < 60_000);
  });

  it('fails where a desktop never ends, and ends it', async () => {
    process.env['AKS_ENTRA_DESKTOP'] = path.join(import.meta.dirname, 'hostFixtures', 'hangingDesktop');
    const results = await runFixture('passing', 2_000).finally(() => {
      delete process.env['AKS_ENTRA_DESKTOP'];
    });
    assert.deepEqual(results, { ...nothing, problem: 'Test run failed with code 124' });
  });
});

const nothing = { passed: 0, failed: 1, report: '' };

function runFixture(name: string, timeLimitMs = 60_000): Promise<HostTestResults> {
  return runHostTests({
    extensionFolder: path.join(import.meta.dirname, 'fixtureExtension'),
    testsModule: path.join(import.meta.dirname, 'hostFixtures', `${name}.cjs`),
    timeLimitMs,
    logFile: path.join(import.meta.dirname, '..', '..', 'out', 'logs', `launcher-${name}.log`),
  });
}
