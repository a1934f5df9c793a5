import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LocalKubeconfigFileFacts } from '../../../../src/adapters/kubeconfig/localKubeconfigFileFacts.ts';
import { LocalTools } from '../../../../src/adapters/tools/installedTools.ts';
import { oldestAndNewestKubectl } from '../../../kubectl.ts';

const kubectl = (version: string): string => `echo '{"clientVersion": {"gitVersion": "${version}"}}'`;
const azuresKubelogin = 'echo "kubelogin version "; echo "git hash: v0.2.22/abc"';
const otherKubelogin = 'echo "kubelogin version v1.36.2"';

describe('the installed tools', { skip: process.platform === 'win32' }, () => {
  let root: string;
  let number = 0;

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'aks-entra-tools-'));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  /** @returns a folder with these programs, each of which notes its runs there */
  function folderWith(programs: Readonly<Record<string, string>>): string {
    const folder = path.join(root, String((number += 1)));
    mkdirSync(folder);
    for (const [name, script] of Object.entries(programs)) {
      const text = `#!/bin/sh\necho "$PWD $*" >> '${folder}/${name}.runs'\n${script}\n`;
      writeFileSync(path.join(folder, name), text, { mode: 0o755 });
    }
    return folder;
  }

  function runsOf(folder: string, name: string): string[] {
    const file = path.join(folder, `${name}.runs`);
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  function toolsOn(folders: readonly string[], workspace: readonly string[] = []): LocalKubeconfigFileFacts {
    const env = { PATH: folders.join(':'), HOME: root, KUBECONFIG: '/home/ada/.kube/config', AZURE_CLIENT_SECRET: 'x' };
    return new LocalKubeconfigFileFacts(env, process.platform, () => workspace);
  }

  it('are none where PATH leads to none, and nothing is run then', async () => {
    assert.deepEqual(await toolsOn(['/nowhere']).installedTools(), {
      kubectl: false,
      kubectlVersion: undefined,
      kubelogin: false,
      otherKubelogin: undefined,
      az: false,
      azd: false,
    });
  });

  it('are found by name; az is not run, and kubectl and kubelogin once each until their files change', async () => {
    const folder = folderWith({ kubectl: kubectl('v1.35.2'), kubelogin: azuresKubelogin, az: '', azd: '' });
    const facts = toolsOn([folder]);
    const [first, second] = await Promise.all([facts.installedTools(), facts.installedTools()]);
    const installed = {
      kubectl: true,
      kubectlVersion: { name: '1.35.2', minor: 35 },
      kubelogin: true,
      otherKubelogin: undefined,
      az: true,
      azd: true,
    };
    assert.deepEqual([first, second, await facts.installedTools()], [installed, installed, installed]);
    assert.equal(await facts.otherKubelogin(), undefined);
    assert.deepEqual(runsOf(folder, 'kubectl'), [`${folder} version --client -o json`]);
    assert.deepEqual(runsOf(folder, 'kubelogin'), [`${folder} --version`]);
    assert.deepEqual([runsOf(folder, 'az'), runsOf(folder, 'azd')], [[], []]);

    writeFileSync(path.join(folder, 'kubectl'), `#!/bin/sh\n${kubectl('v1.25.1')}\n`);
    writeFileSync(path.join(folder, 'kubelogin'), `#!/bin/sh\n${otherKubelogin}\n`);
    utimesSync(path.join(folder, 'kubectl'), 1, 1);
    utimesSync(path.join(folder, 'kubelogin'), 1, 1);
    const changed = await facts.installedTools();
    assert.deepEqual([changed.kubectlVersion?.minor, changed.otherKubelogin], [25, path.join(folder, 'kubelogin')]);
  });

  it('say a real kubectl’s version', async () => {
    for (const real of oldestAndNewestKubectl()) {
      const folder = folderWith({});
      symlinkSync(real.path, path.join(folder, 'kubectl'));
      assert.equal((await toolsOn([folder]).installedTools()).kubectlVersion?.minor, real.minor);
    }
  });

  it('are known without a version where kubectl hangs, fails, or says what nobody understands', async () => {
    for (const script of ['exit 1', 'echo nonsense', `${kubectl('v1.35.2')} >&2`, 'kill $$']) {
      const { kubectl: isThere, kubectlVersion } = await toolsOn([folderWith({ kubectl: script })]).installedTools();
      assert.deepEqual([isThere, kubectlVersion], [true, undefined], script);
    }
    const hanging = folderWith({ kubectl: 'sleep 20' });
    const facts = toolsOn([hanging]);
    const search = { env: { PATH: `${hanging}:/usr/bin:/bin` }, platform: process.platform, foreignFolders: [] };
    const start = performance.now();
    assert.equal((await new LocalTools(facts, () => search, 300).installedTools()).kubectlVersion, undefined);
    assert.ok(performance.now() - start < 10_000);
  });

  it('read no kubeconfig of the user’s, and get nothing of the environment but what a program needs', async () => {
    const folder = folderWith({ kubectl: `env > "$PWD/env"; ${kubectl('v1.35.2')}` });
    await toolsOn([folder, '/usr/bin', '/bin']).installedTools();
    const seen = readFileSync(path.join(folder, 'env'), 'utf8');
    assert.ok(seen.split('\n').includes(`KUBECONFIG=${devNull}`), seen);
    assert.doesNotMatch(seen, /AZURE_CLIENT_SECRET|\/home\/ada/);
  });

  it('are never those of the workspace or behind a relative entry of PATH: none of these is run or counted', async () => {
    const all = { kubectl: kubectl('v1.25.1'), kubelogin: otherKubelogin, az: '' };
    const [theirs, own] = [folderWith(all), folderWith({ ...all, kubectl: kubectl('v1.35.2') })];
    const before = process.cwd();
    process.chdir(theirs);
    try {
      const { kubectl: isThere, kubelogin, az } = await toolsOn(['.', '', './']).installedTools();
      assert.deepEqual([isThere, kubelogin, az], [false, false, false]);
      assert.equal((await toolsOn(['.', own]).installedTools()).kubectlVersion?.minor, 35);
    } finally {
      process.chdir(before);
    }
    assert.equal((await toolsOn([theirs, own], [theirs]).installedTools()).kubectlVersion?.minor, 35);
    const inWorkspace = await toolsOn([theirs], [theirs]).installedTools();
    assert.deepEqual(
      [inWorkspace.kubectl, inWorkspace.kubectlVersion, inWorkspace.kubelogin, inWorkspace.az],
      [undefined, undefined, undefined, undefined],
    );
    const linked = folderWith({});
    symlinkSync(path.join(theirs, 'kubectl'), path.join(linked, 'kubectl'));
    assert.equal((await toolsOn([linked], [theirs]).installedTools()).kubectl, undefined);
    assert.deepEqual([runsOf(theirs, 'kubectl'), runsOf(theirs, 'kubelogin')], [[], []]);
  });
});
