import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { convertUsers } from '../../../../src/core/conversion/convertUsers.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { findKubectls, type Kubectl, runKubectl } from '../../../kubectl.ts';
import { azureCredential, clusterIdOf, execCredential, staticCredential } from './armCredentials.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/kubeconfig');
const kubectls = findKubectls();
/** Names that an unquoted YAML scalar would turn into something else for one reader or another. */
const trickyNames = [
  ...[
    'y',
    'N',
    'yes',
    'Off',
    'true',
    'NULL',
    '~',
    '0123',
    '08',
    '0o17',
    '0x1F',
    '0b11',
    '1_000',
    '+1',
    '1e3',
    '.5',
    '1.',
  ],
  ...['.inf', '-.INF', '.NaN', '1:30', '2001-01-01', '=', '<<', '-', '?', '---', '12e03', '123', '-1', '0', ''],
  ...[
    'a: b',
    'a #b',
    '#a',
    '@a',
    '`a',
    '%a',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    "'",
    '"',
    '{a}',
    '[a]',
    'a,b',
    ' a',
    'a ',
    'a:',
  ],
  ...['ü', '😀', 'a\tb', 'a\nb', 'a\\b', 'a\u0085b', 'a\u2028b', 'a\u007fb', 'a\u00a0b'],
];

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-kubectl-'));
});
after(() => {
  rmSync(folder, { recursive: true });
});

interface View {
  readonly clusters?: { name: string; cluster: Record<string, unknown> }[];
  readonly contexts?: { name: string; context: Record<string, unknown> }[];
  readonly users?: { name: string; user: Record<string, unknown> }[];
  readonly 'current-context'?: string;
}

async function view(kubectl: Kubectl, path: string): Promise<View> {
  const args = ['--kubeconfig', path, 'config', 'view', '--raw', '-o', 'json'];
  const { exitCode, stdout, stderr } = await runKubectl(kubectl, args, { HOME: folder });
  assert.equal(exitCode, 0, `${kubectl.path} refuses ${path}: ${stderr}`);
  return JSON.parse(stdout) as View;
}

