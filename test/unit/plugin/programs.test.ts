import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type ProgramPlace, startProgramPlace } from '../../clients/programPlace.ts';
import { listsAll, type Program, runProgram } from '../../clients/runProgram.ts';
import { findKubectls } from '../../kubectl.ts';

/** Real programs, the real plugin and a real broker: who names the cluster, and who needs the user's consent. */
const getNodes = ['get', 'nodes'];
const informed = findKubectls().map(({ path, minor }) => ({
  name: `kubectl 1.${minor}`,
  program: { command: path, args: getNodes } satisfies Program,
}));
const script = join(import.meta.dirname, '..', '..', 'clients', 'node', 'listNodes.mjs');
const uninformed = { name: '@kubernetes/client-node', program: { command: process.execPath, args: [script] } };

describe('programs that use our kubeconfig', () => {
  let place: ProgramPlace;
  before(async () => {
    place = await startProgramPlace();
  });
  after(() => place.close());

  it('finds a kubectl', () => {
    assert.notEqual(informed.length, 0, 'Run npm test, or node test/prepareKubectl.ts, which fetches one.');
  });

  for (const { name, program } of informed) {
    it(`${name} lists nodes, allowed or not: it names the cluster`, async () => {
      for (const isAllowed of [false, true]) {
        await place.allowPrograms(isAllowed);
        const result = await runProgram(program, place.environment);
        assert.ok(listsAll(result, place.nodes), result.output);
      }
    });
  }

  it(`${uninformed.name} lists nodes only where the user allowed it, and no more once that is taken back`, async () => {
    for (const isAllowed of [false, true, false]) {
      await place.allowPrograms(isAllowed);
      const result = await runProgram(uninformed.program, place.environment);
      assert.equal(listsAll(result, place.nodes), isAllowed, result.output);
      if (!isAllowed) {
        assert.match(result.output, /does not say which cluster the token is for/);
      }
    }
  });
});
