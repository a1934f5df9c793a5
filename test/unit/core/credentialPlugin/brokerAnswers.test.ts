import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { BrokerAnswers, type BrokerAnswer } from '../../../../src/core/credentialPlugin/brokerAnswers.ts';
import { renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';
import type { TrustedCluster } from '../../../../src/core/credentialPlugin/trustedCluster.ts';
import type { AccessToken } from '../../../../src/core/entra/accessToken.ts';
import type { TokenRequest } from '../../../../src/core/entra/signIn.ts';

const startMs = Date.parse('2026-11-24T10:00:00Z');
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
const execCluster = { server: trusted.server, 'certificate-authority-data': 'Q0E=' };
const v1 = 'client.authentication.k8s.io/v1';

function execInfo(cluster: unknown = execCluster, apiVersion = v1): string {
  return JSON.stringify({ kind: 'ExecCredential', apiVersion, spec: { interactive: false, cluster } });
}

/** A sign-in that answers as told, and remembers what it was asked for. */
class Fixture {
  readonly asked: TokenRequest[] = [];
  readonly told: string[] = [];
  readonly refused: string[] = [];
  named: readonly string[] = [];
  wrongKeys = 0;
  contextNamesOf: (key: string) => Promise<readonly string[]> = () => Promise.resolve([]);
  nowMs = startMs;
  accounts = [ada];
  accountsWith = () => Promise.resolve(this.accounts);
  answerWith: (request: TokenRequest) => AccessToken = () => ({ token: 'e.y.J', expiresOnMs: startMs + 3_600_000 });
  readonly broker = new BrokerAnswers({
    trustedClusters: { read: () => Promise.resolve([trusted]) },
    signIn: {
      accounts: () => this.accountsWith(),
      token: (request) => {
        this.asked.push(request);
        return new Promise((resolve) => {
          resolve(this.answerWith(request));
        });
      },
    },
    environment: () => 'AzurePublicCloud',
    contextNamesOf: (key) => this.contextNamesOf(key),
    tellSignInNeeded: ({ account, tenantId, contextNames }) => {
      this.told.push(`${account.label} ${tenantId}`);
      this.named = contextNames;
    },
    tellKeyWrong: () => {
      this.wrongKeys++;
    },
    tellConsentMissing: () => undefined,
    tellRefused: (line) => this.refused.push(line),
    programKubeconfigs: { assertLeadTo: () => Promise.reject(new Error('Nobody should look.')) },
    programNameOf: () => Promise.resolve(undefined),
    logger: { info: (line) => assert.fail(line) },
    nowMs: () => this.nowMs,
    delay: (ms) => setTimeout(ms > 5_000 ? 200 : 20),
  });

  ask(changed: { args?: readonly string[]; execInfo?: string; key?: string } = {}): Promise<BrokerAnswer> {
    const argumentLine = (changed.args ?? renderPluginArguments(trusted)).join(' ');
    const { key = trusted.key } = changed;
    return this.broker.answer({ argumentLine, key, execInfo: changed.execInfo ?? execInfo() });
  }
}

const signedOut = (): never => {
  throw new AksEntraError('signedOut', 'A sign-in to tenant x is needed.');
};

describe('the broker', () => {
  it('tells what it last answered with, once the notification about it is past', async () => {
    const fixture = new Fixture();
    const last = (): string | undefined => fixture.broker.lastFailure(ada.id, trusted.tenantId);
    await fixture.ask();
    assert.equal(last(), undefined);
    fixture.answerWith = signedOut;
    await fixture.ask();
    assert.equal(last(), undefined, 'that is being told in a notification');
    fixture.nowMs += 60_000;
    await fixture.ask();
    assert.match(last() ?? '', /^A sign-in to tenant x is needed\. Click “Sign In” in VS Code/);
    assert.equal(fixture.broker.lastFailure('ben', trusted.tenantId), undefined);
    fixture.nowMs += 60_000;
    assert.equal(last(), undefined, 'it is long ago');
  });

  it('answers for a cluster that was set up: silently, for AKS, in its tenant, with its account', async () => {
    const fixture = new Fixture();
    assert.deepEqual(await fixture.ask(), {
      status: 200,
      credential:
        `{"kind":"ExecCredential","apiVersion":"${v1}","spec":{"interactive":false},` +
        '"status":{"expirationTimestamp":"2026-11-24T10:59:40Z","token":"e.y.J"}}',
    });
    assert.deepEqual(fixture.asked, [
      {
        account: ada,
        tenantId: trusted.tenantId,
        scope: '6dae42f8-4368-4678-94ff-3960e28e3630/.default',
        interaction: 'silent',
      },
    ]);
  });

  it('looks at nothing before the key, and tells that it is wrong', async () => {
    const fixture = new Fixture();
    const answers = [];
    for (const changed of [{}, { args: ['x'] }, { execInfo: '{' }, { execInfo: '' }]) {
      answers.push(await fixture.ask({ ...changed, key: 'f'.repeat(32) }));
    }
    const [first] = answers;
    assert.ok(first?.status === 403 && first.line.includes('the key in this context'));
    assert.deepEqual(
      answers,
      answers.map(() => first),
    );
    assert.equal(fixture.wrongKeys, 4);
    assert.deepEqual(fixture.refused, []);
    const refused = await fixture.ask({ execInfo: execInfo({ ...execCluster, 'proxy-url': 'http://evil.example' }) });
    assert.equal(fixture.wrongKeys, 4);
    assert.deepEqual(fixture.refused, ['line' in refused && refused.line]);
    await fixture.ask({ execInfo: '{' });
    assert.equal(fixture.refused.length, 1);
  });

  const args = renderPluginArguments(trusted);
  const otherTenant = args.map((arg) => (arg === trusted.tenantId ? '99999999-2222-3333-4444-555555555555' : arg));
  for (const [name, status, changed] of [
    ['no key', 403, { key: '' }],
    ['a wrong key', 403, { key: 'f'.repeat(32) }],
    ['an evil server', 403, { execInfo: execInfo({ ...execCluster, server: 'https://evil.example' }) }],
    [
      'an evil certificate authority',
      403,
      { execInfo: execInfo({ ...execCluster, 'certificate-authority-data': 'RQ==' }) },
    ],
    ['skip-verify', 403, { execInfo: execInfo({ ...execCluster, 'insecure-skip-tls-verify': true }) }],
    ['an evil proxy', 403, { execInfo: execInfo({ ...execCluster, 'proxy-url': 'http://evil.example' }) }],
    ['another TLS name', 403, { execInfo: execInfo({ ...execCluster, 'tls-server-name': 'evil.example' }) }],
    ['no cluster information', 403, { execInfo: execInfo(null) }],
    ['no KUBERNETES_EXEC_INFO', 403, { execInfo: '' }],
    ['another tenant', 403, { args: otherTenant }],
    ['another account', 403, { args: args.map((arg) => (arg === ada.id ? 'ben.home' : arg)) }],
    [
      'another audience',
      400,
      { args: args.map((arg) => (arg.startsWith('6dae42f8') ? '00000003-0000-0000-c000-000000000000' : arg)) },
    ],
    ['an unknown argument', 400, { args: [...args, '--scope', 'x'] }],
    [
      'a version that kubectl has no more',
      400,
      { execInfo: execInfo(execCluster, 'client.authentication.k8s.io/v1alpha1') },
    ],
    ['a text that is no JSON', 400, { execInfo: '{' }],
  ] as const) {
    it(`refuses ${name} without asking for a token`, async () => {
      const fixture = new Fixture();
      const answer = await fixture.ask(changed);
      assert.equal(answer.status, status);
      assert.ok('line' in answer && /^[^\n]+$/.test(answer.line));
      assert.deepEqual(fixture.asked, []);
      assert.deepEqual(fixture.told, []);
    });
  }

  it('answers that this window cannot, where VS Code is set to a cloud that is not described; another one may', async () => {
    const fixture = new Fixture();
    fixture.accountsWith = () =>
      Promise.reject(new AksEntraError('cloudInvalid', 'VS Code’s setting needs an address.'));
    assert.deepEqual(await fixture.ask(), { status: 421, line: 'VS Code’s setting needs an address.' });
    const wrong = await fixture.ask({ key: 'f'.repeat(32) });
    assert.deepEqual(wrong, await new Fixture().ask({ key: 'f'.repeat(32) }), 'the key is looked at before the cloud');
    assert.equal(wrong.status, 403);
  });

  it('leaves an account or a cloud that this VS Code does not have to another window', async () => {
    const fixture = new Fixture();
    fixture.accounts = [];
    assert.deepEqual(await fixture.ask(), {
      status: 421,
      line: 'VS Code is not signed in with the account of this context. Sign in with it in VS Code, then try again.',
    });
    fixture.contextNamesOf = () => Promise.resolve(['shop\u001b]0;x']);
    const answer = await fixture.ask();
    assert.ok('line' in answer);
    assert.match(answer.line, /^VS Code is not signed in with the account of the context “shop[^\p{Cc}]*”\. Sign in/u);
  });

  it('names the contexts that ask for a sign-in, each its own, in the failures that come fast too', async () => {
    const fixture = new Fixture();
    fixture.answerWith = signedOut;
    fixture.contextNamesOf = (key) => Promise.resolve(key === trusted.key ? ['shop', 'shop-ns', 'c', 'd'] : []);
    const first = await fixture.ask();
    assert.ok('line' in first);
    assert.match(first.line, /\(account ada@contoso\.com, context “shop”, “shop-ns” and “c”\), then run this again\.$/);
    assert.deepEqual(fixture.named, ['shop', 'shop-ns', 'c', 'd']);
    fixture.contextNamesOf = () => Promise.resolve(['other']);
    const second = await fixture.ask();
    assert.ok('line' in second && second.line.includes('context “other”'));
    assert.equal(fixture.asked.length, 1);
  });

  it('names no context where it is not told of any in time', async () => {
    const fixture = new Fixture();
    fixture.answerWith = signedOut;
    fixture.contextNamesOf = () => new Promise(() => undefined);
    const answer = await fixture.ask();
    assert.ok('line' in answer && answer.line.includes('(account ada@contoso.com), then'));
  });

  it('tells once that a sign-in is needed, and fails fast for a while', async () => {
    const fixture = new Fixture();
    fixture.answerWith = signedOut;
    const answers = [];
    for (let call = 0; call < 5; call++) {
      answers.push(await fixture.ask());
    }
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.deepEqual(answers[0], {
      status: 401,
      line:
        'A sign-in to tenant x is needed. Click “Sign In” in VS Code (account ada@contoso.com), ' +
        'then run this again.',
    });
    assert.equal(fixture.asked.length, 1);
    assert.deepEqual(fixture.told, [`ada@contoso.com ${trusted.tenantId}`]);
    fixture.nowMs += 31_000;
    assert.equal((await fixture.ask()).status, 401);
    assert.equal(fixture.asked.length, 2);
    assert.equal(fixture.told.length, 1);
  });

  it('lets no text of a sign-in steer a terminal or write lines into the log', async () => {
    const fixture = new Fixture();
    fixture.accounts = [{ ...ada, label: 'ada\u001b]0;x\u0007@contoso.com' }];
    fixture.answerWith = () => {
      throw new AksEntraError('signInFailed', 'AADSTS1: no\r\n2026-11-24 [info] all is well\u009b31m.');
    };
    const answer = await fixture.ask();
    assert.ok('line' in answer && answer.line.startsWith('AADSTS1: no 2026-11-24 [info] all is well 31m.'));
    assert.doesNotMatch(answer.line, /\p{Cc}/u);
  });

  it('works again at once after the sign-in, and tells a later loss anew', async () => {
    const fixture = new Fixture();
    const works = fixture.answerWith;
    fixture.answerWith = signedOut;
    await fixture.ask();
    fixture.broker.forgetFailures();
    fixture.answerWith = works;
    assert.equal((await fixture.ask()).status, 200);
    fixture.answerWith = signedOut;
    await fixture.ask();
    assert.equal(fixture.told.length, 2);
  });

  it('asks for no sign-in where only the network is gone', async () => {
    const fixture = new Fixture();
    fixture.answerWith = () => {
      throw new AksEntraError('offline', 'Azure cannot be reached.');
    };
    assert.deepEqual(await fixture.ask(), { status: 401, line: 'Azure cannot be reached.' });
    assert.deepEqual(fixture.told, []);
  });

  it('leaves kubectl to others while the window is closed, at once from the second call on, and comes back', async () => {
    const fixture = new Fixture();
    const window = Promise.withResolvers<(typeof ada)[]>();
    let calls = 0;
    fixture.accountsWith = () => {
      calls += 1;
      return window.promise;
    };
    for (let call = 0; call < 3; call++) {
      assert.equal((await fixture.ask()).status, 503);
    }
    assert.equal(calls, 1);
    fixture.accountsWith = () => Promise.resolve([ada]);
    window.resolve([ada]);
    await setTimeout(0);
    assert.equal((await fixture.ask()).status, 200);
  });

  it('leaves kubectl to others where no token comes in time', async () => {
    const fixture = new Fixture();
    const never = new Promise<AccessToken>(() => undefined);
    fixture.answerWith = () => never as unknown as AccessToken;
    assert.equal((await fixture.ask()).status, 503);
    assert.deepEqual(fixture.told, []);
  });

  it('gives out no token that is about to expire, but a new one', async () => {
    const fixture = new Fixture();
    fixture.answerWith = ({ claims }) => ({
      token: claims === undefined ? 'old' : 'new',
      expiresOnMs: startMs + (claims === undefined ? 10_000 : 60_000),
    });
    const answer = await fixture.ask();
    assert.ok(
      answer.status === 200 && answer.credential.includes('"expirationTimestamp":"2026-11-24T10:00:40Z","token":"new"'),
    );
    fixture.answerWith = () => ({ token: 'old', expiresOnMs: startMs + 10_000 });
    assert.equal((await fixture.ask()).status, 401);
  });
});