function place(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

describe('real kubectl', () => {
  it('is on this machine', () => {
    assert.ok(kubectls.length > 0, 'Run npm test, or node test/prepareKubectl.ts, which fetches one.');
  });

  for (const kubectl of kubectls) {
    it(`loads every fixture after its edit: ${kubectl.path}`, async () => {
      // One has the same key twice in an entry that the edit leaves alone.
      const files = readdirSync(fixtures).filter((name) => /^(?!anchorsElsewhere).*\.after\.kubeconfig$/.test(name));
      const list = files.map((name) => join(fixtures, name)).join(delimiter);
      const { exitCode, stderr } = await runKubectl(kubectl, ['config', 'view'], { HOME: folder, KUBECONFIG: list });
      assert.equal(exitCode, 0, stderr);
    });

    it(`reads each credential as it was meant: ${kubectl.path}`, async () => {
      const aks = { name: 'aks1' };
      for (const [name, text] of Object.entries({
        exec: execCredential(aks),
        azure: azureCredential(aks, '"1"'),
        static: staticCredential(aks),
      })) {
        const plan = planMerge({
          text: readFileSync(join(fixtures, 'minikube.before.kubeconfig'), 'utf8'),
          credential: parseCredential(text),
          metadata: { clusterId: clusterIdOf(aks), loginMode: 'devicecode' },
          onConflict: 'ask',
          setCurrentContext: true,
        });
        assert.ok(plan.kind === 'changed');
        const ours = await view(kubectl, place(`merged-${name}`, plan.text));
        const arms = await view(kubectl, place(`arm-${name}`, text));
        assert.deepEqual(
          ours.users?.find((user) => user.name.startsWith('cluster')),
          arms.users?.[0],
        );
        assert.deepEqual(
          ours.clusters?.find((cluster) => cluster.name === 'aks1'),
          arms.clusters?.[0],
        );
        const merged = ours.contexts?.find((entry) => entry.name === 'aks1');
        assert.ok(merged !== undefined);
        const { extensions, ...context } = merged.context;
        assert.deepEqual(context, arms.contexts?.[0]?.context);
        assert.deepEqual(extensions, [
          { name: 'aks-entra', extension: { clusterId: clusterIdOf(aks), loginMode: 'devicecode' } },
        ]);
        assert.equal(ours['current-context'], 'aks1');
      }
    });
  }

  for (const kubectl of kubectls) {
    it(`reads the same after a conversion, but for the users that it names: ${kubectl.path}`, async () => {
      const text = ['kept', ...loginModeNames].reduce<string | undefined>((merged, name) => {
        const credential = parseCredential(name.startsWith('a') ? azureCredential({ name }) : execCredential({ name }));
        const metadata = { clusterId: clusterIdOf({ name }), loginMode: 'devicecode' };
        const plan = planMerge({ text: merged, credential, metadata, onConflict: 'ask', setCurrentContext: true });
        return plan.kind === 'changed' ? plan.text : merged;
      }, undefined);
      assert.ok(text !== undefined);
      const converted = loginModeNames.reduce(
        (before, loginMode) => convertUsers(before, { loginMode, contexts: [loginMode] }).text,
        text,
      );
      const before = await view(kubectl, place('before', text));
      const after = await view(kubectl, place('after', converted));
      assert.deepEqual(after.clusters, before.clusters);
      assert.equal(after['current-context'], before['current-context']);
      const inStep = JSON.parse(
        JSON.stringify(before.contexts).replace(
          /managedClusters\/(\w+)","loginMode":"devicecode"/g,
          (match, name: string) => (name === 'kept' ? match : match.replace('devicecode', name)),
        ),
      ) as unknown;
      assert.deepEqual(after.contexts, inStep);
      for (const { name, user } of after.users ?? []) {
        const mode = name.replace('clusterUser_rg_', '');
        const exec = user['exec'] as { readonly args: readonly string[]; readonly command: string };
        assert.deepEqual([exec.command, user['auth-provider']], ['kubelogin', undefined]);
        if (mode === 'kept') {
          assert.deepEqual(user, before.users?.find((entry) => entry.name === name)?.user);
        } else {
          assert.deepEqual(exec.args.slice(0, 3), ['get-token', '--login', mode]);
        }
      }
      assert.equal(after.users?.length, loginModeNames.length + 1);
    });
  }

  for (const kubectl of kubectls) {
    it(`reads every tricky name as the string that it is: ${kubectl.path}`, async () => {
      let text = '';
      for (const contextName of trickyNames.filter((name) => name !== '')) {
        const credential = parseCredential(staticCredential({ name: 'aks1' }));
        const plan = planMerge({ text, credential, contextName, onConflict: 'ask', setCurrentContext: true });
        assert.ok(plan.kind === 'changed');
        text = plan.text;
      }
      const seen = await view(kubectl, place('tricky', text));
      const expected = trickyNames.filter((name) => name !== '').sort();
      assert.deepEqual(seen.contexts?.map(({ name }) => name).sort(), expected);
      assert.deepEqual(seen.clusters?.map(({ name }) => name).sort(), expected);
      assert.deepEqual(seen.contexts.map(({ context }) => context['cluster']).sort(), expected);
    });

    it(`keeps our metadata when it rewrites the file, and the credential is still the same to us: ${kubectl.path}`, async () => {
      const request = {
        credential: parseCredential(execCredential({ name: 'aks1' })),
        metadata: { clusterId: clusterIdOf({ name: 'aks1' }), loginMode: 'devicecode' },
        onConflict: 'ask',
        setCurrentContext: true,
      } as const;
      const plan = planMerge({ text: undefined, ...request });
      assert.ok(plan.kind === 'changed');
      const path = place('rewritten', plan.text);
      const args = ['--kubeconfig', path, 'config', 'set-context', 'aks1', '--namespace', 'mine'];
      assert.equal((await runKubectl(kubectl, args, { HOME: folder })).exitCode, 0);
      const rewritten = readFileSync(path, 'utf8');
      assert.match(rewritten, /namespace: mine/);
      assert.equal(planMerge({ text: rewritten, ...request }).kind, 'unchanged');
    });
  }
});
