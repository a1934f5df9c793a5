import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entraFactsOf } from '../../../../src/core/login/entraFacts.ts';
import { explainDistrust } from '../../../../src/core/kubeconfig/knownCredential.ts';
import { userKindOf } from '../../../../src/core/login/loginSource.ts';

interface Read {
  readonly tenantId?: string;
  readonly environment?: string;
  readonly clientId?: string;
  readonly serverId?: string;
  readonly isLegacy?: true;
}

/** After `get-token`. Truth values are Go's. */
const behindCommand: readonly (readonly [readonly string[], Read])[] = [
  [['--tenant-id', 'A', '--tenant-id', 'B'], { tenantId: 'B' }],
  [['--tenant-id=A'], { tenantId: 'A' }],
  [['-t', 'A'], { tenantId: 'A' }],
  [['-tA'], { tenantId: 'A' }],
  [['-t=A'], { tenantId: 'A' }],
  [['-t='], { tenantId: '=' }],
  [['--tenant-id='], {}],
  [['--tenant-id', 'A', '--tenant-id='], {}],
  [['-tA', '--tenant-id', 'B', '-t=C'], { tenantId: 'C' }],
  [['--tenant-id', '--client-id'], { tenantId: '--client-id' }],
  [['-eAzureChinaCloud'], { environment: 'AzureChinaCloud' }],
  [['-e=AzureChinaCloud', '-e', 'AzureUSGovernmentCloud'], { environment: 'AzureUSGovernmentCloud' }],
  [['--environment', 'AzureChinaCloud'], { environment: 'AzureChinaCloud' }],
  [['--client-id=C'], { clientId: 'C' }],
  [['--server-id=S=T'], { serverId: 'S=T' }],
  [['--legacy'], { isLegacy: true }],
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((value) => [[`--legacy=${value}`], { isLegacy: true }] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((value) => [[`--legacy=${value}`], {}] as const),
  [['--legacy', 'false'], { isLegacy: true }],
  [['--legacy', '--legacy=false'], {}],
  [['--legacy=0', '--legacy'], { isLegacy: true }],
  [['-tA', '--logtostderr', '-v', '3'], { tenantId: 'A' }],
  [['-sS', '-v1', '-tA'], { tenantId: 'A' }],
  [['stray', '-tA'], { tenantId: 'A' }],
  [['-tA', '-', '-eX'], { tenantId: 'A', environment: 'X' }],
  [['', '-tA'], { tenantId: 'A' }],
  [['-tA', '--', '-tB'], { tenantId: 'A' }],
  [['-tA', '--'], { tenantId: 'A' }],
  [['get-token', '-tA'], { tenantId: 'A' }],
  [['-tenant-id', 'A'], { tenantId: 'enant-id' }],
];

/** With the command itself. */
const aroundCommand: readonly (readonly string[])[] = [
  ...[['-v', '5'], ['-v5'], ['-v=5'], ['--v', '5'], ['--v=5'], ['--logtostderr'], ['--logtostderr=false']].map(
    (front) => [...front, 'get-token', '-tA'],
  ),
  ['-t', 'A', 'get-token'],
  ['--tenant-id', 'A', 'get-token'],
  ['--tenant-id=A', 'get-token'],
  ['-tA', 'get-token'],
];

/** kubelogin ends with an error or its usage. */
const refused: readonly (readonly string[])[] = [
  ...['yes', 'tRUE', '2', ''].map((value) => ['get-token', `--legacy=${value}`]),
  ['--', 'get-token', '-tA'],
  ['--legacy', 'get-token', '-tA'],
  ['-t', 'get-token', 'A', 'get-token'],
  ['get-token', '---tenant-id', 'A'],
  ['get-token', '--=A'],
  ['get-token', '--tenant-id'],
  ['get-token', '-t'],
  ['get-token', '--help'],
  ['get-token', '-h'],
  ['stray', 'get-token'],
  ['convert-kubeconfig', '-tA'],
];

const userOf = (args: readonly string[], command = 'kubelogin') => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command, args: [...args] },
});

