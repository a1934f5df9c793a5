import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InstalledTools } from '../../../../src/core/diagnosis/installedTools.ts';
import { unknownTools } from '../../../../src/core/diagnosis/obstacles.ts';
import { installedTools, toolsForPickers } from '../../../../src/features/kubeconfig/installedTools.ts';

const found: InstalledTools = { ...unknownTools, kubectl: true };

function portsOf(answer: () => Promise<InstalledTools>) {
  const logged: string[] = [];
  const asked: number[] = [];
  const installed = (): Promise<InstalledTools> => {
    asked.push(1);
    return answer();
  };
  return {
    ports: { facts: { installedTools: installed }, logger: { warn: (text: string) => logged.push(text) } },
    logged,
    asked,
  };
}

describe('what is installed, for who tells something else', () => {
  it('is not known where the look fails, which is logged and keeps nothing from being told', async () => {
    const { ports, logged } = portsOf(() => Promise.reject(new Error('no')));
    assert.deepEqual(await installedTools(ports), unknownTools);
    assert.deepEqual(await toolsForPickers(ports)(), unknownTools);
    assert.match(logged.join(), /no/);
  });

  it('is asked for once for all pickers of a command, and keeps none of them closed for more than a moment', async () => {
    const slow = Promise.withResolvers<InstalledTools>();
    const { ports, asked } = portsOf(() => slow.promise);
    const tools = toolsForPickers(ports);
    const start = performance.now();
    assert.equal(await tools(), undefined);
    assert.ok(performance.now() - start < 5_000);
    slow.resolve(found);
    assert.deepEqual(await tools(), found);
    assert.equal(asked.length, 1);
  });
});
