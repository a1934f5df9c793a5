import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { verifyAdapters } from '../../../../src/adapters/kubernetes/verifyAdapters.ts';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { signInTenant } from '../../../../src/core/clusters/cluster.ts';
import { clusterScope } from '../../../../src/core/entra/scopes.ts';
import { listNamespaces } from '../../../../src/core/kubeconfigView/listNamespaces.ts';
import { verifiedEntryOf } from '../../../../src/core/verifyAccess/verifiedEntry.ts';
import { type VerifiedAccess, verifySteps } from '../../../../src/core/verifyAccess/verifySteps.ts';
import { createCertificateAuthority } from '../../../simulator/certificates.ts';
import { ada, ben } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from '../azure/armFixture.ts';
import { SimulatedSignIn } from '../azure/simulatedSignIn.ts';

interface Run {
  readonly access: VerifiedAccess | undefined;
  readonly rows: Readonly<Record<string, CheckRow>>;
  readonly states: string;
}

interface Options {
  readonly mayRun?: boolean | 'unshown';
  /** Folders of the workspace. */
  readonly foreign?: readonly string[];
  /** What stands in PATH before the folder of the commands. */
  readonly before?: readonly string[];
  readonly isGone?: boolean;
  readonly signal?: AbortSignal;
}

/** One of its nodes is not ready, which is no matter of access. */
const healthy = 'entry:ok credential:ok reach:ok whoAmI:ok permissions:ok nodes:note';

