import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasModes } from '../../../../src/adapters/files/permissionBits.ts';
import { azVersionOf } from '../../../../src/adapters/tools/azVersion.ts';
import { LocalSetupTools } from '../../../../src/adapters/tools/localSetupTools.ts';
import { kubectlCheck } from '../../../../src/core/setupChecks/kubectlCheck.ts';
import { findKubectls } from '../../../kubectl.ts';

describe('the programs of a setup', { skip: process.platform === 'win32' }, () => {
  let root: string;
  let number = 0;
  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'aks-entra-setup-tools-'));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  function folderWith(programs: Readonly<Record<string, string>>): string {
    const folder = path.join(root, String((number += 1)), 'bin');
    mkdirSync(folder, { recursive: true });
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return folder;
  }
  const toolsOn = (folders: readonly string[], workspace: readonly string[] = []): LocalSetupTools => {
    const env = { PATH: folders.join(':'), HOME: root };
    return new LocalSetupTools(() => ({ env, platform: process.platform, foreignFolders: workspace }));
  };

  it('tell the real kubectls apart, each held against a cluster by the rule of one minor version', async () => {
    const kubectls = findKubectls();
    assert.ok(kubectls.length > 0);
    for (const real of kubectls) {
      const folder = folderWith({});
      symlinkSync(real.path, path.join(folder, 'kubectl'));
      const facts = await toolsOn([folder]).kubectl();
      assert.equal(facts.answer?.version?.minor, real.minor);
      const clusters = [27, 28, 29, 30, 31, 32, 33, 34, 35, 36].map((minor) => ({
        name: `1.${minor}`,
        id: `/${minor}`,
        version: `1.${minor}.1`,
      }));
      const [row] = kubectlCheck(facts, clusters, root);
      assert.deepEqual(
        row?.rows?.map(({ title }) => title),
        clusters.map(({ name }) => name).filter((name) => Math.abs(Number(name.slice(2)) - real.minor) > 1),
      );
    }
  });

  it('tell the versions of the others, Google’s dispatcher and int128’s kubelogin', async () => {
    const folder = folderWith({
      kubectl: `echo '{"clientVersion": {"gitVersion": "v1.32.4-dispatcher"}}'`,
      kubelogin: 'echo "kubelogin version "; echo "git hash: v0.1.9/abc"',
      helm: 'echo v3.16.2+g13654a5',
    });
    const tools = toolsOn([folder]);
    assert.equal((await tools.kubectl()).answer?.isDispatcher, true);
    assert.deepEqual(await tools.kubelogin(), {
      copies: [path.join(folder, 'kubelogin')],
      foreign: [],
      kind: 'azure',
      version: '0.1.9',
    });
    assert.equal((await tools.helm()).version, '3.16.2');
    const other = folderWith({ kubelogin: 'echo "kubelogin version v1.36.2"' });
    assert.equal((await toolsOn([other]).kubelogin()).kind, 'oidc');
    assert.deepEqual(await toolsOn(['/nowhere']).helm(), { copies: [], foreign: [], version: undefined });
  });

  it('list all copies in PATH’s order, each once, and run none of the workspace', async () => {
    const theirs = folderWith({ helm: `touch ${root}/ran; echo v2.0.0` });
    const [first, second] = [folderWith({ helm: 'echo v3.1.0' }), folderWith({ helm: 'echo v3.9.9' })];
    const alias = folderWith({});
    symlinkSync(path.join(first, 'helm'), path.join(alias, 'helm'));
    const facts = await toolsOn([theirs, first, alias, second], [theirs]).helm();
    assert.deepEqual(facts, {
      copies: [path.join(first, 'helm'), path.join(second, 'helm')],
      foreign: [path.join(theirs, 'helm')],
      version: '3.1.0',
    });
    assert.equal(existsSync(path.join(root, 'ran')), false);
  });

  it('read az’s version from its files, wherever it was installed from, and never run it', async () => {
    const layouts: Readonly<Record<string, readonly [script: string, folder: string]>> = {
      pip: ['exit 1', 'lib/python3.12/site-packages/azure_cli-2.91.0.dist-info'],
      homebrew: ['exit 1', 'libexec/lib/python3.13/site-packages/azure_cli-2.90.0.dist-info'],
      windows: ['exit 1', 'Lib/site-packages/azure_cli-2.80.0.dist-info'],
      debian: ['exit 1', 'lib/python3/dist-packages/azure_cli-2.18.0.egg-info'],
      redHat: ['x=lib64/az/lib', 'lib64/az/lib/python3.12/site-packages/azure_cli-2.88.0.dist-info'],
      microsoft: [
        '"$bin_dir/../../opt/az/bin/python3" -Im azure.cli',
        '../opt/az/lib/python3.13/site-packages/azure_cli-2.89.0.dist-info',
      ],
    };
    for (const [name, [script, metadata]] of Object.entries(layouts)) {
      const bin = folderWith({ az: `touch ${root}/ran\n${script}` });
      const linked = folderWith({});
      symlinkSync(path.join(bin, 'az'), path.join(linked, 'az'));
      mkdirSync(path.join(path.dirname(bin), metadata), { recursive: true });
      const version = /-(\d[\d.]*\d)\./.exec(path.basename(metadata))?.[1];
      assert.equal((await toolsOn([linked]).az()).version, version, name);
      rmSync(path.join(path.dirname(bin), metadata), { recursive: true });
    }
    assert.equal(await azVersionOf(path.join(folderWith({ az: '' }), 'az')), undefined);
    assert.equal(existsSync(path.join(root, 'ran')), false);
  });
});

describe('permissions', () => {
  it('say nothing on file systems that have none, such as WSL’s /mnt', () => {
    const [ninep, ext4, vfat, cifs] = [0x01021997, 0xef53, 0x4d44, 0xff534d42];
    assert.equal(hasModes(ninep, 0o777), false);
    assert.equal(hasModes(ninep, 0o644), true);
    assert.equal(hasModes(vfat, 0o755), false);
    assert.equal(hasModes(cifs | 0, 0o755), false);
    assert.equal(hasModes(ext4, 0o777), true);
  });
});
