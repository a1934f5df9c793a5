import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { splitForeignKubeconfig } from '../../../../src/core/kubeconfig/foreignKubeconfig.ts';
import { readModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { planMergeAll } from '../../../../src/core/merge/planMerge.ts';
import { isYamlList, isYamlMap, withValuesAt, type YamlValue } from '../../../../src/core/yamlValue.ts';
import { oldestAndNewestKubectl, runKubectl } from '../../../kubectl.ts';
import { azureCredential, execCredential, staticCredential } from '../kubeconfig/armCredentials.ts';

/** More with KUBECONFIG_CASES: see test/runLong.ts. */
const cases = Number(process.env['KUBECONFIG_CASES'] ?? '4000') / 2;
const batch = 200;

const own = execCredential({ name: 'own' });
const sources = [execCredential, azureCredential, staticCredential].map((source) =>
  readModel(source({ name: 'team' })),
);
const rules = { resolve: (path: string) => `/from/${path}`, separator: '/' };

/** What may stand in the place of any value. */
const broken = fc.oneof(
  fc.constantFrom<YamlValue>(null, true, false, 0, 1, 1.5, '', 'yes', '012', 'REDACTED', 'DATA+OMITTED', '<hidden 1>'),
  fc.constantFrom<YamlValue>([], {}, [1], ['a'], [null], { a: 'b' }, { a: 1 }, [{ name: 'a' }], [{ name: 1 }]),
  fc.constantFrom<YamlValue>('Y2E', 'Y2E=', 'Y 2E=', 'Y-_=', '-----BEGIN CERTIFICATE-----', 'Sometimes'),
  fc.string({ maxLength: 12 }),
  fc.double({ noNaN: true }),
);
const brokenSource = fc
  .constantFrom(...sources)
  .chain((model) => fc.record({ model: fc.constant(model), path: fc.constantFrom(...pathsIn(model)), value: broken }));

describe('merging a source with one broken field', () => {
  it('never makes a file that kubectl refuses of one that it loads, and loses nothing', async () => {
    const merged: string[] = [];
    const refusals = new Set<string>();
    const property = fc.property(brokenSource, ({ model, path, value }) => {
      const source = JSON.stringify(withValuesAt(model, [{ path, value }]));
      const result = mergedText(source);
      if (result instanceof AksEntraError) {
        refusals.add(result.code);
      } else if (result !== own) {
        // In the texts that are merged nothing of our own is another.
        assert.ok(result.includes(own.slice(own.indexOf('users:'))));
        merged.push(result);
      }
    });
    fc.assert(property, { numRuns: cases });
    assert.ok(merged.length > cases / 20, `Only ${merged.length} of ${cases} were merged.`);
    // Few are refused as a credential: chance may draw none.
    refusals.delete('credentialInvalid');
    assert.deepEqual([...refusals], ['kubeconfigInvalid']);
    await assertLoads(merged);
  });
});

function mergedText(source: string): string | AksEntraError {
  try {
    const { credentials } = splitForeignKubeconfig(source, rules);
    const toMerge = credentials.map(({ credential }) => ({ credential }));
    const plan = planMergeAll({ text: own, credentials: toMerge, current: toMerge[0], onConflict: 'keepBoth' });
    assert.equal(plan.kind, 'merged');
    return plan.text ?? own;
  } catch (error) {
    if (error instanceof AksEntraError) {
      return error;
    }
    throw error;
  }
}

/** kubectl reads a list of files at a time, and names those that it refuses. */
async function assertLoads(texts: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'aks-entra-merged-'));
  try {
    for (let start = 0; start < texts.length; start += batch) {
      const part = texts.slice(start, start + batch);
      const paths = part.map((_, index) => join(folder, `${start + index}.kubeconfig`));
      await Promise.all(part.map((text, index) => writeFile(paths[index] ?? '', text)));
      for (const kubectl of oldestAndNewestKubectl()) {
        const env = { KUBECONFIG: paths.join(':'), HOME: folder };
        const { exitCode, stderr } = await runKubectl(kubectl, ['config', 'view', '-o', 'name'], env);
        const bad = part.find((_, index) => stderr.includes(`"${paths[index] ?? ''}"`));
        assert.equal(bad, undefined, `kubectl 1.${kubectl.minor}: ${stderr.slice(0, 300)}`);
        assert.equal(exitCode, 0, stderr.slice(0, 300));
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The paths of all values below the root. */
function pathsIn(value: YamlValue, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const children: [string | number, YamlValue][] = isYamlList(value)
    ? value.map((item, index) => [index, item])
    : isYamlMap(value)
      ? Object.entries(value)
      : [];
  return children.flatMap(([key, child]) => [[...path, key], ...pathsIn(child, [...path, key])]);
}
