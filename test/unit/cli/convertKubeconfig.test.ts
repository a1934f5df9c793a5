import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { convertUsers } from '../../../src/core/conversion/convertUsers.ts';
import { azureCredential, execCredential, staticCredential } from '../core/kubeconfig/armCredentials.ts';
import { runCli } from './runCli.ts';

let home: string;
let config: string;
before(() => {
  home = mkdtempSync(join(tmpdir(), 'aks-entra-cli-'));
  config = join(home, 'config');
});
after(() => {
  rmSync(home, { recursive: true });
});
const given = execCredential({ name: 'aks1' });
beforeEach(() => {
  writeFileSync(config, given, { mode: 0o640 });
});

function argsIn(path: string): string[] {
  const [, list = ''] = /args:\n((?: +- .*\n)+)/.exec(readFileSync(path, 'utf8')) ?? [];
  return list
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^ +- /, ''));
}

describe('cli.js convert-kubeconfig', () => {
  it('converts the file as the core does, with a backup, and says what it did', async () => {
    const result = await runCli(home, ['convert-kubeconfig', '--kubeconfig', 'config', '-l', 'azurecli']);
    assert.deepEqual(result, {
      exitCode: 0,
      stdout: 'Converted "clusterUser_rg_aks1" from devicecode to azurecli.\n',
      stderr: '',
    });
    assert.equal(readFileSync(config, 'utf8'), convertUsers(given, { loginMode: 'azurecli' }).text);
    assert.equal(statSync(config).mode & 0o777, 0o640);
    const backups = join(home, '.local/state/aks-entra/backups');
    const [backup = ''] = readdirSync(backups);
    assert.equal(readFileSync(join(backups, backup), 'utf8'), given);
  });

  it('writes nothing the second time', async () => {
    const args = ['convert-kubeconfig', '--kubeconfig', config, '--login=interactive'];
    await runCli(home, args);
    const { ino, mtimeMs } = statSync(config);
    const { exitCode, stdout } = await runCli(home, args);
    assert.equal(exitCode, 0);
    assert.equal(stdout, '"clusterUser_rg_aks1" is as it should be already (interactive).\n');
    assert.deepEqual({ ino: statSync(config).ino, mtimeMs: statSync(config).mtimeMs }, { ino, mtimeMs });
  });

  it('takes every flag of kubelogin, in both spellings, for the mode that it is for', async () => {
    const flags = {
      spn: ['--client-id=c', '-t', 't', '--environment', 'AzureChinaCloud', '--client-secret=-s', '--legacy=true'],
      msi: ['--identity-resource-id', '/i'],
      azurecli: ['--subscription', 's', '--azure-config-dir=/a', '--token-cache-dir', '/cache'],
      workloadidentity: ['--authority-host=https://h/', '--federated-token-file', '/f'],
      azurepipelines: ['--azure-pipelines-service-connection-id', 'sc'],
    };
    const expected = {
      spn: 'c --tenant-id t --environment AzureChinaCloud --client-secret -s --legacy',
      msi: '/i',
      azurecli: '/cache --subscription s',
      workloadidentity: 'https://h/ --federated-token-file /f',
      azurepipelines: '2f9a5c1e-7d43-4b8a-9e10-6c5d4b3a2f10 --azure-pipelines-service-connection-id sc',
    };
    for (const [mode, typed] of Object.entries(flags)) {
      writeFileSync(config, given);
      const { exitCode, stderr } = await runCli(home, [
        ...['convert-kubeconfig', '--kubeconfig', config, '-l', mode, '--server-id', 'server'],
        ...typed,
      ]);
      assert.equal(exitCode, 0, stderr);
      const args = argsIn(config);
      assert.deepEqual(args.slice(0, 5), ['get-token', '--login', mode, '--server-id', 'server']);
      assert.equal(args.slice(6).join(' '), expected[mode as keyof typeof expected], mode);
      if (mode === 'azurecli') {
        assert.match(readFileSync(config, 'utf8'), /name: AZURE_CONFIG_DIR\n +value: \/a\n/);
      }
    }
  });

  it('takes kubelogin’s spellings: the last of several, letters with their value, its logger’s flags, stray words', async () => {
    const spellings: readonly (readonly [readonly string[], readonly string[], string])[] = [
      [[], ['-lazurecli'], ''],
      [['-v', '5'], ['-l=msi', '--login', 'azurecli', '--v=3', '--logtostderr'], ''],
      [['--login', 'azurecli'], ['-tA', '-t=B'], '- --tenant-id\n      - B\n'],
      [[], ['-lspn', '--client-secret', '-dash', '--legacy=T', '--legacy=0'], '- -dash\n'],
      [[], ['-lspn', '--client-secret=x', '--legacy=TRUE'], '- --legacy\n'],
    ];
    for (const [front, behind, expected] of spellings) {
      writeFileSync(config, given);
      const result = await runCli(home, [...front, 'convert-kubeconfig', '--kubeconfig', config, ...behind]);
      assert.equal(result.exitCode, 0, result.stderr);
      assert.ok(readFileSync(config, 'utf8').includes(expected), behind.join(' '));
      assert.equal(argsIn(config)[2], behind.includes('-lspn') ? 'spn' : 'azurecli');
    }
    const { stderr } = await runCli(home, ['convert-kubeconfig', '--kubeconfig', config, '--legacy', 'hidden']);
    assert.match(stderr, /^Warning: what belongs to no flag has no effect/);
    assert.ok(!stderr.includes('hidden'));
  });

  it('warns where the users of several files get one claim of proof of possession', async () => {
    const other = join(home, 'other');
    writeFileSync(other, execCredential({ name: 'aks2' }));
    const args = ['convert-kubeconfig', '-l', 'interactive', '--pop-enabled', '--pop-claims', 'u=/x'];
    const env = { KUBECONFIG: [config, other].join(delimiter) };
    const { exitCode, stderr } = await runCli(home, args, { env });
    assert.equal(exitCode, 0);
    assert.match(
      stderr,
      /^Warning: The users "clusterUser_rg_aks1", "clusterUser_rg_aks2" now have the same --pop-claims/m,
    );
    assert.equal((await runCli(home, args, { env })).stderr, '');
    writeFileSync(config, given);
    const one = await runCli(home, [...args, '--context', 'aks1'], { env });
    assert.equal(one.exitCode, 0);
    assert.equal(one.stderr, '');
  });

  it('lets a typed flag win over the environment, and the environment over the default', async () => {
    const env = { AAD_LOGIN_METHOD: 'azurecli', AZURE_CLIENT_ID: 'of-env', AZURE_TENANT_ID: 'of-env' };
    const args = ['convert-kubeconfig', '--kubeconfig', config];
    await runCli(home, [...args, '-l', 'devicecode', '--client-id', 'typed'], { env });
    assert.deepEqual(argsIn(config).slice(1, 3), ['--login', 'devicecode']);
    assert.ok(argsIn(config).includes('typed'));
    assert.ok(!argsIn(config).includes('of-env'));
    await runCli(home, args, { env });
    assert.deepEqual(argsIn(config).slice(1, 3), ['--login', 'azurecli']);
  });

  it('warns of a secret in the file without repeating it', async () => {
    const typed = ['-l', 'spn', '--client-secret', 'top-secret-value'];
    const { stdout, stderr } = await runCli(home, ['convert-kubeconfig', '--kubeconfig', config, ...typed]);
    assert.match(stderr, /^Warning: The client secret .*AAD_SERVICE_PRINCIPAL_CLIENT_SECRET.*\n$/);
    assert.ok(!(stdout + stderr).includes('top-secret'));
  });

  it('converts each user in the file of a KUBECONFIG list that holds it', async () => {
    const [one, two, three] = [join(home, 'one'), join(home, 'two'), join(home, 'three')];
    writeFileSync(one, staticCredential({ name: 'static' }));
    writeFileSync(two, azureCredential({ name: 'aks2' }));
    const shadowed = azureCredential({ name: 'aks2', server: 'https://other.example' });
    writeFileSync(three, shadowed);
    // Other programs hold the files that are not to change.
    writeFileSync(`${one}.lock`, '');
    writeFileSync(`${three}.lock`, '');
    const env = { KUBECONFIG: [one, join(home, 'absent'), two, three].join(delimiter) };
    const { exitCode, stdout } = await runCli(home, ['convert-kubeconfig', '-l', 'azd', '--context=aks2'], { env });
    rmSync(`${one}.lock`);
    rmSync(`${three}.lock`);
    assert.equal(exitCode, 0);
    assert.equal(stdout, 'Converted "clusterUser_rg_aks2" from auth-provider to azd.\n');
    assert.deepEqual(argsIn(two).slice(1, 3), ['--login', 'azd']);
    assert.equal(readFileSync(one, 'utf8'), staticCredential({ name: 'static' }));
    assert.equal(readFileSync(three, 'utf8'), shadowed);
    assert.ok(!existsSync(join(home, 'absent')));
  });

  it('writes one file for --context, and tells the other contexts of its user in whichever file of the list', async () => {
    const [one, two, three] = [join(home, 'one'), join(home, 'two'), join(home, 'three')];
    const described = (name: string): string => `contexts:
- name: ${name}
  context: {cluster: aks1, user: clusterUser_rg_aks1, extensions: [{name: aks-entra, extension: {loginMode: devicecode}}]}
`;
    const beside = [
      [one, described('second')],
      // kubectl reads none of it: the earlier files hold the same names.
      [three, given.replace(/contexts:\n(?:[- ].*\n)*/, described('aks1'))],
    ] as const;
    const env = { KUBECONFIG: [one, two, three].join(delimiter) };
    const runLocked = async (args: readonly string[], held: readonly string[]) => {
      writeFileSync(two, given);
      for (const [path, text] of beside) {
        writeFileSync(path, text);
      }
      for (const path of held) {
        writeFileSync(`${path}.lock`, '');
      }
      const result = await runCli(home, ['convert-kubeconfig', '-l', 'azurecli', ...args], { env });
      for (const path of held) {
        rmSync(`${path}.lock`);
      }
      assert.equal(readFileSync(two, 'utf8'), convertUsers(given, { loginMode: 'azurecli' }).text);
      assert.equal(readFileSync(three, 'utf8'), beside[1][1]);
      return result;
    };
    for (const [name, other] of [
      ['second', 'aks1'],
      ['aks1', 'second'],
    ] as const) {
      const { stderr } = await runLocked(['--context', name], [one, three]);
      assert.equal(stderr, `Warning: The user "clusterUser_rg_aks1" also serves "${other}", which change with it.\n`);
      assert.equal(readFileSync(one, 'utf8'), described('second'));
    }
    // All of them: our metadata is kept in step where kubectl reads it.
    await runLocked([], [three]);
    assert.equal(readFileSync(one, 'utf8'), described('second').replace('devicecode', '"azurecli"'));
  });

  it('takes back what it wrote where it cannot go on', async () => {
    const [one, two] = [join(home, 'one'), join(home, 'two')];
    writeFileSync(one, azureCredential({ name: 'aks1' }));
    writeFileSync(two, azureCredential({ name: 'aks2' }));
    // Another program writes the second file.
    writeFileSync(`${two}.lock`, '');
    let hasWritten = false;
    const { exitCode, stderr } = await runCli(home, ['convert-kubeconfig', '-l', 'azurecli'], {
      env: { KUBECONFIG: [one, two].join(delimiter) },
      onStart: (child) => {
        const watch = setInterval(() => {
          hasWritten = readFileSync(one, 'utf8').includes('azurecli');
          if (hasWritten) {
            clearInterval(watch);
            child.kill('SIGTERM');
          }
        }, 20).unref();
      },
    });
    rmSync(`${two}.lock`);
    assert.deepEqual([hasWritten, exitCode, stderr], [true, 1, 'Error: interrupted\n']);
    assert.equal(readFileSync(one, 'utf8'), azureCredential({ name: 'aks1' }));
  });

  it('says each mistake in one line, exits with 1 and writes nothing', async () => {
    const broken = join(home, 'broken');
    writeFileSync(broken, 'users:\n\t- name: a\n');
    const mistakes: readonly (readonly [readonly string[], string])[] = [
      [
        ['-l', 'magic'],
        "Error: 'magic' is not a supported login method. Supported method is one of devicecode, interactive, spn, ropc, msi, azurecli, azd, workloadidentity, azurepipelines\n",
      ],
      [['--context', 'x'], 'Error: no context exists with the name: "x"\n'],
      [['-l', 'spn', '--client-id='], 'Error: --client-id is required (user "clusterUser_rg_aks1")\n'],
      [
        ['-l', 'spn', '--pop-enabled'],
        'Error: --pop-claims is required when specifying --pop-enabled (user "clusterUser_rg_aks1")\n',
      ],
      [['--authority-host', 'https://h'], 'Error: authority host "https://h" should have a trailing slash\n'],
      [['--nonsense'], 'Error: unknown flag: --nonsense\n'],
      [['--clientsecret=hidden'], 'Error: unknown flag: --clientsecret\n'],
      [['--tenant-id'], 'Error: flag needs an argument: --tenant-id\n'],
      [['-t'], 'Error: flag needs an argument: --tenant-id\n'],
      [['-xhidden'], 'Error: unknown flag: -x\n'],
      [['---hidden=x'], 'Error: a flag has two dashes in front of its name, and no more\n'],
      [['--legacy=perhaps'], 'Error: --legacy is either true or false\n'],
      [['-v', 'x'], 'Error: --v is a whole number\n'],
      [['-v0x10'], 'Error: --v is a whole number\n'],
      [['--timeout=30'], 'Error: --timeout is not a duration (like 30s or 1m30s)\n'],
      [['--timeout', '0'], 'Error: timeout must be greater than 0\n'],
      [['--kubeconfig', ''], 'Error: --kubeconfig is empty: name the file to change\n'],
      [['--kubeconfig', 'absent'], `Error: ${join(home, 'absent')} does not exist. Check --kubeconfig.\n`],
    ];
    for (const [args, stderr] of mistakes) {
      const result = await runCli(home, ['convert-kubeconfig', '--kubeconfig', config, ...args]);
      assert.deepEqual(result, { exitCode: 1, stdout: '', stderr });
      assert.equal(readFileSync(config, 'utf8'), given);
    }
    const result = await runCli(home, ['convert-kubeconfig', '--kubeconfig', broken]);
    assert.equal(result.exitCode, 1);
    assert.match(result.stderr, /^Error: .*broken: Line 2: .*[Tt]ab.*\n$/);
    assert.equal(readFileSync(broken, 'utf8'), 'users:\n\t- name: a\n');
  });

  it('names the file in what keeps its text from being edited', async () => {
    const anchored = given.replace('args:\n', 'args: &all\n');
    assert.notEqual(anchored, given);
    writeFileSync(config, anchored);
    const { exitCode, stderr } = await runCli(home, ['convert-kubeconfig', '--kubeconfig', config, '-l', 'azurecli']);
    assert.deepEqual([exitCode, readFileSync(config, 'utf8')], [1, anchored]);
    assert.ok(stderr.startsWith(`Error: ${config}: Line `), stderr);
  });

  it('warns where kubectl cannot load the file as it is', async () => {
    writeFileSync(config, given.replace('    server:', '    insecure-skip-tls-verify: "false"\n    server:'));
    const warning = `Warning: kubectl cannot load ${config} as it is. Line 5: insecure-skip-tls-verify of the cluster “aks1” has to be true or false, but kubectl reads text. Correct it.\n`;
    const first = await runCli(home, ['convert-kubeconfig', '--kubeconfig', config, '-l', 'azurecli']);
    assert.match(first.stdout, /^Converted /);
    const second = await runCli(home, ['convert-kubeconfig', '--kubeconfig', config, '-l', 'azurecli']);
    assert.match(second.stdout, /already/);
    assert.deepEqual([first.exitCode, first.stderr, second.exitCode, second.stderr], [0, warning, 0, warning]);
  });

  it('has nothing to convert where there is no kubeconfig, or none of kubelogin', async () => {
    const nothing = 'Nothing to convert: none of the users signs in through kubelogin.\n';
    assert.deepEqual(await runCli(home, ['convert-kubeconfig']), { exitCode: 0, stdout: nothing, stderr: '' });
    writeFileSync(config, staticCredential({ name: 'a' }));
    const result = await runCli(home, ['convert-kubeconfig', '--kubeconfig', config]);
    assert.deepEqual(result, { exitCode: 0, stdout: nothing, stderr: '' });
  });

  it('tells its usage', async () => {
    for (const args of [['--help'], ['convert-kubeconfig', '--help'], ['merge-kubeconfig', '-h']]) {
      const { exitCode, stdout, stderr } = await runCli(home, args);
      assert.equal(exitCode, 0);
      assert.match(stdout, /^Usage: node cli.js /m);
      assert.equal(stderr, '');
    }
    const wrong = await runCli(home, ['frobnicate']);
    assert.deepEqual(wrong, {
      exitCode: 1,
      stdout: '',
      stderr: 'Error: unknown command; --help tells those that there are\n',
    });
  });
});
