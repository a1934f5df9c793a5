import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import {
  removeEntries,
  renameContext,
  setCurrentContext,
  setNamespace,
} from '../../../../src/core/kubeconfigText/editContexts.ts';
import { type MergeRequest, planMerge } from '../../../../src/core/merge/planMerge.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { clusterIdOf, execCredential, staticCredential } from './armCredentials.ts';
import { generatedKubeconfig, type GeneratedKubeconfig } from './generatedKubeconfig.ts';
import { assertLinesGone, assertLinesKept, assertOthersKept } from './keptLines.ts';

/** 100,000 in the long run: `KUBECONFIG_CASES=100000`. */
const cases = Number(process.env['KUBECONFIG_CASES'] ?? 4_000) / 5;
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
      assertLinesGone(file, removed, isTouched);
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

  it('keeps every line of other entries when a context is renamed, which stays the current one', () => {
    check((file) => {
      const [name] = file.names;
      fc.pre(name !== undefined);
      const renamed = renameContext(file.text, name, 'renamed');
      assertLinesKept(file, renamed, (owner) => owner === `contexts/${name}` || owner === 'current-context');
      const [before, after] = [file.text, renamed].map((text) => readContexts(text));
      const newName = (one: string | undefined) => (one === name ? 'renamed' : one);
      assert.equal(after?.currentContext, newName(before?.currentContext));
      assert.deepEqual(
        after?.contexts,
        before?.contexts.map((context) => ({ ...context, contextName: newName(context.contextName) })),
      );
      assert.deepEqual(readContexts(renameContext(renamed, 'renamed', name)), before);
    });
  });

  it('keeps every line of other entries when a namespace is set, and again when it is taken out', () => {
    check((file) => {
      const [name] = file.names;
      fc.pre(name !== undefined);
      const isTouched = (owner: string) => owner === `contexts/${name}`;
      const set = setNamespace(file.text, name, 'no');
      assertLinesKept(file, set, isTouched);
      const namespaceIn = (text: string) => readContexts(text).contexts.find((one) => one.contextName === name);
      assert.equal(namespaceIn(set)?.namespace, 'no');
      assert.equal(setNamespace(set, name, 'no'), set);
      const unset = setNamespace(set, name, undefined);
      assertLinesKept(file, unset, isTouched);
      assert.equal(namespaceIn(unset)?.namespace, undefined);
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
