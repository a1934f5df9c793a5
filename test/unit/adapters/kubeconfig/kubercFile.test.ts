import assert from 'node:assert/strict';
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Kuberc, type KubercOptions } from '../../../../src/adapters/kubeconfig/kubercFile.ts';
import { findKubectls, runKubectl, type Kubectl } from '../../../kubectl.ts';

const isRoot = process.geteuid?.() === 0;
const nobody = 65_534;
const head = 'apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n';
const allowlist = `${head}# mine\ncredentialPluginPolicy: Allowlist\ncredentialPluginAllowlist:\n  - name: kubelogin # az\naliases: []\n`;

let folder: string;
let kuberc: string;
let command: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuberc-'));
  kuberc = join(folder, '.kube', 'kuberc');
  command = join(folder, 'aks-entra', 'plugin', 'aks-entra');
  mkdirSync(join(folder, '.kube'), { mode: 0o700 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function preferences(options: Partial<KubercOptions> = {}): Kuberc {
  return new Kuberc({
    env: {},
    home: () => Promise.resolve(folder),
    platform: 'linux',
    backupDirectory: join(folder, 'state', 'backups'),
    command,
    ...options,
  });
}

describe('an entry in kubectl’s allowlist', () => {
  it('is one line more in the user’s own file, which keeps its mode and all other bytes, and Undo takes it away', async () => {
    writeFileSync(kuberc, allowlist, { mode: 0o640 });
    const before = statSync(kuberc).mode;
    const refusal = await preferences().refusal();
    assert.equal(readFileSync(kuberc, 'utf8'), allowlist, 'nothing is written unasked');
    assert.equal(
      refusal?.message,
      `kubectl 1.35 and newer do not run AKS Entra: it is not in credentialPluginAllowlist of ${kuberc}, which needs the entry "- name: ${command}".`,
    );
    const undo = await preferences().allow(refusal.change ?? assert.fail());
    assert.equal(readFileSync(kuberc, 'utf8'), allowlist.replace('# az\n', `# az\n  - name: ${command}\n`));
    assert.equal(statSync(kuberc).mode, before);
    assert.equal(await preferences().refusal(), undefined);
    assert.equal(readdirSync(join(folder, 'state', 'backups')).length, 1);
    assert.deepEqual(readdirSync(join(folder, '.kube')), ['kuberc']);
    await undo();
    assert.equal(readFileSync(kuberc, 'utf8'), allowlist);
  });

  const leftAlone: Readonly<Record<string, readonly [string, RegExp | undefined]>> = {
    'DenyAll, which is told with what only the user may write': [
      `${head}credentialPluginPolicy: DenyAll\n`,
      /^kubectl 1\.35 and newer do not run AKS Entra: the policy DenyAll in \S+kuberc forbids every plugin\. If that is for you to decide, "credentialPluginPolicy: Allowlist" with the entry "- name: \S+aks-entra" in/,
    ],
    'DenyAll with a list': [allowlist.replace('Policy: Allowlist', 'Policy: DenyAll'), /DenyAll/],
    AllowAll: [`${head}credentialPluginPolicy: AllowAll\n`, undefined],
    'AllowAll with a list': [allowlist.replace('Policy: Allowlist', 'Policy: AllowAll'), undefined],
    'no policy': [head, undefined],
    'an allowlist that is empty': [
      `${head}credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: []\n`,
      /by hand/,
    ],
    'several documents': [`${allowlist}---\n${head}`, /by hand/],
  };
  for (const [what, [text, message]] of Object.entries(leftAlone)) {
    it(`is not written for ${what}`, async () => {
      writeFileSync(kuberc, text);
      await assertLeft(message);
      assert.equal(readFileSync(kuberc, 'utf8'), text);
    });
  }

  it('is not written where there is no file', async () => {
    await assertLeft(undefined);
    assert.deepEqual(readdirSync(join(folder, '.kube')), []);
  });

  it('is not written through a link, also where one takes the file’s place after it was shown', async () => {
    writeFileSync(kuberc, allowlist);
    const { change = assert.fail() } = (await preferences().refusal()) ?? {};
    const target = join(folder, 'dotfiles');
    renameSync(kuberc, target);
    symlinkSync(target, kuberc);
    await assertLeft(/The file is a link, so AKS Entra does not write there: add it by hand\.$/);
    await assert.rejects(preferences().allow(change), { code: 'kubercNotOwn' });
    assert.equal(readFileSync(target, 'utf8'), allowlist);
  });

  it('is not written into somebody else’s file', { skip: isRoot ? false : 'needs root' }, async () => {
    writeFileSync(kuberc, allowlist);
    const { change = assert.fail() } = (await preferences().refusal()) ?? {};
    chownSync(kuberc, nobody, nobody);
    await assertLeft(/The file belongs to another user, who has to add it\.$/);
    await assert.rejects(preferences().allow(change), { code: 'kubercNotOwn' });
    assert.equal(readFileSync(kuberc, 'utf8'), allowlist);
  });

  it('is not written where the file has changed since it was shown', async () => {
    writeFileSync(kuberc, allowlist);
    const { change = assert.fail() } = (await preferences().refusal()) ?? {};
    writeFileSync(kuberc, `${allowlist}# more\n`);
    await assert.rejects(preferences().allow(change), { code: 'kubeconfigChanged' });
    assert.equal(readFileSync(kuberc, 'utf8'), `${allowlist}# more\n`);
  });

  it('is not written on Windows, where it would allow VS Code’s own program, and said', async () => {
    writeFileSync(kuberc, allowlist);
    const refusal = await preferences({ platform: 'win32' }).refusal();
    assert.deepEqual([refusal?.change, refusal?.message.endsWith('". Add it by hand.')], [undefined, true]);
  });

  it('is written to a file with a second name, which stays the same file', async () => {
    writeFileSync(kuberc, allowlist);
    linkSync(kuberc, join(folder, 'second'));
    const { change = assert.fail() } = (await preferences().refusal()) ?? {};
    await preferences().allow(change);
    assert.equal(readFileSync(join(folder, 'second'), 'utf8'), readFileSync(kuberc, 'utf8'));
  });

  async function assertLeft(message: RegExp | undefined): Promise<void> {
    const refusal = await preferences().refusal();
    assert.equal(refusal?.change, undefined);
    if (message === undefined) {
      assert.equal(refusal, undefined);
    } else {
      assert.match(refusal?.message ?? '', message);
    }
    assert.equal(existsSync(join(folder, 'state')), false);
  }
});

describe('the file of kubectl’s preferences', () => {
  it('is the one that KUBERC names, else that of the home folder; none where they are switched off', async () => {
    writeFileSync(kuberc, `${head}credentialPluginPolicy: DenyAll\n`);
    const named = join(folder, 'named');
    writeFileSync(named, head);
    const isRefused = async (env: Record<string, string>) => (await preferences({ env }).refusal()) !== undefined;
    assert.equal(await isRefused({}), true);
    assert.equal(await isRefused({ KUBERC: '' }), true);
    assert.equal(await isRefused({ KUBERC: named }), false);
    assert.equal(await isRefused({ KUBERC: 'off' }), false);
    assert.equal(await isRefused({ KUBECTL_KUBERC: 'False' }), false);
    assert.equal(await isRefused({ KUBECTL_KUBERC: '0' }), true);
    // Which folder kubectl will be started in is not known.
    assert.equal(await isRefused({ KUBERC: 'kuberc' }), false);
  });

  it('tells nothing where it cannot be read', async () => {
    for (const bytes of [Buffer.from([0xff, 0xfe, 0x00]), Buffer.alloc(2_000_000, `${head}#`)]) {
      writeFileSync(kuberc, bytes);
      assert.equal(await preferences().refusal(), undefined);
    }
    rmSync(kuberc);
    mkdirSync(kuberc);
    assert.equal(await preferences().refusal(), undefined);
  });
});

describe('kubectl itself', () => {
  const kubectls = findKubectls().filter(({ minor }) => minor >= 35);

  for (const kubectl of kubectls) {
    it(`1.${kubectl.minor} refuses to run our plugin before, and runs it afterwards`, async () => {
      writeFileSync(kuberc, allowlist);
      assert.match(
        await getNodes(kubectl),
        /plugin path "\S+aks-entra" is not permitted by the credential plugin allowlist/,
      );
      const { change = assert.fail() } = (await preferences().refusal()) ?? {};
      await preferences().allow(change);
      assert.match(await getNodes(kubectl), /^Error: it ran\n/);
    });

    it(`1.${kubectl.minor} refuses what we say that it refuses, and nothing else`, async () => {
      const policies = [
        head,
        `${head}credentialPluginPolicy: DenyAll\n`,
        `${head}credentialPluginPolicy: AllowAll\n`,
        `${head.replace('v1beta1', 'v1alpha1')}credentialPluginPolicy: DenyAll\n`,
        `foo: bar\n---\n${head}credentialPluginPolicy: DenyAll\n`,
        `${head}---\n${head}credentialPluginPolicy: DenyAll\n`,
        `${head}credentialPluginpolicy: DenyAll\n`,
        allowlist.replace('kubelogin', 'aks-entra'),
        allowlist.replace('kubelogin', command),
        '',
        '# nothing\n',
        'a: b: c\n',
      ];
      for (const text of policies) {
        writeFileSync(kuberc, text);
        const isRefused = (await preferences().refusal()) !== undefined;
        assert.equal(/not allowed: policy|not permitted by/.test(await getNodes(kubectl)), isRefused, text);
      }
      for (const env of [{ KUBERC: 'off' }, { KUBECTL_KUBERC: 'False' }]) {
        writeFileSync(kuberc, `${head}credentialPluginPolicy: DenyAll\n`);
        assert.match(await getNodes(kubectl, env), /^Error: it ran\n/);
      }
    });
  }

  /** @returns what its user reads */
  async function getNodes(kubectl: Kubectl, env: Readonly<Record<string, string>> = {}): Promise<string> {
    mkdirSync(join(folder, 'aks-entra', 'plugin'), { recursive: true });
    writeFileSync(command, '#!/bin/sh\necho Error: it ran >&2\nexit 1\n', { mode: 0o755 });
    const kubeconfig = join(folder, 'kubeconfig');
    const exec = { apiVersion: 'client.authentication.k8s.io/v1beta1', command, interactiveMode: 'Never' };
    writeFileSync(
      kubeconfig,
      JSON.stringify({
        kind: 'Config',
        apiVersion: 'v1',
        'current-context': 'a',
        contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
        clusters: [{ name: 'a', cluster: { server: 'https://127.0.0.1:1' } }],
        users: [{ name: 'a', user: { exec } }],
      }),
    );
    const { stderr } = await runKubectl(kubectl, ['get', 'nodes', '--kubeconfig', kubeconfig], {
      HOME: folder,
      ...env,
    });
    return stderr.replace(/^kuberc: [^\n]*?(?=Error: it ran)/s, '');
  }
});
