import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { cliScript } from './runCli.ts';

const chunkFolder = join(dirname(cliScript), 'cli');
const chunkNames = readdirSync(chunkFolder);

/** The text of a chunk and of everything that loads with it. */
function loadedWith(chunk: string, seen = new Set<string>()): string {
  if (seen.has(chunk)) {
    return '';
  }
  seen.add(chunk);
  const text = readFileSync(join(chunkFolder, chunk), 'utf8');
  const imports = [...text.matchAll(/(?:from|import)\s?"\.\/([^"]+)"/g)].map(([, name = '']) => name);
  return text + imports.map((name) => loadedWith(name, seen)).join('');
}

describe('the bundle of the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aks-entra-cli-copy-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('runs where it was copied to, whatever kind of package that is', () => {
    cpSync(cliScript, join(folder, 'cli.js'));
    cpSync(chunkFolder, join(folder, 'cli'), { recursive: true });
    for (const type of [undefined, 'module', 'commonjs']) {
      if (type !== undefined) {
        writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }));
      }
      const args = [join(folder, 'cli.js'), 'get-token', '--help'];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: {} });
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' }, type);
      assert.match(stdout, /^Gets a token for kubectl/);
    }
  });

  const ownWords = {
    clientSecret: ['ClientSecretCredential'],
    clientCertificate: ['ClientCertificateCredential'],
    clientAssertion: ['ClientAssertionCredential'],
    workloadIdentity: ['WorkloadIdentityCredential', 'ClientAssertionCredential'],
    // Reads the tokens of AKS's former pod identity with it.
    managedIdentity: ['ManagedIdentityCredential', 'WorkloadIdentityCredential', 'ClientAssertionCredential'],
    azureCli: ['AzureCliCredential'],
    azureDeveloperCli: ['AzureDeveloperCliCredential'],
    azurePipelines: ['AzurePipelinesCredential', 'ClientAssertionCredential'],
    usernamePassword: ['UsernamePasswordCredential'],
    deviceCode: ['DeviceCodeCredential'],
    interactiveBrowser: ['InteractiveBrowserCredential'],
  };
  const everyWord = new Set(Object.values(ownWords).flat());
  for (const [name, own] of Object.entries(ownWords)) {
    it(`loads the class of ${name} with no other`, () => {
      const chunk = chunkNames.find((each) => each.startsWith(`${name}-`));
      assert.ok(chunk !== undefined);
      const text = loadedWith(chunk);
      // Each class names its log after itself.
      const found = [...everyWord].filter((word) => new RegExp(`["'\`]${word}["'\`]`).test(text));
      assert.deepEqual(found.toSorted(), own.toSorted());
    });
  }

  it('loads what opens a PFX file for such a file alone', () => {
    const reader = chunkNames.find((each) => each.startsWith('pfxCertificate-')) ?? '';
    const word = /pkcs8ShroudedKeyBag/;
    assert.match(loadedWith(reader), word);
    const others = chunkNames.filter(
      (each) => !loadedWith(reader).includes(readFileSync(join(chunkFolder, each), 'utf8')),
    );
    assert.deepEqual(
      others.filter((each) => loadedWith(each).includes('pkcs8ShroudedKeyBag')),
      [],
    );
  });

  it('loads nothing of them, nor the YAML parser, before it knows what to do', () => {
    assert.ok(loadedWith('main.mjs').length < 20_000);
    assert.ok(loadedWith(chunkNames.find((each) => each.startsWith('getToken-')) ?? '').length < 40_000);
  });
});