describe('verifying access against the simulated clusters', { timeout: 120_000 }, () => {
  let arm: ArmFixture;
  let seen: SeenCluster;
  let kubeconfig: string;
  const folder = mkdtempSync(path.join(tmpdir(), 'aks-entra-verify-'));
  before(async () => {
    arm = await ArmFixture.start();
    // A bundle loads faster than the package's many files.
    await import('../../../../src/adapters/kubernetes/clientNodeCluster.ts');
  });
  beforeEach(async () => {
    await arm.signInAs();
    seen = await arm.clusterNamed('payments-prod', production);
    kubeconfig = await arm.credentials.userCredential(seen, arm.caller(), 'exec');
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await arm.simulator.close();
  });

  async function token(upn = ada.upn): Promise<string> {
    const signIn = upn === ada.upn ? arm.signIn : await SimulatedSignIn.of(arm.simulator, upn);
    const tenantId = signInTenant(seen.cluster);
    const scope = clusterScope();
    return (await signIn.token({ account: signIn.account, tenantId, scope, interaction: 'silent' })).token;
  }

  /** A command of this name in PATH that prints the text and ends with the code. */
  function program(name: string, text: string, exitCode = 0, more = ''): void {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${more}\ncat <<'END'\n${text}\nEND\nexit ${exitCode}\n`);
    chmodSync(file, 0o755);
  }

  function answer(status: object, version = 'v1beta1'): string {
    return JSON.stringify({ kind: 'ExecCredential', apiVersion: `client.authentication.k8s.io/${version}`, status });
  }

  async function verify(
    text: string,
    { mayRun = false, foreign = [], before = [], isGone = false, signal = new AbortController().signal }: Options = {},
  ): Promise<Run> {
    const env = { ...process.env, PATH: [...before, folder, '/usr/bin', '/bin'].join(path.delimiter) };
    const adapters = verifyAdapters(() => ({ env, platform: process.platform, foreignFolders: foreign }));
    let last: readonly CheckRow[] = [];
    const access = await verifySteps(
      {
        entry: () =>
          Promise.resolve().then(() =>
            verifiedEntryOf([text], 'payments-prod', {
              resolve: (_, name) => path.resolve(folder, name),
              separator: path.sep,
            }),
          ),
        findings: () => Promise.resolve({ state: 'ok' }),
        seen: () => seen,
        find: () => Promise.resolve(seen),
        lookAgain: (known) => Promise.resolve(isGone ? 'gone' : known),
        ownPlugin: '/nowhere/aks-entra/plugin/aks-entra',
        mayRun: () => Promise.resolve(mayRun),
        userPathOf: () => '/home/ada/.kube/config',
        nowMs: () => Date.now(),
      },
      adapters,
      (rows) => {
        last = rows;
      },
      signal,
    );
    const printed = JSON.stringify(last);
    for (const secret of arm.signIn.tokens) {
      assert.ok(!printed.includes(secret), 'a token in a row');
    }
    return {
      access,
      rows: Object.fromEntries(last.map((row) => [row.id, row])),
      states: last.map(({ id, state }) => `${id}:${state}`).join(' '),
    };
  }

  function remedies({ rows }: Run, id: string): string[] {
    return (rows[id]?.remedies ?? []).map((one) => (one.kind === 'onCluster' ? one.command : one.kind));
  }

  /** As get credentials writes it where kubelogin asks nobody. */
  const silent = (): string => kubeconfig.replace('- devicecode', '- azurecli');

  it('ticks all steps of a healthy context within three seconds, and knows the nodes then', async () => {
    program('kubelogin', answer({ token: await token() }));
    const begun = performance.now();
    const run = await verify(silent());
    assert.equal(run.states, healthy, JSON.stringify(run.rows));
    assert.ok(performance.now() - begun < 3000, `${performance.now() - begun} ms`);
    assert.equal(run.access?.userName, ada.upn);
    assert.ok((run.access.nodes ?? []).length > 0);
    assert.match(run.access.nodes?.[0]?.version ?? '', /^v1\.\d+/);
    assert.equal(run.rows['credential']?.summary, ada.upn);
    assert.equal(run.rows['permissions']?.summary, 'everything');
    assert.deepEqual(arm.simulator.surprises(), []);
  });

  it('goes through the proxy of the entry, and by the certificate of an admin', async () => {
    program('kubelogin', answer({ token: await token() }));
    const proxied = silent().replace(/(server: \S+)/, `$1\n    proxy-url: http://127.0.0.1:${arm.simulator.proxyPort}`);
    assert.match((await verify(proxied)).states, /credential:skipped/);
    assert.equal((await verify(proxied, { mayRun: true })).states, healthy);
    const admin = (await arm.credentials.adminCredential(seen, arm.caller())).replaceAll('-admin', '');
    const run = await verify(admin);
    assert.equal(run.states, healthy.replace('credential:ok', 'credential:note'), JSON.stringify(run.rows));
    assert.equal(run.access?.userName, 'masterclient');
  });

  it('says that kubelogin is missing, that its sign-in failed, or that it answers in another version', async () => {
    rmSync(path.join(folder, 'kubelogin'), { force: true });
    const missing = await verify(silent());
    assert.match(missing.states, /credential:error reach:ok whoAmI:skipped permissions:skipped nodes:skipped/);
    assert.match(missing.rows['credential']?.summary ?? '', /kubelogin/);
    assert.ok(remedies(missing, 'credential').length > 0);
    program('kubelogin', '', 1, 'echo "AADSTS50020: User account from identity provider does not exist in tenant" >&2');
    const failed = await verify(silent());
    assert.match(JSON.stringify(failed.rows['credential']), /tenant/);
    assert.ok(remedies(failed, 'credential').length > 0);
    program('kubelogin', answer({ token: 'none' }, 'v1'));
    assert.match(JSON.stringify((await verify(silent())).rows['credential']), /version/i);
    program('kubelogin', 'none');
    assert.equal((await verify(silent())).rows['credential']?.state, 'error');
  });

  it('never runs a kubelogin of the workspace, nor one that would ask somebody', async () => {
    program('kubelogin', answer({ token: await token() }), 0, `touch ${folder}/ran`);
    const foreign = await verify(silent(), { foreign: [folder] });
    assert.equal(foreign.rows['credential']?.state, 'error');
    const asks = await verify(kubeconfig);
    assert.equal(asks.rows['credential']?.state, 'warning');
    assert.deepEqual(remedies(asks, 'credential'), ['useVscodeSignIn', 'openTerminal', 'copyLine']);
    assert.equal(existsSync(`${folder}/ran`), false);
  });

  it('runs another command only where the person agreed, with its variables and the cluster', async () => {
    program('other', answer({ token: await token() }), 0, `printf '%s' "$KUBERNETES_EXEC_INFO $WHO" > ${folder}/info`);
    const other = silent()
      .replace('command: kubelogin', `command: ./other`)
      .replace('env: null', 'env:\n      - name: WHO\n        value: me')
      .replace('provideClusterInfo: false', 'provideClusterInfo: true');
    const refused = await verify(other);
    assert.match(refused.states, /credential:skipped reach:ok whoAmI:skipped/);
    const unshown = await verify(other, { mayRun: 'unshown' });
    assert.match(unshown.states, /credential:skipped reach:ok whoAmI:skipped/);
    assert.deepEqual(remedies(unshown, 'credential'), ['openFile', 'openTerminal']);
    assert.equal((await verify(other, { mayRun: true })).states, healthy);
    const info = readFileSync(`${folder}/info`, 'utf8');
    assert.match(info, /"server":"https:.*"certificate-authority-data":".*"interactive":false.* me$/);
  });

  it('explains an expired token, another tenant’s and one for something else', async () => {
    program('kubelogin', answer({ token: 'not.a.token' }));
    const wrong = await verify(silent());
    assert.match(wrong.states, /reach:ok whoAmI:error permissions:skipped nodes:skipped/);
    assert.ok(remedies(wrong, 'whoAmI').length > 0);
    const { account } = arm.signIn;
    const ofArm = await arm.signIn.token({
      account,
      tenantId: signInTenant(seen.cluster),
      scope: 'https://management.azure.com/.default',
      interaction: 'silent',
    });
    program('kubelogin', answer({ token: ofArm.token }));
    assert.equal((await verify(silent())).rows['whoAmI']?.state, 'error');
  });

  it('says of a token that has expired or is for another tenant what is wrong with it, beside the refusal', async () => {
    const made = (claims: object): string => {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part({ none: true })}`;
    };
    const [, payload = ''] = (await token()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    program('kubelogin', answer({ token: made({ ...claims, exp: Math.floor(Date.now() / 1000) - 60 }) }));
    const expired = await verify(silent());
    assert.match(expired.states, /credential:warning reach:ok whoAmI:error permissions:skipped nodes:skipped/);
    assert.equal(expired.rows['credential']?.summary, 'expired');
    assert.deepEqual(remedies(expired, 'credential'), ['copyLine']);
    program('kubelogin', answer({ token: made({ ...claims, tid: '11111111-2222-4333-8444-555555555555' }) }));
    const strange = await verify(silent());
    assert.match(strange.states, /credential:warning reach:ok whoAmI:error/);
    assert.equal(strange.rows['credential']?.summary, 'another tenant’s');
    assert.match(JSON.stringify(strange.rows['credential']), new RegExp(signInTenant(seen.cluster)));
    assert.deepEqual(remedies(strange, 'credential'), ['getCredentials']);
  });

  it('shows no secret that the command complains with', async () => {
    const secret = await token();
    program('kubelogin', '', 1, `echo "Failed: {'access_token': '${secret}', client_secret=pa55word} for me" >&2`);
    const run = await verify(silent());
    const printed = JSON.stringify(run.rows);
    assert.match(printed, /kubectl says: .*Failed.*for me/);
    assert.ok(!printed.includes('pa55word') && !printed.includes(secret.split('.')[1] ?? '-'), printed);
  });

  it('lets the command look for programs where it is looked for itself, and never in the workspace', async () => {
    const workspace = mkdtempSync(path.join(tmpdir(), 'aks-entra-workspace-'));
    const az = `#!/bin/sh\ntouch ${folder}/az-of-workspace\n`;
    writeFileSync(path.join(workspace, 'az'), az, { mode: 0o755 });
    program('kubelogin', answer({ token: await token() }), 0, `az; printf '%s' "$PATH" > ${folder}/path`);
    const run = await verify(silent(), { foreign: [workspace], before: [workspace, '.', 'node_modules/.bin'] });
    assert.equal(run.states, healthy);
    assert.equal(existsSync(`${folder}/az-of-workspace`), false);
    assert.equal(readFileSync(`${folder}/path`, 'utf8'), `${folder}:/usr/bin:/bin`);
    rmSync(workspace, { recursive: true });
  });

  it('notes what may not be done by who is in no group, with a way to the reason', async () => {
    program('kubelogin', answer({ token: await token(ben.upn) }));
    const run = await verify(silent());
    assert.match(run.states, /whoAmI:ok permissions:(ok|warning) nodes:note/, JSON.stringify(run.rows));
    assert.deepEqual(remedies(run, 'nodes'), ['explainForbidden']);
    assert.equal(run.access?.nodes, undefined);
  });

  it('tells a server of another authority, one that is not there and a private cluster apart', async () => {
    program('kubelogin', answer({ token: await token() }));
    const { certPem } = await createCertificateAuthority('ca');
    const anew = await verify(
      silent().replace(/(certificate-authority-data): \S+/, `$1: ${Buffer.from(certPem).toString('base64')}`),
    );
    assert.match(anew.states, /reach:error whoAmI:skipped/);
    assert.deepEqual(remedies(anew, 'reach'), ['getCredentials']);
    seen = { ...seen, cluster: { ...seen.cluster, isPrivate: true } };
    const hidden = await verify(silent().replace(/server: \S+/, 'server: https://nobody.invalid'));
    assert.equal(hidden.rows['reach']?.summary, 'a private cluster');
    assert.deepEqual(remedies(hidden, 'reach'), ['reachCluster']);
    const gone = await verify(silent().replace(/server: \S+/, 'server: https://nobody.invalid'), { isGone: true });
    assert.equal(gone.rows['reach']?.summary, 'the cluster is gone');
  });

  it('says of the azure format what kubectl says, and offers to convert', async () => {
    const azure = await arm.credentials.userCredential(seen, arm.caller(), 'azure');
    const run = await verify(azure);
    assert.equal(run.rows['credential']?.state, 'error');
    assert.ok(remedies(run, 'credential').some((kind) => kind === 'useVscodeSignIn' || kind === 'convert'));
  });

  it('tells the namespaces for a picker where the credential comes unasked, and runs nothing else for it', async () => {
    const env = { ...process.env, PATH: [folder, '/usr/bin', '/bin'].join(path.delimiter) };
    const adapters = verifyAdapters(() => ({ env, platform: process.platform, foreignFolders: [] }));
    const namespaces = (text: string) => {
      const paths = { resolve: (_: number, name: string) => path.resolve(folder, name), separator: path.sep };
      const entry = verifiedEntryOf([text], 'payments-prod', paths);
      return listNamespaces(entry, adapters, '/nowhere/aks-entra/plugin/aks-entra', new AbortController().signal);
    };
    program('kubelogin', answer({ token: await token() }));
    assert.ok((await namespaces(silent()))?.includes('kube-system'));
    program('kubelogin', answer({ token: await token(ben.upn) }));
    assert.equal(await namespaces(silent()), undefined, 'who may not list them');
    program('kubelogin', 'Error: no account', 1, `touch ${folder}/ran`);
    assert.equal(await namespaces(silent()), undefined, 'without a credential');
    rmSync(`${folder}/ran`);
    const foreign = silent().replace(/(server: \S+)/, `$1\n    proxy-url: http://127.0.0.1:${arm.simulator.proxyPort}`);
    for (const text of [kubeconfig, foreign]) {
      assert.equal(await namespaces(text), undefined);
    }
    assert.equal(existsSync(`${folder}/ran`), false, 'a command ran that prompts, or nobody agreed to');
  });

  it('ends the command and what it started on cancel', async () => {
    program('kubelogin', '', 0, `touch ${folder}/begun; (sleep 0.7; touch ${folder}/late) & wait`);
    const controller = new AbortController();
    const running = verify(silent(), { signal: controller.signal });
    while (!existsSync(`${folder}/begun`)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    controller.abort();
    await assert.rejects(running, /Cancelled/);
    // What was started would tell that it goes on.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(existsSync(`${folder}/late`), false);
  });
});
