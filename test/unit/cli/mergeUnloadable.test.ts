import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findKubectls, runKubectl } from '../../kubectl.ts';
import { azureCredential, execCredential, staticCredential } from '../core/kubeconfig/armCredentials.ts';
import { cliHome } from './cliHome.ts';
import { runCli } from './runCli.ts';

const at = cliHome();

const own = execCredential({ name: 'own' });
const team = staticCredential({ name: 'team' });
const v1 = execCredential({ name: 'team' }).replace('k8s.io/v1beta1', 'k8s.io/v1');

async function merge(source: string) {
  return runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config], { input: source });
}

async function contextsOfAll(): Promise<string[]> {
  const views = await Promise.all(
    findKubectls().map((kubectl) =>
      runKubectl(kubectl, ['--kubeconfig', at.config, 'config', 'get-contexts', '-o', 'name'], { HOME: at.home }),
    ),
  );
  return [...new Set(views.map(({ stdout, stderr }) => stdout + stderr))];
}

describe('cli.js merge-kubeconfig, where kubectl could not load what comes in', () => {
  const refused: readonly (readonly [what: string, source: string, message: RegExp])[] = [
    [
      'base64 that was cut off',
      team.replace(/(certificate-authority-data: \S{21})\S*/, '$1'),
      /standard input: Line 4: certificate-authority-data of the cluster “team” is not base64 that kubectl reads: its length/,
    ],
    [
      'PEM text in the place of base64',
      team.replace(/certificate-authority-data: \S+/, 'certificate-authority-data: "-----BEGIN CERTIFICATE-----"'),
      /Line 4: certificate-authority-data of the cluster “team” holds PEM text as it is/,
    ],
    [
      'base64 that is no certificate',
      team.replace(/certificate-authority-data: \S+/, 'certificate-authority-data: Y2E='),
      /holds no certificate/,
    ],
    [
      'what kubectl config view shows',
      team.replace(/certificate-authority-data: \S+/, 'certificate-authority-data: DATA+OMITTED'),
      /Line 4: .* instead of a secret\. The command “kubectl config view --raw --flatten” gives/,
    ],
    [
      'a token that is left out',
      team.replace(/token: \S+/, 'token: REDACTED'),
      /token of the user “clusterUser_rg_team” holds no/,
    ],
    ['what our own previews show', team.replace(/token: \S+/, 'token: <hidden 1>'), /previews instead of a secret/],
    [
      'a switch that is text',
      v1.replace('provideClusterInfo: false', 'provideClusterInfo: "false"'),
      /has to be true or false/,
    ],
    [
      'extensions that are a map',
      team.replace('    server:', '    extensions: {a: b}\n    server:'),
      /extensions of the cluster “team” has to be a list/,
    ],
    ['exec v1 without interactiveMode', v1, /exec\.interactiveMode of the user “clusterUser_rg_team” is missing/],
  ];
  for (const [what, source, message] of refused) {
    it(`refuses ${what}, with field and line, and writes nothing`, async () => {
      writeFileSync(at.config, own);
      const { exitCode, stdout, stderr } = await merge(source);
      assert.deepEqual([exitCode, stdout], [1, '']);
      assert.match(stderr, message);
      assert.match(stderr, /Nothing was written\.\n$/);
      assert.doesNotMatch(stderr, /secret-token|c2Vj/);
      assert.equal(readFileSync(at.config, 'utf8'), own);
    });
  }

  it('names the source whose text cannot be taken', async () => {
    const { exitCode, stderr } = await merge(`${team}${own}`);
    assert.equal(exitCode, 1);
    assert.match(stderr, /^Error: standard input: Line \d+: the key "apiVersion" stands twice/);
  });

  it('quotes what stands without quotes and can only have been text', async () => {
    writeFileSync(at.config, own);
    const source = azureCredential({ name: 'team' }, '1').replace(
      '    cluster: team\n',
      '    cluster: team\n    namespace: 012\n',
    );
    assert.equal((await merge(source)).exitCode, 0);
    const text = readFileSync(at.config, 'utf8');
    assert.match(text, /namespace: "012"/);
    assert.match(text, /config-mode: "1"/);
    assert.deepEqual(await contextsOfAll(), ['own\nteam\n']);
  });

  it('reads a source in UTF-16 with a byte order mark, as PowerShell 5 writes it with ">"', async () => {
    writeFileSync(at.config, own);
    const source = join(at.home, 'team.yaml');
    writeFileSync(source, Buffer.from(`\uFEFF${team}`, 'utf16le'));
    const result = await runCli(at.home, ['merge-kubeconfig', '--from', source, '--kubeconfig', at.config]);
    assert.equal(result.exitCode, 0, result.stderr);
    assert.deepEqual(await contextsOfAll(), ['own\nteam\n']);
    writeFileSync(source, Buffer.from('a: \u00e4\n', 'latin1'));
    const latin1 = await runCli(at.home, ['merge-kubeconfig', '--from', source, '--kubeconfig', at.config]);
    assert.match(latin1.stderr, /team\.yaml is not UTF-8 text/);
  });

  it('merges the repaired v1 user, and it loads', async () => {
    writeFileSync(at.config, own);
    const repaired = v1.replace(
      'provideClusterInfo: false',
      'provideClusterInfo: false\n      interactiveMode: IfAvailable',
    );
    assert.equal((await merge(repaired)).exitCode, 0);
    assert.deepEqual(await contextsOfAll(), ['own\nteam\n']);
  });

  it('warns where kubectl cannot load the target as it is', async () => {
    writeFileSync(at.config, own.replace('    server:', '    insecure-skip-tls-verify: "false"\n    server:'));
    const { exitCode, stderr } = await merge(execCredential({ name: 'team' }));
    assert.equal(exitCode, 0);
    const line = `Warning: kubectl cannot load ${at.config} as it is. Line 5: insecure-skip-tls-verify of the cluster “own” has to be true or false, but kubectl reads text. Correct it.\n`;
    assert.equal(stderr, line);
  });

  it('warns of it before anything is written, so also where nothing can be', async () => {
    const text = own.replace('    server:', '    insecure-skip-tls-verify: "false"\n    server:');
    writeFileSync(at.config, text);
    const args = ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config];
    const { exitCode, stderr } = await runCli(at.home, args, {
      input: execCredential({ name: 'team' }),
      through: ['sh', '-c', 'ulimit -f 0; exec "$@"', 'sh'],
    });
    assert.equal(exitCode, 1);
    assert.match(stderr, /^Warning: kubectl cannot load .* as it is\. Line 5: .*\nError: .* was left as it was/);
    assert.equal(readFileSync(at.config, 'utf8'), text);
  });
});
