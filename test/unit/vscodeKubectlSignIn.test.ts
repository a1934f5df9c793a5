import assert from 'node:assert/strict';
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { VscodeKubectlSignIn } from '../../src/vscodeKubectlSignIn.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const cluster = {
  server: 'https://shop.hcp.westeurope.azmk8s.io:443',
  certificateAuthorityData: 'Q0E=',
  skipsTlsVerify: false,
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: 'ada.home',
};

/** It tells kubectl's user what to do. */
const whatStays = ['plugin', path.join('plugin', 'aks-entra')];

/** With the plugin of `dist`, which `npm run package` builds. */
describe('kubectl’s sign-in of a window', () => {
  const dataHome = process.env['XDG_DATA_HOME'];
  let home: string;
  let dataFolder: string;
  let windows: VscodeKubectlSignIn[];

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'aks-entra-window-'));
    process.env['XDG_DATA_HOME'] = home;
    dataFolder = path.join(home, 'aks-entra');
    windows = [];
  });

  afterEach(() => {
    for (const window of windows) {
      window.dispose();
    }
    if (dataHome === undefined) {
      delete process.env['XDG_DATA_HOME'];
    } else {
      process.env['XDG_DATA_HOME'] = dataHome;
    }
    rmSync(home, { recursive: true });
  });

  it('starts anew after it was taken away', async () => {
    const window = open();
    await window.start();
    assert.equal(await window.remove(), true);
    assert.deepEqual(readdirSync(dataFolder, { recursive: true }), whatStays);
    await assertStands(window);
  });

  it('brings back a plugin that somebody deleted', async () => {
    const window = open();
    await window.start();
    rmSync(dataFolder, { recursive: true });
    await Promise.all([window.start(), window.start()]);
    await assertStands(window);
  });

  it('goes on where another window still needs it', async () => {
    const [window, other] = [open(), open()];
    await window.start();
    await other.start();
    assert.equal(await window.remove(), false);
    assert.equal(addresses().length, 2);
    await assertStands(window);
  });

  it('gives the clusters of a list without keys theirs, and the same key to all who ask for one', async () => {
    await open().start();
    const list = path.join(dataFolder, 'clusters.json');
    writeFileSync(list, JSON.stringify({ version: 1, clusters: [cluster] }), { mode: 0o600 });
    const [window, other] = [open(), open()];
    await window.start();
    const keys = await window.contextKeys();
    const key = keys.trusted[0]?.key ?? '';
    assert.match(readFileSync(list, 'utf8'), /"version": 2/);
    assert.match(key, /^[0-9a-f]{32}$/);
    assert.equal(keys.keyOf(cluster), key);
    assert.equal((await other.contextKeys()).keyOf({ ...cluster, proxyUrl: 'http://proxy:3128' }), key);
  });

  it('forgets a cluster with its key, and brings both back', async () => {
    const window = open();
    await window.start();
    await window.trust([cluster]);
    const before = (await window.contextKeys()).trusted;
    const remember = await window.forget([cluster], []);
    assert.deepEqual((await window.contextKeys()).trusted, []);
    await remember();
    assert.deepEqual((await window.contextKeys()).trusted, before);
    const takeBack = await window.replaceKey(before[0]?.key ?? '', 'f'.repeat(32));
    assert.equal((await window.contextKeys()).trusted[0]?.key, 'f'.repeat(32));
    await takeBack();
    assert.deepEqual((await window.contextKeys()).trusted, before);
  });

  it('never brings back that programs which name no cluster were allowed: the key comes back, the consent does not', async () => {
    const window = open();
    await window.trust([cluster]);
    const [first] = (await window.contextKeys()).trusted;
    assert.ok(first);
    await window.setConsent(first.key, { kubeconfigs: ['/home/ada/.kube/config'] });
    await window.trust([{ ...cluster, proxyUrl: 'http://proxy.contoso.com:3128' }]);
    const consents = async (): Promise<unknown[]> =>
      (await window.contextKeys()).trusted.map(({ key, consent }) => [key === first.key, consent?.kubeconfigs]);
    const allowed = [true, ['/home/ada/.kube/config']];
    assert.deepEqual(await consents(), [allowed, allowed], 'it is the entry’s, whichever way leads there');
    await (
      await window.replaceKey(first.key, 'f'.repeat(32))
    )();
    assert.deepEqual(await consents(), [allowed, allowed]);
    const undo = await window.forget([cluster], []);
    assert.deepEqual(await consents(), []);
    await undo();
    assert.deepEqual(await consents(), [
      [true, undefined],
      [true, undefined],
    ]);
  });

  it('answers kubectl although the list is damaged: who asks is told', async () => {
    await open().start();
    writeFileSync(path.join(dataFolder, 'clusters.json'), '{', { mode: 0o600 });
    const window = open();
    await window.start();
    assert.ok(addresses().length > 1);
    await assert.rejects(window.contextKeys(), { code: 'trustedClustersInvalid' });
  });

  it('leaves nothing of a setting that changes while it is away', async () => {
    const window = open();
    await window.start();
    await window.remove();
    await window.setFallback('azurecli');
    assert.deepEqual(readdirSync(dataFolder, { recursive: true }), whatStays);
  });

  it('gives a cluster that comes back another key: the former one is in a backup, or somebody else has it', async () => {
    const window = open();
    await window.trust([cluster]);
    const keyInList = async (): Promise<string | undefined> => (await window.contextKeys()).trusted[0]?.key;
    const former = await keyInList();
    await window.forget([cluster], []);
    await window.trust([cluster]);
    const later = await keyInList();
    assert.ok(former !== undefined && later !== undefined && later !== former);
    await window.replaceKey(later, 'f'.repeat(32));
    await window.forget([cluster], []);
    await window.trust([cluster]);
    assert.ok(![former, later, 'f'.repeat(32), undefined].includes(await keyInList()));
  });

  function open(): VscodeKubectlSignIn {
    const window = new VscodeKubectlSignIn({
      signIn: {
        accounts: () => Promise.resolve([]),
        currentAccount: () => Promise.resolve(undefined),
        chooseAccount: () => Promise.resolve(undefined),
        token: () => Promise.reject(new Error('not asked')),
      },
      environment: () => 'AzurePublicCloud',
      fallback: () => 'none',
      contextNamesOf: () => Promise.resolve([]),
      tellSignInNeeded: () => undefined,
      tellKeyWrong: () => undefined,
      tellConsentMissing: () => undefined,
      tellRefused: () => undefined,
      extensionFolder: path.join(import.meta.dirname, '..', '..'),
      version: '0.1.0',
      logger: quiet,
    });
    windows.push(window);
    return window;
  }

  async function assertStands(window: VscodeKubectlSignIn): Promise<void> {
    const { command } = await window.start();
    accessSync(command, constants.X_OK);
    await window.trust([cluster]);
    assert.ok(existsSync(path.join(dataFolder, 'clusters.json')));
    assert.ok(addresses().length > 0);
  }

  function addresses(): readonly string[] {
    return readdirSync(path.join(dataFolder, 'windows')).filter((name) => name.endsWith('.curl'));
  }
});
