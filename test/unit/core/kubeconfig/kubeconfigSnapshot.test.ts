import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KubeconfigSnapshot } from '../../../../src/core/kubeconfig/kubeconfigSnapshot.ts';

const pointing = (name: string): string => `current-context: ${name}\n`;

function snapshot(files: Readonly<Record<string, string>>): KubeconfigSnapshot {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  return new KubeconfigSnapshot({
    paths: ['/a', '/b', '/c'],
    files: list,
    defaultPath: list[0]?.path ?? '/c',
    isListed: true,
  });
}

describe('kubeconfigs as they were read', () => {
  it('say together what kubectl finds in them, and are read as YAML only when that is asked for', () => {
    assert.equal(snapshot({ '/a': '', '/b': pointing('one'), '/c': pointing('two') }).facts.currentContext, 'one');
    const broken = snapshot({ '/a': '[' });
    assert.deepEqual(broken.texts, ['[']);
    assert.throws(() => broken.facts, { code: 'kubeconfigInvalid' });
  });

  it('name the one of them that is broken, with its line', () => {
    const { facts } = snapshot({ '/a': '', '/b': 'kind: Config\n', '/c': '' });
    assert.deepEqual(facts.contexts, []);
    const broken = snapshot({ '/a': 'kind: Config\n', '/b': 'kind: Config\nusers: [' });
    assert.throws(() => broken.facts, { code: 'kubeconfigInvalid', file: '/b', message: /^\/b: Line \d/ });
  });

  it('stay what they are, whatever is written', () => {
    const before = snapshot({ '/b': pointing('one') });
    const after = before.withWritten([{ path: '/b', text: pointing('two') }]);
    assert.deepEqual([before.facts.currentContext, after.facts.currentContext], ['one', 'two']);
  });

  it('have a new file in its place by the list, where new entries go from then on', () => {
    const after = snapshot({ '/b': pointing('one') }).withWritten([
      { path: '/c', text: pointing('three') },
      { path: '/a', text: pointing('two') },
    ]);
    assert.deepEqual(
      after.files.map(({ path }) => path),
      ['/a', '/b', '/c'],
    );
    assert.deepEqual([after.defaultPath, after.facts.currentContext], ['/a', 'two']);
    assert.equal(snapshot({}).withWritten([]).defaultPath, '/c');
  });
});
