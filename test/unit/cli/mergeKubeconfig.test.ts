import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readContexts } from '../../../src/core/kubeconfig/readContexts.ts';
import { renderPluginArguments } from '../../../src/core/login/pluginArguments.ts';
import { execCredential, staticCredential, tenantId } from '../core/kubeconfig/armCredentials.ts';
import { cliHome } from './cliHome.ts';
import { runCli } from './runCli.ts';

const at = cliHome();

const mine = '# mine\nkind: Config\ncurrent-context: kind   # stays\ncontexts:\n- {name: kind, context: {}}\n';
const aks1 = execCredential({ name: 'aks1' });
const pluginArguments = renderPluginArguments({ tenantId, environment: 'AzurePublicCloud', accountId: 'ada.home' });

function factsOf(path: string): { readonly current: string | undefined; readonly names: readonly string[] } {
  const { currentContext, contexts } = readContexts(readFileSync(path, 'utf8'));
  return { current: currentContext, names: contexts.map(({ contextName }) => contextName) };
}

describe('cli.js merge-kubeconfig', () => {
  it('merges from standard input and keeps what stands there, the current context too', async () => {
    writeFileSync(at.config, mine);
    const args = ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config];
    const result = await runCli(at.home, args, { input: aks1 });
    assert.deepEqual(result, { exitCode: 0, stdout: `Merged "aks1" into ${at.config}.\n`, stderr: '' });
    assert.ok(readFileSync(at.config, 'utf8').startsWith(mine));
    assert.deepEqual(factsOf(at.config), { current: 'kind', names: ['kind', 'aks1'] });
    const again = await runCli(at.home, args, { input: aks1 });
    assert.deepEqual(again, { exitCode: 0, stdout: `"aks1" is in ${at.config} already.\n`, stderr: '' });
  });

  it('gives up a source without an end, and one that is waited for when it is interrupted', async () => {
    const endless = await runCli(at.home, ['merge-kubeconfig', '--from', '/dev/zero', '--kubeconfig', at.config]);
    const stderr = 'Error: /dev/zero cannot be read: it is larger than 25 MB, which no kubeconfig is\n';
    assert.deepEqual(endless, { exitCode: 1, stdout: '', stderr });
    const interrupted = await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config], {
      isInputLeftOpen: true,
      onStart: (child) => setTimeout(() => child.kill('SIGTERM'), 1_500),
    });
    assert.deepEqual(interrupted, { exitCode: 1, stdout: '', stderr: 'Error: interrupted\n' });
    assert.ok(!existsSync(at.config));
  });

  it('lets no name of a foreign kubeconfig steer the terminal', async () => {
    const named = aks1
      .replaceAll('name: aks1', 'name: "a\\n\\e[31mb"')
      .replaceAll('cluster: aks1', 'cluster: "a\\n\\e[31mb"');
    const { stdout, stderr } = await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config], {
      input: named,
    });
    assert.deepEqual({ stdout, stderr }, { stdout: `Merged "a??[31mb" into ${at.config}.\n`, stderr: '' });
  });

  it('makes the kubeconfig that is not there, and its context the current one', async () => {
    writeFileSync(join(at.home, 'source'), aks1);
    const { exitCode } = await runCli(at.home, ['merge-kubeconfig', '--from=source']);
    assert.equal(exitCode, 0);
    assert.deepEqual(factsOf(join(at.home, '.kube/config')), { current: 'aks1', names: ['aks1'] });
  });

  it('sets and keeps the current context on demand', async () => {
    writeFileSync(at.config, mine);
    const args = ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config];
    await runCli(at.home, [...args, '--set-current'], { input: aks1 });
    assert.equal(factsOf(at.config).current, 'aks1');
    await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', 'new', '--keep-current'], {
      input: aks1,
    });
    assert.equal(factsOf(join(at.home, 'new')).current, undefined);
  });

  it('takes a current context that names nothing for none, and says so', async () => {
    writeFileSync(at.config, mine.replace('current-context: kind', 'current-context: gone'));
    const args = ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config];
    const kept = await runCli(at.home, [...args, '--keep-current', '--dry-run'], { input: aks1 });
    assert.equal(kept.stdout, `Would merge "aks1" into ${at.config}.\n`);
    const dry = await runCli(at.home, [...args, '--dry-run'], { input: aks1 });
    assert.match(dry.stdout, /\nThe current context "gone" does not exist; it would be "aks1"\.\n$/);
    const { stdout } = await runCli(at.home, args, { input: aks1 });
    const said = 'The current context "gone" does not exist; it is "aks1" now.';
    assert.equal(stdout, `Merged "aks1" into ${at.config}.\n${said}\n`);
    assert.equal(factsOf(at.config).current, 'aks1');
  });

  it('looks for the current context in all files of a KUBECONFIG list', async () => {
    const first = join(at.home, 'first');
    const env = { KUBECONFIG: `${first}:${at.config}` };
    const pointing = 'apiVersion: v1\nkind: Config\ncurrent-context: kind\n';
    writeFileSync(first, pointing);
    writeFileSync(at.config, mine);
    await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { input: aks1, env });
    assert.deepEqual(factsOf(first), { current: 'kind', names: ['aks1'] });
    writeFileSync(first, pointing);
    writeFileSync(at.config, aks1);
    const { stdout } = await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { input: aks1, env });
    const said = 'The current context "kind" does not exist; it is "aks1" now.';
    assert.equal(stdout, `"aks1" is in ${at.config} already.\n${said}\n`);
    assert.equal(factsOf(first).current, 'aks1');
    assert.equal(readFileSync(at.config, 'utf8'), aks1);
  });

  it('leaves the current context to the file of a KUBECONFIG list that sets it', async () => {
    const first = join(at.home, 'first');
    writeFileSync(first, 'apiVersion: v1\nkind: Config\n');
    writeFileSync(at.config, mine);
    const env = { KUBECONFIG: `${first}:${at.config}` };
    const { exitCode, stderr } = await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { input: aks1, env });
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
    assert.deepEqual(factsOf(first), { current: undefined, names: ['aks1'] });
    await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--set-current'], { input: aks1, env });
    assert.equal(factsOf(first).current, 'aks1');
  });

  it('merges into the file of a KUBECONFIG list that has the names already, and asks there', async () => {
    const first = join(at.home, 'first');
    writeFileSync(first, mine);
    const other = execCredential({ name: 'aks1', server: 'https://other:443' });
    writeFileSync(at.config, other);
    const env = { KUBECONFIG: `${first}:${at.config}` };
    const both = join(at.home, 'both');
    for (const name of ['aks2', 'aks1']) {
      await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', both, '--set-current'], {
        input: execCredential({ name }),
      });
    }
    const args = ['merge-kubeconfig', '--from', both];
    const failed = await runCli(at.home, args, { env });
    assert.equal(failed.exitCode, 1);
    assert.ok(failed.stderr.startsWith(`Error: ${at.config} holds something else under the same name`), failed.stderr);
    assert.deepEqual(factsOf(first), { current: 'kind', names: ['kind'] });

    const dry = await runCli(at.home, [...args, '--on-conflict=overwrite', '--dry-run'], { env });
    assert.equal(dry.stdout, `Would merge "aks2" into ${first}.\nWould merge "aks1" into ${at.config}.\n`);
    const { stdout } = await runCli(at.home, [...args, '--on-conflict=overwrite', '--set-current'], { env });
    assert.equal(stdout, `Merged "aks2" into ${first}.\nMerged "aks1" into ${at.config}.\n`);
    assert.deepEqual(factsOf(first), { current: 'aks1', names: ['kind', 'aks2'] });
    assert.deepEqual(factsOf(at.config), { current: 'aks1', names: ['aks1'] });

    writeFileSync(at.config, other);
    const chosen = await runCli(at.home, [...args, '--kubeconfig', first], { env });
    assert.equal(chosen.exitCode, 0, chosen.stderr);
    assert.deepEqual(factsOf(first).names, ['kind', 'aks2', 'aks1']);
    assert.equal(readFileSync(at.config, 'utf8'), other);
  });

  it('locks no file that stays as it is', async () => {
    const first = join(at.home, 'first');
    writeFileSync(first, mine);
    writeFileSync(at.config, aks1);
    writeFileSync(`${first}.lock`, '');
    writeFileSync(`${at.config}.lock`, '');
    const env = { KUBECONFIG: `${first}:${at.config}` };
    const { stdout } = await runCli(at.home, ['merge-kubeconfig', '--from', '-'], { input: aks1, env });
    assert.equal(stdout, `"aks1" is in ${at.config} already.\n`);
  });

  it('merges every context of a file, and names one alone', async () => {
    const both = join(at.home, 'both');
    for (const name of ['a', 'b']) {
      await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', both], {
        input: execCredential({ name }),
      });
    }
    const { stdout } = await runCli(at.home, ['merge-kubeconfig', '--from', both, '--kubeconfig', at.config]);
    assert.equal(stdout, `Merged "a" into ${at.config}.\nMerged "b" into ${at.config}.\n`);
    assert.deepEqual(factsOf(at.config), { current: 'a', names: ['a', 'b'] });

    const named = await runCli(at.home, [
      'merge-kubeconfig',
      '--from',
      both,
      '--kubeconfig',
      at.config,
      '--context',
      'c',
    ]);
    assert.deepEqual(named, {
      exitCode: 1,
      stdout: '',
      stderr: 'Error: --context names one context, and --from holds 2\n',
    });
    await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config, '--context', 'c'], {
      input: aks1,
    });
    assert.deepEqual(factsOf(at.config).names, ['a', 'b', 'c']);
  });

  it('takes what az wrote for an admin under the name that az gave it', async () => {
    const admin = staticCredential({ name: 'aks1' }, 'clusterAdmin').replaceAll(
      'name: aks1\ncu',
      'name: aks1-admin\ncu',
    );
    assert.match(admin, /name: aks1-admin/);
    const { exitCode } = await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config], {
      input: admin,
    });
    assert.equal(exitCode, 0);
    assert.deepEqual(factsOf(at.config).names, ['aks1-admin']);
  });

  it('fails on a conflict, and overwrites or keeps both on demand', async () => {
    const other = execCredential({ name: 'aks1', server: 'https://other.hcp.eastus.azmk8s.io:443' });
    writeFileSync(at.config, aks1);
    const args = ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config];
    const failed = await runCli(at.home, args, { input: other });
    assert.equal(failed.exitCode, 1);
    assert.match(failed.stderr, /^Error: .* holds something else under the same name \(clusters: "aks1"\).*\n$/);
    assert.equal(readFileSync(at.config, 'utf8'), aks1);

    assert.equal((await runCli(at.home, [...args, '--on-conflict=keep-both'], { input: other })).exitCode, 0);
    assert.deepEqual(factsOf(at.config).names, ['aks1', 'aks1-2']);
    assert.equal((await runCli(at.home, [...args, '--on-conflict', 'overwrite'], { input: other })).exitCode, 0);
    assert.equal(
      readContexts(readFileSync(at.config, 'utf8')).contexts[0]?.server,
      'https://other.hcp.eastus.azmk8s.io:443',
    );
  });

  it('writes nothing in a dry run', async () => {
    writeFileSync(at.config, mine);
    const args = ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config, '--dry-run'];
    const { exitCode, stdout } = await runCli(at.home, args, { input: aks1 });
    assert.equal(exitCode, 0);
    assert.equal(stdout, `Would merge "aks1" into ${at.config}.\n`);
    assert.equal(readFileSync(at.config, 'utf8'), mine);
    assert.deepEqual(readdirSync(at.home), ['config']);
    await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', 'no/such/config', '--dry-run'], {
      input: aks1,
    });
    assert.ok(!existsSync(join(at.home, 'no')));
  });

  it('leaves a file that cannot be edited as it is', async () => {
    for (const broken of ['users:\n\t- name: a\n', 'kind: Config\n---\nkind: Config\n', 'a: "b\n', '[1]\n']) {
      writeFileSync(at.config, broken);
      for (const more of [[], ['--dry-run']]) {
        const args = ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config, ...more];
        const { exitCode, stdout, stderr } = await runCli(at.home, args, { input: aks1 });
        assert.equal(exitCode, 1);
        assert.equal(stdout, '');
        assert.ok(stderr.startsWith(`Error: ${at.config}: `) && stderr.indexOf('\n') === stderr.length - 1, stderr);
      }
      assert.equal(readFileSync(at.config, 'utf8'), broken);
    }
    assert.deepEqual(readdirSync(at.home), ['config']);
  });

  it('refuses what is not trusted, not whole, or no kubeconfig, without its secrets', async () => {
    const ofPlugin = aks1
      .replace('command: kubelogin', 'command: /home/ada/.local/share/aks-entra/plugin/aks-entra')
      .replace(/ {6}args:\n( {6}- .*\n)+/, `      args: [${pluginArguments.join(', ')}]\n`)
      .replace('env: null', 'env: [{name: AKS_ENTRA_CONTEXT, value: secret-value}]');
    const refusals: readonly (readonly [string, RegExp])[] = [
      [aks1.replace('command: kubelogin', 'command: /tmp/evil'), /"aks1" is not trusted: it runs a command other than/],
      [aks1.replace('env: null', 'env: [{name: LD_PRELOAD, value: secret-value}]'), /sets environment variables/],
      [ofPlugin, /"aks1" is not trusted: it runs a command other than/],
      [aks1.replace('    user: clusterUser', '    user: somebody'), /its user "somebody_rg_aks1" is not in the file/],
      ['kind: Config\n', /not a kubeconfig/],
      ['', /not a kubeconfig/],
      ['{"token": "secret-value"', /^Error: /],
    ];
    for (const [input, message] of refusals) {
      const result = await runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config], { input });
      assert.equal(result.exitCode, 1);
      assert.match(result.stderr, message);
      assert.match(result.stderr, /^Error: [^\n]*\n$/);
      assert.doesNotMatch(result.stderr, /secret-value/);
      assert.ok(!existsSync(at.config));
    }
    const absent = await runCli(at.home, ['merge-kubeconfig', '--from', 'absent', '--kubeconfig', at.config]);
    assert.equal(absent.stderr, 'Error: absent cannot be read (ENOENT)\n');
  });

  it('warns before an Entra token goes to a server that Azure does not run', async () => {
    const elsewhere = execCredential({ name: 'aks1', server: 'https://aks.example:443' });
    const args = ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config];
    const { exitCode, stderr } = await runCli(at.home, args, { input: elsewhere });
    assert.equal(exitCode, 0);
    assert.match(stderr, /^Warning: "aks1": Its server https:\/\/aks\.example:443 is not an address of Azure/);
  });

  it('says what was typed wrongly', async () => {
    const args = ['merge-kubeconfig', '--kubeconfig', at.config];
    for (const [more, message] of [
      [[], '--from is required: the file to merge, or "-" for standard input'],
      [['--from', '-', '--on-conflict', 'ask'], '--on-conflict is fail, overwrite or keep-both'],
      [['--from', '-', '--set-current', '--keep-current'], '--set-current and --keep-current exclude each other'],
      [['--from', '-', '--context', ''], '--context needs a name'],
      [['--from', '-', '--kubeconfig='], '--kubeconfig is empty: name the file to change'],
    ] as const) {
      const result = await runCli(at.home, [...args, ...more], { input: aks1 });
      assert.deepEqual(result, { exitCode: 1, stdout: '', stderr: `Error: ${message}\n` });
    }
  });

  it('run twelve times at once, loses nothing', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `c${index}`);
    const results = await Promise.all(
      names.map((name) =>
        runCli(at.home, ['merge-kubeconfig', '--from', '-', '--kubeconfig', at.config], {
          input: execCredential({ name }),
        }),
      ),
    );
    assert.deepEqual(new Set(results.map(({ exitCode }) => exitCode)), new Set([0]));
    assert.deepEqual(factsOf(at.config).names.toSorted(), names.toSorted());
    assert.deepEqual(readdirSync(at.home).toSorted(), ['.local', 'config']);
  });
});
