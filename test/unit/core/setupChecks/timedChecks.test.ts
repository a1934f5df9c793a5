import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setupChecks } from '../../../../src/core/setupChecks/setupChecks.ts';
import { timedChecks } from '../../../../src/core/setupChecks/timedChecks.ts';
import { config, kubeconfig, machine, plugin } from './setupFixture.ts';

describe('the checks of a setup, timed', () => {
  it('log how long each run took, and which check was the last, but no name', async () => {
    const ports = machine({ [config]: kubeconfig({ one: plugin() }) });
    const slow = {
      ...ports.tools,
      helm: () => new Promise((resolve) => setTimeout(resolve, 50)).then(() => ports.tools.helm()),
    };
    const lines: string[] = [];
    let clockMs = 0;
    const clock = (): number => (clockMs += 412.4);
    const checks = timedChecks(setupChecks({ ...ports, tools: slow }), clock, { info: (line) => lines.push(line) });
    const told: number[] = [];
    await checks.run((rows) => told.push(rows.length), new AbortController().signal);
    await checks.run(() => undefined, new AbortController().signal);
    assert.deepEqual(lines, Array(2).fill(`Setup checks: ${told.at(-1) ?? 0} rows in 412 ms, the last of them: helm`));
    assert.deepEqual(checks.facts(), [
      ['VS Code', '1.130.0'],
      ['kubectl', '1.33.4'],
    ]);
  });
});
