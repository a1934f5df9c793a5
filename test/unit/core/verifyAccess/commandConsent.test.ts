import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandQuestion, CommandConsent } from '../../../../src/core/verifyAccess/commandConsent.ts';
import { judgeCommand, type VerifiedEntry, verifiedEntryOf } from '../../../../src/core/verifyAccess/verifiedEntry.ts';

const ownPlugin = '/home/ada/.aks-entra/plugin/aks-entra';
const getToken = ['get-token', '--login', 'azurecli', '--server-id', '6dae42f8-4368-4678-94ff-3960e28e3630'];

interface Entry {
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly exec?: Readonly<Record<string, unknown>>;
}

/** A kubeconfig is JSON too. */
function entry({ cluster = {}, exec = {} }: Entry): VerifiedEntry {
  const text = JSON.stringify({
    contexts: [{ name: 'prod', context: { cluster: 'prod', user: 'prod' } }],
    clusters: [{ name: 'prod', cluster: { server: 'https://prod.hcp.westeurope.azmk8s.io:443', ...cluster } }],
    users: [
      {
        name: 'prod',
        user: {
          exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'kubelogin', args: getToken, ...exec },
        },
      },
    ],
  });
  return verifiedEntryOf([text], 'prod', { resolve: (_, name) => name, separator: '/' });
}

function judged(one: Entry): string {
  const found = judgeCommand(entry(one), ownPlugin);
  return [found.kind, ...(found.kind === 'foreign' ? found.reasons : [])].join(': ');
}

describe('a command that gets the token', () => {
  it('is known where it can only do what kubelogin does for AKS', () => {
    assert.equal(judged({}), 'known');
    assert.equal(judged({ exec: { args: [...getToken, '--environment', 'AzurePublicCloud'] } }), 'known');
    assert.equal(judged({ exec: { args: ['get-token', '--login', 'devicecode'] } }), 'prompts');
  });

  it('is asked about where kubelogin would read another file, ask another authority, or change files', () => {
    for (const args of [
      ['get-token', '--login', 'workloadidentity', '--federated-token-file', '/etc/passwd'],
      [...getToken, '--authority-host', 'https://evil.example'],
      [...getToken, '--disable-instance-discovery'],
      ['convert-kubeconfig', '-l', 'azurecli'],
      ['remove-tokens'],
      [...getToken, '--token-cache-dir', '/tmp/evil'],
    ]) {
      assert.match(judged({ exec: { args } }), /^foreign: .*kubelogin/, args.join(' '));
    }
    assert.match(judged({ exec: { env: [{ name: 'LD_PRELOAD', value: '/tmp/x' }] } }), /environment variables/);
    assert.match(judged({ exec: { command: './kubelogin' } }), /^foreign: it runs a command other than kubelogin/);
  });

  it('is asked about where the token would go to a server that nobody checks, or through a proxy', () => {
    const server = 'https://evil.example';
    assert.match(judged({ cluster: { server, 'insecure-skip-tls-verify': true } }), /insecure-skip-tls-verify/);
    assert.match(judged({ cluster: { 'proxy-url': 'http://evil.example:3128' } }), /proxy-url/);
    assert.match(judged({ cluster: { server: 'http://evil.example' } }), /not a plain https address/);
  });
});

describe('the question about a command', () => {
  const reasons = ['it runs a command other than kubelogin'];

  it('shows all that would be run, line by line, and why it is asked', () => {
    const long = 'a'.repeat(40).concat(' ').repeat(10);
    const found = commandQuestion(
      entry({
        exec: { command: '/opt/sso', args: ['--flag', long, 'a\nb'], env: [{ name: 'NODE_OPTIONS', value: '-r /x' }] },
      }),
      reasons,
    );
    const lines = found?.detail.split('\n') ?? [];
    assert.ok(lines.includes('/opt/sso') && lines.includes('--flag') && lines.includes('NODE_OPTIONS=-r /x'));
    assert.ok(lines.includes(long.slice(0, 200)) && lines.includes(long.slice(400)), found?.detail);
    assert.ok(lines.includes('a?b'));
    assert.match(found?.detail ?? '', /it runs a command other than kubelogin/);
    assert.match(found?.message ?? '', /“prod”/);
  });

  it('is none where a part would be hidden or is too long to be read', () => {
    for (const exec of [
      { args: ['--client-secret', 'pa55'] },
      { args: ['--client-secret=pa55'] },
      { args: ['x'.repeat(80)] },
      { args: ['-c', 'a b '.repeat(600)] },
      { args: Array.from({ length: 60 }, () => '-v') },
      { env: [{ name: 'AAD_SERVICE_PRINCIPAL_CLIENT_SECRET', value: 'pa55' }] },
      { env: [{ name: 'URL', value: 'https://ada:pa55@proxy.example' }] },
      { env: [{ name: 'A' }] },
      { env: 'A=b' },
      { args: [1] },
    ]) {
      assert.equal(commandQuestion(entry({ exec }), reasons), undefined, JSON.stringify(exec));
    }
  });

  it('is asked once in a session about the very same command for the very same cluster, and again after a no', async () => {
    let asked = 0;
    let answer = false;
    const ask = (): Promise<boolean> => {
      asked += 1;
      return Promise.resolve(answer);
    };
    const consent = new CommandConsent(ask);
    const one = entry({ exec: { command: '/opt/sso' } });
    assert.equal(await consent.mayRun(one, reasons), false);
    answer = true;
    assert.equal(await consent.mayRun(one, reasons), true);
    assert.equal(await consent.mayRun(entry({ exec: { command: '/opt/sso' } }), reasons), true);
    assert.equal(asked, 2);
    await consent.mayRun(entry({ exec: { command: '/opt/sso', env: [{ name: 'A', value: 'b' }] } }), reasons);
    await consent.mayRun(
      entry({ exec: { command: '/opt/sso' }, cluster: { server: 'https://evil.example' } }),
      reasons,
    );
    assert.equal(asked, 4);
    assert.equal(await consent.mayRun(entry({ exec: { args: ['x'.repeat(80)] } }), reasons), 'unshown');
    assert.equal(asked, 4);
  });
});
