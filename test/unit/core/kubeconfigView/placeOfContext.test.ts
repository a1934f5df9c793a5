import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { placeOfContext } from '../../../../src/core/kubeconfigView/placeOfContext.ts';
import { generatedKubeconfig } from '../kubeconfig/generatedKubeconfig.ts';

describe('placeOfContext', () => {
  it('is the name in the context’s own entry, in any style', () => {
    fc.assert(
      fc.property(generatedKubeconfig, ({ text, names }) => {
        const starts = names.map((name) => placeOfContext(text, name).start);
        for (const [index, name] of names.entries()) {
          const { start, end } = placeOfContext(text, name);
          const found = text.slice(start, end);
          assert.ok(
            [name, `'${name.replaceAll("'", "''")}'`, JSON.stringify(name)].includes(found),
            `${name}: ${found}`,
          );
          assert.equal(starts.indexOf(start), index);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the beginning where there is no such context', () => {
    assert.deepEqual(placeOfContext('contexts: []\n', 'a'), { start: 0, end: 0 });
    assert.deepEqual(placeOfContext('', 'a'), { start: 0, end: 0 });
  });
});
