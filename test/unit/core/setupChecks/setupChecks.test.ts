import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { checkReport } from '../../../../src/core/checks/checkReport.ts';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';
import { setupChecks } from '../../../../src/core/setupChecks/setupChecks.ts';
import type { SetupPorts } from '../../../../src/core/setupChecks/setupPorts.ts';
import {
  config,
  kubeconfig,
  kubelogin,
  machine,
  nowMs,
  plugin,
  probeOf,
  rowOf,
  rowsOf,
  tenant,
} from './setupFixture.ts';

const healthy = kubeconfig({ one: kubelogin('azurecli'), two: plugin() });

describe('the checks of a setup', () => {
  it('are all in order on a healthy machine', async () => {
    const rows = await rowsOf(machine({ [config]: healthy }));
    assert.deepEqual(
      rows.filter(({ state }) => state !== 'ok'),
      [],
    );
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['kubectl', 'kubelogin', 'helm', 'az', 'kuberc', 'kubeconfig', 'permissions', 'legacyAuthProvider'].concat([
        'oldExecVersion',
        'staticBesideExec',
        'deadPath',
        'contexts',
        'reach',
        'clock',
      ]),
    );
  });

  it('take no more than one and a half times their slowest, and are told as they end', async () => {
    const ports = machine({ [config]: healthy });
    const { tools } = ports;
    const tookMs = new Map<string, number>();
    /** Takes its time, which is measured: a busy machine makes it longer. */
    const slow =
      <T>(name: string, ms: number, work: () => Promise<T>) =>
      async (): Promise<T> => {
        const startMs = performance.now();
        await pause(ms);
        const result = await work();
        tookMs.set(name, Math.max(tookMs.get(name) ?? 0, performance.now() - startMs));
        return result;
      };
    const slowPorts: SetupPorts = {
      ...ports,
      tools: {
        kubectl: slow('kubectl', 300, () => tools.kubectl()),
        kubelogin: slow('kubelogin', 300, () => tools.kubelogin()),
        helm: slow('helm', 500, () => tools.helm()),
        az: slow('az', 300, () => tools.az()),
      },
      kubeconfigs: {
        ...ports.kubeconfigs,
        read: (path) => slow('kubeconfig', 100, () => ports.kubeconfigs.read(path))(),
      },
      facts: { permissions: (path) => slow('permissions', 300, () => ports.facts.permissions(path))() },
      exists: slow('exists', 100, () => Promise.resolve(true)),
      pluginAllowlist: { refusal: slow('policy', 200, () => Promise.resolve(undefined)) },
      runsPlugin: slow('runsPlugin', 200, () => Promise.resolve(true)),
      probe: () =>
        Promise.resolve({ probe: slow('server', 500, () => Promise.resolve({ kind: 'answered', status: 401 })) }),
    };
    const told: string[] = [];
    const startMs = performance.now();
    await setupChecks(slowPorts).run(
      (rows) => told.push(rows.map(({ state }) => state[0]).join('')),
      new AbortController().signal,
    );
    const allMs = performance.now() - startMs;
    // What each check needs for itself, one after the other, by what that took in this very run.
    const checks = {
      kubectl: ['kubectl'],
      kubelogin: ['kubelogin', 'kubeconfig'],
      helm: ['helm'],
      az: ['az', 'kubeconfig'],
      kuberc: ['kubeconfig', 'runsPlugin', 'policy'],
      permissions: ['kubeconfig', 'permissions'],
      findings: ['kubeconfig', 'kubelogin', 'exists'],
      reach: ['kubeconfig', 'server'],
    };
    const checkMs = Object.values(checks).map((parts) =>
      parts.reduce((sum, part) => sum + (tookMs.get(part) ?? assert.fail(part)), 0),
    );
    const slowestMs = Math.max(...checkMs);
    assert.ok(allMs <= 1.5 * slowestMs, `${allMs} ms, the slowest ${slowestMs} ms`);
    // All of them one after the other would not do.
    assert.ok(checkMs.reduce((sum, ms) => sum + ms, 0) > 3 * slowestMs);
    assert.match(told[0] ?? '', /^r+$/);
    assert.ok(told.some((each) => each.includes('o') && each.includes('r')));
    assert.doesNotMatch(told.at(-1) ?? '', /r/);
  });

  it('have a row for one that fails, with its reason and without its secrets', async () => {
    const ports = machine({ [config]: healthy });
    const failing = { ...ports.tools, helm: () => Promise.reject(new Error('client_secret=hush and more')) };
    const row = rowOf(await rowsOf({ ...ports, tools: failing }), 'helm');
    assert.deepEqual([row.state, row.summary], ['warning', 'could not be checked']);
    assert.deepEqual(row.details, ['client_secret=<secret> and more']);
  });

  it('end at once where the user stops them', async () => {
    const ports = machine({ [config]: healthy });
    const stop = new AbortController();
    const never = { ...ports.tools, helm: () => new Promise<never>(() => undefined) };
    const told: (readonly CheckRow[])[] = [];
    const run = setupChecks({ ...ports, tools: never }).run((rows) => told.push(rows), stop.signal);
    await pause(20);
    stop.abort();
    await assert.rejects(run, { name: 'AbortError' });
    const before = told.length;
    await pause(20);
    assert.equal(told.length, before);
  });

  it('tell each fault of a kubeconfig in a row, those of one kind below it, with what mends them', async () => {
    const azure = `{auth-provider: {name: azure, config: {apiserver-id: a, client-id: b, tenant-id: c, config-mode: "1"}}}`;
    const old = kubelogin('azurecli').replace('v1beta1', 'v1alpha1');
    const withToken = kubelogin('azurecli').replace('{exec', '{token: hush, exec');
    const dead = kubelogin('azurecli').replace('command: kubelogin', 'command: /tmp/x/kubelogin');
    const text = kubeconfig({ azure, azure2: azure, old, withToken, dead, asks: kubelogin('devicecode') });
    const rows = await rowsOf(
      machine(
        { [config]: text },
        { exists: () => Promise.resolve(false), facts: { permissions: () => Promise.resolve(0o644) } },
      ),
    );
    const legacy = rowOf(rows, 'legacyAuthProvider');
    assert.deepEqual([legacy.state, legacy.summary, legacy.rows?.length], ['error', '2 entries', 2]);
    const [all] = legacy.remedies ?? [];
    assert.deepEqual(all?.kind === 'convert' && all.contextNames, ['azure', 'azure2']);
    assert.equal(legacy.rows?.[0]?.title, 'User “azure”');
    assert.equal(rowOf(rows, 'oldExecVersion').rows?.[0]?.title, 'User “old”');
    const beside = rowOf(rows, 'staticBesideExec');
    assert.deepEqual([beside.state, beside.rows?.[0]?.remedies?.[0]?.kind], ['warning', 'openFile']);
    assert.match(rowOf(rows, 'deadPath').rows?.[0]?.details?.join() ?? '', /\/tmp\/x\/kubelogin does not exist/);
    assert.deepEqual(rowOf(rows, 'permissions').rows?.[0]?.remedies?.[0], {
      kind: 'restrictPermissions',
      title: 'Let Only Me Read It (chmod 600)',
      path: config,
    });
    const asks = rowOf(rows, 'prompts');
    assert.deepEqual([asks.state, asks.rows?.[0]?.title], ['warning', '“asks”']);
    assert.doesNotMatch(JSON.stringify(rows), /hush/);
  });

  it('tell KUBECONFIG and its files: missing, twice, broken with its line, and none', async () => {
    const broken = 'apiVersion: v1\nkind: Config\nusers: [\n';
    const unreadable = new AksEntraError('kubeconfigUnreadable', '/b cannot be read (EACCES).');
    const ports = machine({ [config]: healthy, '/home/ada/broken': broken, '/b': unreadable, '/gone': '' });
    const read = ports.kubeconfigs.read;
    const list = {
      ...ports.kubeconfigs,
      read: (path: string) => (path === '/gone' ? Promise.resolve(undefined) : read(path)),
    };
    const twice = { ...list, namedPaths: async () => [...(await list.paths()), '/home/ada/./.kube/config'] };
    const row = rowOf(await rowsOf({ ...ports, kubeconfigs: twice, kubeconfigVariable: 'x' }), 'kubeconfig');
    assert.equal(row.state, 'error');
    assert.deepEqual(
      row.rows?.map(({ title, state }) => `${title} ${state}`),
      ['~/broken error', '/b error', '/gone note', '~/./.kube/config warning'],
    );
    const [first] = row.rows;
    assert.match(first?.summary ?? '', /^line \d$/);
    const none = rowOf(await rowsOf(machine({})), 'kubeconfig');
    assert.deepEqual([none.state, none.summary], ['error', 'KUBECONFIG names no file']);
  });

  it('tell contexts that lead nowhere: an error for the current one', async () => {
    const text = healthy.replaceAll('cluster: aks1, user: one', 'cluster: gone, user: nobody');
    const row = rowOf(await rowsOf(machine({ [config]: text })), 'contexts');
    assert.deepEqual([row.state, row.rows?.[0]?.title], ['error', '“one”']);
    assert.match(row.rows?.[0]?.details?.join() ?? '', /“gone” is not in the kubeconfig.*“nobody” is not/);
    const unknown = healthy.replace(/current-context: .*/, 'current-context: nope');
    assert.match(
      rowOf(await rowsOf(machine({ [config]: unknown })), 'contexts').rows?.[0]?.details?.join() ?? '',
      /“nope”/,
    );
  });

  it('tell the wrong kubelogin and a missing one only where a context needs it', async () => {
    const ports = machine({ [config]: healthy });
    const with_ = (facts: { kind: 'oidc' | undefined; copies: string[] }) => ({
      ...ports,
      tools: { ...ports.tools, kubelogin: () => Promise.resolve({ foreign: [], version: undefined, ...facts }) },
    });
    const wrong = rowOf(await rowsOf(with_({ kind: 'oidc', copies: ['/usr/bin/kubelogin'] })), 'kubelogin');
    assert.deepEqual([wrong.state, wrong.summary], ['error', 'another program of that name']);
    assert.equal(rowOf(await rowsOf(with_({ kind: undefined, copies: [] })), 'kubelogin').state, 'error');
    const onlyPlugin = {
      ...with_({ kind: undefined, copies: [] }),
      ...pick(machine({ [config]: kubeconfig({ two: plugin() }) })),
    };
    assert.equal(
      (await rowsOf(onlyPlugin)).some(({ id }) => id === 'kubelogin'),
      false,
    );
  });

  it('tell a policy of kuberc that refuses a plugin, for kubectl 1.35 an error and for an older one a note', async () => {
    const ports = machine({ [config]: healthy }, { runsPlugin: () => Promise.resolve(false) });
    assert.equal(rowOf(await rowsOf(ports), 'kuberc').state, 'note');
    const answer = { version: { name: '1.35.2', minor: 35 }, isDispatcher: false };
    const newer = { ...ports.tools, kubectl: () => Promise.resolve({ copies: ['/k'], foreign: [], answer }) };
    const row = rowOf(await rowsOf({ ...ports, tools: newer }), 'kuberc');
    assert.equal(row.state, 'error');
    assert.match(row.details?.join() ?? '', /do not run “kubelogin”/);
  });

  it('offer VS Code’s sign-in only to whom it can serve, and before a program is installed', async () => {
    const text = kubeconfig({ person: kubelogin('devicecode'), old: kubelogin('devicecode', tenant, 'former-app') });
    const ports = machine({ [config]: text });
    const none = { copies: [], foreign: [], kind: undefined, version: undefined };
    const signIn: SetupPorts['signIn'] = {
      accounts: () => Promise.resolve([]),
      currentAccount: () => Promise.resolve(undefined),
      hasChosen: () => false,
      usesBroker: () => false,
      tokenProblem: () => Promise.resolve(undefined),
    };
    const tools = { ...ports.tools, kubelogin: () => Promise.resolve(none) };
    const rows = await rowsOf({ ...ports, signIn, tools });
    const names = (row: CheckRow | undefined) =>
      (row?.remedies ?? []).map((each) => (each.kind === 'useVscodeSignIn' ? each.contextNames.join() : each.kind));
    assert.deepEqual(names(rowOf(rows, 'kubelogin')), ['person', 'installTool']);
    assert.deepEqual(names(rowOf(rows, 'prompts')), ['person', 'convert']);
    assert.deepEqual(rowOf(rows, 'prompts').rows?.map(names), [['person', 'convert'], ['convert']]);
  });

  it('have a button on each fault', async () => {
    const azure = `{auth-provider: {name: azure, config: {apiserver-id: a, client-id: b, tenant-id: c, config-mode: "1"}}}`;
    const ports = machine(
      { [config]: kubeconfig({ one: azure, two: kubelogin('devicecode') }), '/broken': 'users: [' },
      {
        exists: () => Promise.resolve(false),
        facts: { permissions: () => Promise.resolve(0o644) },
        runsPlugin: () => Promise.resolve(false),
        proxies: () => ({ environment: '://', exceptions: '', editor: '' }),
        probe: probeOf({ kind: 'tls', problem: 'expired' }),
      },
    );
    const late = probeOf({ kind: 'answered', status: 401, serverTimeMs: nowMs + 11 * 60_000 });
    const gone = { ...ports.tools, helm: () => Promise.reject(new Error('anything')) };
    const none = { ...machine({}), kubeconfigVariable: ':' };
    const all = [
      ...(await rowsOf({ ...ports, tools: gone })),
      ...(await rowsOf({ ...ports, probe: late })),
      ...(await rowsOf(none)),
    ];
    const leaves = (row: CheckRow): CheckRow[] =>
      (row.rows ?? []).length > 0 ? (row.rows ?? []).flatMap(leaves) : [row];
    const without = all
      .flatMap(leaves)
      .filter(({ state, remedies = [] }) => (state === 'error' || state === 'warning') && remedies.length === 0);
    assert.deepEqual(
      without.map(({ id, summary }) => [id, summary]),
      [],
    );
  });

  it('tell a clock that is off once, and not for each API server', async () => {
    const probe = probeOf({ kind: 'answered', status: 401, serverTimeMs: nowMs + 11 * 60_000 });
    const rows = await rowsOf(machine({ [config]: healthy }, { probe }));
    assert.deepEqual([rowOf(rows, 'clock').state, rowOf(rows, 'clock').summary], ['warning', '11 minutes slow']);
    assert.equal(rowOf(rows, 'reach').state, 'ok');
  });

  it('tell an API server that nobody reaches, and an intercepting certificate by its issuer', async () => {
    const none = rowOf(await rowsOf(machine({ [config]: healthy }, { probe: probeOf({ kind: 'dns' }) })), 'reach');
    assert.deepEqual([none.state, none.summary, none.rows?.length], ['error', '0 of 1 reached', 1]);
    const probe = probeOf({ kind: 'tls', problem: 'unknownAuthority', issuer: 'Example Inspection' });
    const read = rowOf(await rowsOf(machine({ [config]: healthy }, { probe })), 'reach');
    assert.match(read.rows?.[0]?.summary ?? '', /“Example Inspection”/);
  });

  it('tell proxies that differ, without who is let in there', async () => {
    const proxies = () => ({
      environment: 'http://ada:hush@one.example:8080',
      exceptions: '',
      editor: 'http://two.example:80',
    });
    const row = rowOf(await rowsOf(machine({ [config]: healthy }, { proxies })), 'proxy');
    assert.deepEqual([row.state, row.summary], ['warning', 'two different ones']);
    assert.doesNotMatch(JSON.stringify(row), /hush/);
  });

  it('make a report with versions and without the home folder', async () => {
    const checks = setupChecks(machine({ [config]: healthy }));
    let rows: readonly CheckRow[] = [];
    await checks.run((told) => (rows = told), new AbortController().signal);
    const report = checkReport(checks, rows);
    assert.match(report, /- VS Code: 1\.130\.0\n- kubectl: 1\.33\.4/);
    assert.match(report, /~\/\.kube\/config/);
    assert.doesNotMatch(report, /\/home\/ada/);
  });
});

function pick({ kubeconfigs }: SetupPorts): Pick<SetupPorts, 'kubeconfigs'> {
  return { kubeconfigs };
}
