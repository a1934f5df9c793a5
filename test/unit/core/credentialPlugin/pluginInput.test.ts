import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  readPluginInput,
  readRequestBody,
  renderPluginInput,
  renderRequestBody,
  seemsToNameCluster,
} from '../../../../src/core/credentialPlugin/pluginInput.ts';
import type { UnnamedRequest } from '../../../../src/core/credentialPlugin/unnamedRequest.ts';

const key = '0123456789abcdef0123456789abcdef';
const execInfos = ['', '{"kind":"x"}', '{\n}', `${key}\n${key}`, 'ünï\r\n', '\n', '\n\n', 'kubeconfig=/evil\n\n{}'];
const unnamed: UnnamedRequest = {
  kubeconfig: '/home/ada/.kube/config:/work/team one',
  home: undefined,
  files: [
    { inode: '18446744073709551615', size: 0 },
    { inode: '7', size: 2 ** 62 },
  ],
  parentPid: 4242,
};
const ofHome: UnnamedRequest = { kubeconfig: undefined, home: '/home/ada', files: [], parentPid: undefined };
const ofNothing: UnnamedRequest = { ...ofHome, home: undefined };

describe('what the parts of the plugin hand each other', () => {
  for (const execInfo of execInfos) {
    it(`arrives as it was: ${JSON.stringify(execInfo)}`, () => {
      for (const facts of [undefined, unnamed, ofHome, ofNothing]) {
        const request = { execInfo, unnamed: facts };
        assert.deepEqual(readPluginInput(Buffer.from(renderPluginInput(key, request))), { key, ...request });
        assert.deepEqual(readRequestBody(renderRequestBody(request)), request);
      }
    });
  }

  it('may end without a line break', () => {
    assert.deepEqual(readPluginInput(Buffer.from(`${key}\n\n{}`)), { key, execInfo: '{}', unnamed: undefined });
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['a key without a line break', key],
    ['a key alone', `${key}\n`],
    ['no first line', `\n${key}\n\n{}`],
    ['31 characters', `${key.slice(1)}\n\n{}`],
    ['33 characters', `${key}0\n\n{}`],
    ['upper case', `${key.toUpperCase()}\n\n{}`],
    ['a carriage return', `${key}\r\n\n{}`],
    ['a blank', ` ${key}\n\n{}`],
    ['a byte order mark', `\uFEFF${key}\n\n{}`],
    ['another alphabet’s digits', `${key.replace('7', '\u0667')}\n\n{}`],
    ['KUBERNETES_EXEC_INFO alone', '{"kind":"ExecCredential"}'],
    ['KUBERNETES_EXEC_INFO right behind the key', `${key}\n{}`],
    ['a line that is none of ours', `${key}\nx=y\n\n{}`],
  ] as const) {
    it(`has no key with ${what}`, () => {
      assert.equal(readPluginInput(Buffer.from(text)).key, undefined);
    });
  }
});

describe('what is said of a request that names no cluster', () => {
  it('stands line by line in front of an empty line', () => {
    assert.equal(
      renderRequestBody({ execInfo: '{}', unnamed }),
      'kubeconfig=/home/ada/.kube/config:/work/team one\nfile=18446744073709551615 0\nfile=7 4611686018427388000\nparent=4242\n\n{}\n',
    );
    assert.equal(renderRequestBody({ execInfo: '{}', unnamed: undefined }), '\n{}\n');
  });

  it('is not there for whatever KUBERNETES_EXEC_INFO holds', () => {
    for (const execInfo of execInfos) {
      assert.equal(readRequestBody(`\n${execInfo}\n`)?.unnamed, undefined);
    }
  });

  for (const [what, body] of [
    ['nothing', ''],
    ['no empty line', 'parent=1\n{}'],
    ['an unknown name', 'folder=/\nparent=1\n\n{}'],
    ['no name', '/home/ada\n\n{}'],
    ['two kubeconfigs', 'kubeconfig=/a\nkubeconfig=/b\n\n{}'],
    ['two homes', 'home=/a\nhome=/b\n\n{}'],
    ['a carriage return', 'home=/a\r\n\n{}'],
    ['a tab', 'kubeconfig=/a\tb\n\n{}'],
    ['what is not ASCII', 'kubeconfig=/ä\n\n{}'],
    ['a file without a size', 'file=1\n\n{}'],
    ['a file with a negative number', 'file=-1 2\n\n{}'],
    ['a file with more', 'file=1 2 3\n\n{}'],
    ['a blank in front', ' parent=1\n\n{}'],
  ] as const) {
    it(`is taken from nothing that is not framed so: ${what}`, () => {
      assert.equal(readRequestBody(body), undefined);
    });
  }

  for (const parent of ['', '0', '-1', '1x', '99999999999']) {
    it(`has no parent that is no process: ${JSON.stringify(parent)}`, () => {
      assert.deepEqual(readRequestBody(`parent=${parent}\n\n{}`)?.unnamed, ofNothing);
    });
  }

  it('is looked for where no word of a cluster is said', () => {
    assert.ok(seemsToNameCluster('{"spec":{"cluster":{}}}'));
    assert.ok(!seemsToNameCluster('{"spec":{"interactive":false}}'));
    assert.ok(!seemsToNameCluster(''));
  });
});
