import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import {
  BrokerAnswers,
  type BrokerAnswer,
  type BrokerRequest,
  type MissingConsent,
} from '../../../../src/core/credentialPlugin/brokerAnswers.ts';
import type { TrustedCluster } from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import type { UnnamedRequest } from '../../../../src/core/credentialPlugin/unnamedRequest.ts';
import { contextKeyRefusal } from '../../../../src/core/login/contextKey.ts';
import { renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';

/** What the broker answers programs that do not name their cluster. */
const ada = { id: 'ada.home', label: 'ada@contoso.com' };
const trusted: TrustedCluster = {
  server: 'https://shop.hcp.westeurope.azmk8s.io:443',
  certificateAuthorityData: 'Q0E=',
  skipsTlsVerify: false,
  tenantId: '11111111-2222-3333-4444-555555555555',
  environment: 'AzurePublicCloud',
  accountId: ada.id,
  key: '0123456789abcdef0123456789abcdef',
};
const consent = { kubeconfigs: ['/home/ada/.kube/config'] };
const allowed: TrustedCluster = { ...trusted, consent };
const other: TrustedCluster = {
  ...trusted,
  server: 'https://other.hcp.westeurope.azmk8s.io:443',
  key: 'e'.repeat(32),
  consent,
};
const request: UnnamedRequest = {
  kubeconfig: '/home/ada/.kube/config',
  home: undefined,
  files: [{ inode: '7', size: 42 }],
  parentPid: 4242,
};
const noCluster = (apiVersion = 'client.authentication.k8s.io/v1beta1'): string =>
  JSON.stringify({ kind: 'ExecCredential', apiVersion, spec: { interactive: false } });

/** Remembers who was asked for what, in their order. */
class Fixture {
  readonly steps: string[] = [];
  readonly missing: MissingConsent[] = [];
  readonly log: string[] = [];
  readonly read: (readonly [entries: readonly TrustedCluster[], request: UnnamedRequest])[] = [];
  list: readonly TrustedCluster[] = [allowed, other];
  accounts = [ada];
  name: string | undefined = 'node';
  leadElsewhere: Error | undefined;
  readonly broker = new BrokerAnswers({
    trustedClusters: { read: () => Promise.resolve(this.list) },
    signIn: {
      accounts: () => Promise.resolve(this.accounts),
      token: () => {
        this.steps.push('token');
        return Promise.resolve({ token: 'e.y.J', expiresOnMs: Date.parse('2099-11-24T11:00:00Z') });
      },
    },
    environment: () => 'AzurePublicCloud',
    contextNamesOf: () => Promise.resolve([]),
    tellSignInNeeded: () => undefined,
    tellKeyWrong: () => this.steps.push('told: key'),
    tellConsentMissing: (missing) => {
      this.steps.push('told: consent');
      this.missing.push(missing);
    },
    tellRefused: (line) => this.steps.push(`told: ${line}`),
    programKubeconfigs: {
      assertLeadTo: (...asked) => {
        this.steps.push('read');
        this.read.push(asked);
        return this.leadElsewhere === undefined ? Promise.resolve() : Promise.reject(this.leadElsewhere);
      },
    },
    programNameOf: (pid) => Promise.resolve(pid === request.parentPid ? this.name : 'another'),
    logger: { info: (line) => this.log.push(line) },
    nowMs: () => Date.parse('2099-11-24T10:00:00Z'),
    delay: () => setTimeout(5_000, undefined, { ref: false }),
  });

  ask(changed: Partial<BrokerRequest> = {}): Promise<BrokerAnswer> {
    const argumentLine = renderPluginArguments(trusted).join(' ');
    return this.broker.answer({ argumentLine, key: trusted.key, execInfo: noCluster(), unnamed: request, ...changed });
  }
}

describe('a program that names no cluster', () => {
  for (const [what, execInfo, version] of [
    ['v1beta1', noCluster(), 'v1beta1'],
    ['v1', noCluster('client.authentication.k8s.io/v1'), 'v1'],
    ['no word at all', '', 'v1beta1'],
    ['a cluster that is null', noCluster().replace('false', 'false,"cluster":null'), 'v1beta1'],
  ] as const) {
    // This documents a limit: who has the key and names a harmless kubeconfig gets a token, wherever it goes then.
    it(`gets a token where the user allowed it and its kubeconfigs lead there, with the key alone (${what})`, async () => {
      const fixture = new Fixture();
      const answer = await fixture.ask({ execInfo });
      assert.ok(answer.status === 200 && answer.credential.includes(`k8s.io/${version}",`), JSON.stringify(answer));
      assert.deepEqual(fixture.steps, ['read', 'token']);
      assert.deepEqual(fixture.read, [[[allowed], request]]);
    });
  }

  it('leaves one line in the log for each token', async () => {
    const fixture = new Fixture();
    await fixture.ask();
    fixture.name = undefined;
    await fixture.ask({ unnamed: { ...request, parentPid: undefined } });
    const line =
      'A token of ada@contoso.com for shop.hcp.westeurope.azmk8s.io:443 went to a program that names no cluster';
    assert.deepEqual(fixture.log, [`${line} and calls itself “node”.`, `${line}.`]);
  });

  it('gets none where the user did not allow it: VS Code hears of it, and nothing is looked at', async () => {
    const fixture = new Fixture();
    const proxied = { ...trusted, proxyUrl: 'http://proxy:3128' };
    fixture.list = [trusted, proxied, other];
    const answer = await fixture.ask();
    assert.deepEqual(answer, {
      status: 403,
      line:
        'The program that runs this does not say which cluster the token is for, as kubectl, helm and k9s do. ' +
        'AKS Entra gives none to such a program unless you allow it: run ' +
        '"AKS Entra: Let Programs That Name No Cluster Use a Context…" in VS Code, then try again.',
    });
    assert.deepEqual(fixture.steps, ['told: consent']);
    assert.deepEqual(fixture.missing, [{ entries: [trusted, proxied], request, account: ada, programName: 'node' }]);
  });

  it('loses it with the next request when the user takes it back', async () => {
    const fixture = new Fixture();
    assert.equal((await fixture.ask()).status, 200);
    fixture.list = [trusted, other];
    assert.equal((await fixture.ask()).status, 403);
  });

  it('gets none for a way to the cluster that was not allowed', async () => {
    const fixture = new Fixture();
    fixture.list = [allowed, { ...trusted, proxyUrl: 'http://proxy:3128' }];
    await fixture.ask();
    assert.deepEqual(fixture.read, [[[allowed], request]]);
  });

  it('gets none where its kubeconfigs lead elsewhere, and no token is asked for', async () => {
    const fixture = new Fixture();
    fixture.leadElsewhere = new AksEntraError('kubeconfigsLeadElsewhere', 'The file “/a”\nleads elsewhere.');
    const line = 'The file “/a” leads elsewhere.';
    assert.deepEqual(await fixture.ask(), { status: 403, line });
    assert.deepEqual(fixture.steps, ['read', `told: ${line}`]);
    assert.deepEqual(fixture.log, []);
    fixture.leadElsewhere = new Error('a fault of ours');
    await assert.rejects(fixture.ask());
  });

  it('gets none where the plugin did not say which kubeconfigs it reads, and the user is not asked to allow it', async () => {
    for (const list of [[allowed], [trusted]]) {
      const fixture = new Fixture();
      fixture.list = list;
      const answer = await fixture.ask({ unnamed: undefined });
      assert.ok(answer.status === 403 && answer.line.startsWith('AKS Entra gives out no token: it cannot tell which'));
      assert.deepEqual(fixture.steps, [`told: ${answer.line}`]);
    }
  });

  it('reads nothing before key, arguments and account are right, and learns nothing', async () => {
    const otherAccount = renderPluginArguments({ ...trusted, accountId: 'ben.home' }).join(' ');
    const otherTenant = renderPluginArguments({ ...trusted, tenantId: '99999999-2222-3333-4444-555555555555' });
    for (const [changed, status, step] of [
      [{ key: '' }, 403, 'told: key'],
      [{ key: 'f'.repeat(32) }, 403, 'told: key'],
      [{ key: 'f'.repeat(32), execInfo: '{' }, 403, 'told: key'],
      [{ key: 'f'.repeat(32), unnamed: undefined }, 403, 'told: key'],
      [{ argumentLine: otherAccount }, 403, 'told: key'],
      [{ argumentLine: otherTenant.join(' ') }, 403, 'told: key'],
      [{ argumentLine: 'get-token' }, 400, undefined],
      [{ execInfo: '{' }, 400, undefined],
    ] as const) {
      for (const list of [
        [allowed, other],
        [trusted, other],
      ]) {
        const fixture = new Fixture();
        fixture.list = list;
        const answer = await fixture.ask(changed);
        assert.equal(answer.status, status);
        assert.equal('line' in answer && answer.line === contextKeyRefusal, status === 403);
        assert.deepEqual(fixture.steps, step === undefined ? [] : [step]);
      }
    }
  });

  it('is left to another window where this one has not the account', async () => {
    for (const list of [[allowed], [trusted]]) {
      const fixture = new Fixture();
      fixture.list = list;
      fixture.accounts = [];
      assert.equal((await fixture.ask()).status, 421);
      assert.deepEqual(fixture.steps, []);
    }
  });

  it('is none that names it: then the consent changes nothing, and nothing is read', async () => {
    const fixture = new Fixture();
    const cluster = { server: trusted.server, 'certificate-authority-data': 'Q0E=' };
    const named = (changed: object): string =>
      JSON.stringify({ kind: 'ExecCredential', spec: { cluster: { ...cluster, ...changed } } });
    assert.equal((await fixture.ask({ execInfo: named({}) })).status, 200);
    assert.equal((await fixture.ask({ execInfo: named({ server: 'https://evil.example' }) })).status, 403);
    assert.equal((await fixture.ask({ execInfo: named({ 'proxy-url': 'http://evil.example' }) })).status, 403);
    assert.deepEqual(fixture.read, []);
    assert.deepEqual(fixture.log, []);
  });
});
