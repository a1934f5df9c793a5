import assert from 'node:assert/strict';
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
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
    assert.ok(!existsSync(dataFolder));
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

  it('leaves nothing of a setting that changes while it is away', async () => {
    const window = open();
    await window.start();
    await window.remove();
    await window.setFallback('azurecli');
    assert.ok(!existsSync(dataFolder));
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
      tellSignInNeeded: () => undefined,
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