// What kubelogin 0.2.21 (pflag 1.0.5, cobra 1.8.1) itself logs as its options with -v10, run on 2026-11-29 with each
// of these spellings; the facts of a kubeconfig are held against it.
describe('kubelogin’s arguments, read as kubelogin 0.2.21 reads them', () => {
  for (const [args, { isLegacy = false, ...facts }] of behindCommand) {
    it(`get-token ${args.map((arg) => JSON.stringify(arg)).join(' ')}`, () => {
      assert.deepEqual(entraFactsOf(userOf(['get-token', ...args])), { login: 'devicecode', isLegacy, ...facts });
    });
  }
  for (const args of aroundCommand) {
    it(args.join(' '), () => {
      assert.deepEqual(entraFactsOf(userOf(args)), { login: 'devicecode', isLegacy: false, tenantId: 'A' });
    });
  }
  for (const args of refused) {
    it(`${args.join(' ')} is no sign-in: kubelogin refuses it`, () => {
      assert.equal(entraFactsOf(userOf(args)), undefined);
    });
  }
  for (const [args, login] of [
    [['-lazurecli'], 'azurecli'],
    [['-l=msi'], 'msi'],
    [['-l', 'spn'], 'spn'],
    [['--login=azd', '--login', 'ropc'], 'ropc'],
  ] as const) {
    it(`get-token ${args.join(' ')} signs in by ${login}`, () => {
      assert.equal(entraFactsOf(userOf(['get-token', ...args]))?.login, login);
    });
  }
  it('an unknown flag, of a newer kubelogin, hides none of the others', () => {
    for (const unknown of [['--new'], ['--new', 'x'], ['--new=x'], ['-x']]) {
      assert.equal(entraFactsOf(userOf(['get-token', ...unknown, '-tA']))?.tenantId, 'A', unknown.join(' '));
    }
  });
});

describe('distrust of kubelogin’s arguments', () => {
  const cluster = { server: 'https://a.hcp.westeurope.azmk8s.io:443' };
  const distrust = (args: readonly string[]) => explainDistrust(cluster, { cluster: 'a', user: 'a' }, userOf(args));

  it('is not weaker for another spelling', () => {
    for (const args of [
      ['--authority-host=https://evil.example/'],
      ['--authority-host', 'https://evil.example/'],
      ['-lazurecli', '--authority-host', 'https://evil.example/'],
      ['--legacy', 'https://evil.example/'],
      ['--tenant-id', '11111111-1111-1111-1111-111111111111', '--tenant-id', '../evil'],
      ['-t../evil'],
      ['-eEvilCloud'],
      ['-e=EvilCloud'],
      ['-lnone'],
      ['--legacy=perhaps'],
      ['--pop-enabled=2'],
      ['--disable-instance-discovery'],
      ['--client-secret=x'],
      ['--cache-dir', '/x'],
      ['-v', '9'],
      ['-s', 'x'],
      ['--', '--authority-host'],
      ['--'],
      ['stray'],
      ['-x'],
      ['-h'],
      ['--toString'],
      ['--__proto__=x'],
    ]) {
      assert.notEqual(distrust(['get-token', ...args]), undefined, args.join(' '));
    }
    assert.notEqual(distrust(['-v', '5', 'get-token']), undefined);
    assert.notEqual(distrust(['--legacy=true', 'get-token']), undefined);
  });

  it('is none where the flags are known ones', () => {
    const args = ['-lazurecli', '-t=11111111-1111-1111-1111-111111111111', '-eAzurePublicCloud', '--legacy=0'];
    assert.equal(distrust(['get-token', ...args]), undefined);
  });
});

describe('the kind of a user', () => {
  const own = '/home/kubelogin/.local/share/aks-entra/plugin/aks-entra';
  const ids = ['--tenant-id', '11111111-1111-1111-1111-111111111111', '--environment', 'AzurePublicCloud'];
  const ownArguments = [
    ...['get-token', '--login', 'vscode', '--server-id', '6dae42f8-4368-4678-94ff-3960e28e3630'],
    ...[...ids, '--account', 'a'],
  ];

  it('is our own plugin, whatever the home folder is called', () => {
    assert.equal(userKindOf(userOf(ownArguments, own)), 'vscodePlugin');
    assert.equal(entraFactsOf(userOf(ownArguments, own))?.login, 'vscode');
    const script = String.raw`C:\Users\kubelogin\AppData\Local\aks-entra\plugin\plugin.cjs`;
    const runtime = String.raw`C:\Users\kubelogin\AppData\Local\Programs\Microsoft VS Code\Code.exe`;
    assert.equal(userKindOf(userOf([script, ...ownArguments], runtime)), 'vscodePlugin');
  });

  it('is no kubelogin where our plugin has arguments that it does not take', () => {
    assert.equal(userKindOf(userOf(['get-token', '--tenant-id', 'x'], own)), 'otherCommand');
    assert.equal(entraFactsOf(userOf(['get-token', '--tenant-id', 'x'], own)), undefined);
  });

  it('is kubelogin in any folder, and int128’s by its argument', () => {
    for (const command of ['/opt/kubelogin', String.raw`C:\bin\KubeLogin.exe`, '/home/kubelogin/bin/other']) {
      assert.equal(userKindOf(userOf(['get-token'], command)), 'kubelogin', command);
    }
    assert.equal(userKindOf(userOf(['get-token', '--oidc-issuer-url=https://i'])), 'oidcKubelogin');
  });
});
