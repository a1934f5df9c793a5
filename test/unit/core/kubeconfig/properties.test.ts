import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { removeEntries, setCurrentContext } from '../../../../src/core/kubeconfig/editContexts.ts';
import { planMerge } from '../../../../src/core/kubeconfig/planMerge.ts';
import type { MergeRequest } from '../../../../src/core/kubeconfig/planMerge.ts';
import { clusterIdOf, execCredential, staticCredential } from './armCredentials.ts';
import { generatedKubeconfig } from './generatedKubeconfig.ts';
import type { GeneratedKubeconfig } from './generatedKubeconfig.ts';

/** 100,000 in the long run: `KUBECONFIG_CASES=100000`. */
const cases = Number(process.env['KUBECONFIG_CASES'] ?? 10_000) / 5;
const aks = { name: 'aks1' };

describe('any kubeconfig, in any style', () => {
  it('keeps every line when a credential is merged, and merging twice equals once', () => {
    check((file, setsCurrent) => {
      const request = requestFor(execCredential(aks), setsCurrent);
      const merged = mergeInto(file.text, request);
      assertLinesKept(
        file,
        merged,
        (owner) => owner === 'empty section' || (setsCurrent && owner === 'current-context'),
      );
      assertOthersKept(file.text, merged, ['aks1', 'clusterUser_rg_aks1'], setsCurrent);
      assert.equal(planMerge({ ...request, text: merged }).kind, 'unchanged');
    });
  });

  it('is the same bytes again when what was merged is removed', () => {
    check((file) => {
      fc.pre(!file.hasEmptySections);
      const merged = mergeInto(file.text, requestFor(staticCredential(aks), false));
      assert.equal(removeEntries(merged, 'aks1'), file.text);
    });
  });

  it('keeps every line of other entries when one is overwritten, and overwriting twice equals once', () => {
    check((file) => {
      const [name] = file.names;
      fc.pre(name !== undefined);
      const request = {
        ...requestFor(execCredential(aks), false),
        contextName: name,
        onConflict: 'overwrite',
      } as const;
      const merged = mergeInto(file.text, request);
      const touched = [name, `clusterUser_${name}`];
      assertLinesKept(file, merged, (owner) => touched.includes(owner.slice(owner.indexOf('/') + 1)));
      assertOthersKept(file.text, merged, touched, false);
      assert.equal(planMerge({ ...request, text: merged }).kind, 'unchanged');
    });
  });

  it('keeps every line of other entries when one is removed', () => {
    check((file) => {
      const [name] = file.names;
      fc.pre(name !== undefined);
      const removed = removeEntries(file.text, name);
      const isTouched = (owner: string) => owner.endsWith(`/${name}`) || owner === 'current-context';
      assertLinesKept(file, removed, isTouched, /^(clusters|contexts|users):/);
      assertOthersKept(file.text, removed, [name], true);
    });
  });

  it('changes one line at most when the current context is set', () => {
    check((file) => {
      const name = file.names.at(-1);
      fc.pre(name !== undefined);
      const changed = setCurrentContext(file.text, name);
      assertLinesKept(file, changed, (owner) => owner === 'current-context');
      assert.equal((load(changed) as Record<string, unknown>)['current-context'], name);
      assert.equal(setCurrentContext(changed, name), changed);
    });
  });
});

function check(property: (file: GeneratedKubeconfig, flag: boolean) => void): void {
  fc.assert(fc.property(generatedKubeconfig, fc.boolean(), property), { numRuns: cases });
}

function requestFor(credential: string, setCurrentContext: boolean): MergeRequest {
  const metadata = { clusterId: clusterIdOf(aks), loginMode: 'devicecode' };
  return { text: undefined, credential: parseCredential(credential), metadata, onConflict: 'ask', setCurrentContext };
}

function mergeInto(text: string, request: MergeRequest): string {
  const plan = planMerge({ ...request, text });
  assert.ok(plan.kind === 'changed', plan.kind);
  return plan.text;
}

/** Every line but the touched ones stands in the result, byte for byte and in order. */
function assertLinesKept(
  file: GeneratedKubeconfig,
  result: string,
  isTouched: (owner: string) => boolean,
  mayGrow?: RegExp,
): void {
  if (!file.isBlock) return;
  const resultLines = result.split(/(?<=\n)/);
  let at = 0;
  for (const [index, { text, owner }] of file.lines.entries()) {
    if (isTouched(owner)) continue;
    // The last line may have had no line break, and may have one now.
    const isLast = index === file.lines.length - 1;
    const matches = (line: string | undefined) =>
      line === text || (isLast && line?.trimEnd() === text) || (mayGrow?.test(text) === true && isGrown(text, line));
    let found = at;
    while (found < resultLines.length && !matches(resultLines[found])) found++;
    assert.ok(
      found < resultLines.length,
      `lost: ${JSON.stringify(text)}\nin ${JSON.stringify(result)}\nof ${JSON.stringify(file.text)}`,
    );
    at = found + 1;
  }
}

/** `users:` of an emptied section becomes `users: []`. */
function isGrown(text: string, line: string | undefined): boolean {
  return line?.replace(': []', ':') === text;
}

/** All that was not the subject says what it said. A part of the cases is read by a third reader, under YAML 1.1. */
function assertOthersKept(before: string, after: string, touched: readonly string[], ignoresCurrent: boolean): void {
  const read = before.length % 8 === 0 ? (text: string) => parse(text, { version: '1.1' }) as unknown : load;
  const others = (text: string) => othersOf(read(text) as Record<string, unknown>, touched, ignoresCurrent);
  assert.deepEqual(others(after), others(before));
}

function othersOf(
  model: Record<string, unknown>,
  touched: readonly string[],
  ignoresCurrent: boolean,
): Record<string, unknown> {
  const root = { ...model };
  for (const section of ['clusters', 'contexts', 'users']) {
    const entries = (root[section] ?? []) as { name: string }[];
    root[section] = entries.filter(({ name }) => !touched.includes(name));
  }
  if (ignoresCurrent) delete root['current-context'];
  return root;
}
