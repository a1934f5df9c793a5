import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kubectlCheck } from '../../../../src/core/setupChecks/kubectlCheck.ts';
import type { KubectlFacts } from '../../../../src/core/setupChecks/setupTools.ts';

const home = '/home/ada';
const says = (name: string | undefined, isDispatcher = false): KubectlFacts => ({
  copies: ['/home/ada/bin/kubectl'],
  foreign: [],
  answer: {
    version: name === undefined ? undefined : { name, minor: Number(name.split('.')[1]) },
    isDispatcher,
  },
});
const cluster = (name: string, version: string) => ({ name, id: `/id/${name}`, version });
const check = (facts: KubectlFacts, ...clusters: ReturnType<typeof cluster>[]) => {
  const [row] = kubectlCheck(facts, clusters, home);
  assert.ok(row);
  return row;
};

describe('kubectl', () => {
  it('is in step within one minor version, whatever the patch', () => {
    for (const version of ['1.32.9', '1.33.0', '1.34.5', '1.33']) {
      assert.equal(check(says('1.33.4'), cluster('a', version)).state, 'ok', version);
    }
  });

  it('of a mixed fleet has one row, those apart below it, and the version that would fit', () => {
    const row = check(says('1.30.1'), cluster('old', '1.31.2'), cluster('new', '1.33.0'), cluster('mid', '1.32.1'));
    assert.equal(row.state, 'warning');
    assert.equal(row.summary, '1.30.1, more than one minor version from 2 of 3 clusters');
    assert.deepEqual(
      row.rows?.map(({ title, summary }) => `${title}: ${summary ?? ''}`),
      ['new: 1.33.0: kubectl is 3 minor versions behind', 'mid: 1.32.1: kubectl is 2 minor versions behind'],
    );
    assert.match(row.details?.join() ?? '', /kubectl 1\.32 would be in step with all of them/);
    const wide = check(says('1.30.1'), cluster('old', '1.29.0'), cluster('new', '1.34.0'));
    assert.match(wide.details?.join() ?? '', /No kubectl is in step with all of them, from 1\.29 to 1\.34/);
  });

  it('is compared with nothing where it is Google’s dispatcher, or says no released version', () => {
    assert.equal(check(says(undefined, true), cluster('a', '1.20.0')).state, 'ok');
    const odd = check(says(undefined), cluster('a', '1.33.0'));
    assert.deepEqual([odd.state, odd.summary], ['warning', 'version not known']);
    const silent = check({ ...says(undefined), answer: undefined });
    assert.match(silent.details?.[0] ?? '', /did not tell its version in time/);
  });

  it('is too old below 1.18.1, and missing where only the workspace has one', () => {
    assert.equal(check(says('1.18.0')).state, 'error');
    assert.equal(check(says('1.18.1')).state, 'ok');
    const row = check({ copies: [], foreign: ['/work/kubectl'], answer: undefined });
    assert.deepEqual([row.state, row.remedies?.[0]?.kind], ['error', 'installTool']);
    assert.match(row.details?.join() ?? '', /\/work\/kubectl lies in a folder of the workspace/);
  });

  it('tells which of several copies runs, without the home folder’s name', () => {
    const row = check({ ...says('1.33.4'), copies: ['/home/ada/bin/kubectl', '/usr/bin/kubectl'] });
    assert.deepEqual(row.details, ['~/bin/kubectl runs.', 'Later on the PATH, and never run: /usr/bin/kubectl.']);
  });

  it('passes over a cluster whose version is not known', () => {
    assert.equal(check(says('1.33.4'), cluster('a', 'unknown')).summary, '1.33.4');
  });
});
