import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openKubeconfigRows } from '../../../../src/core/kubeconfigEditor/openKubeconfigRows.ts';
import { contextHoverTexts } from '../../../../src/features/kubeconfigEditor/contextHoverTexts.ts';
import { contextLensTexts, type LensPlace } from '../../../../src/features/kubeconfigEditor/contextLensTexts.ts';
import { storeOf } from '../../core/kubeconfigView/storeOf.ts';

const tenantId = '11111111-1111-1111-1111-111111111111';
const text = `clusters:
- {name: payments, cluster: {server: "https://payments.example:443", certificate-authority-data: aHVzaC1hdXRob3JpdHk=}}
contexts:
- {name: prod, context: {cluster: payments, user: ada, namespace: shop}}
- {name: lab, context: {cluster: payments, user: admin}}
- {name: "a](command:evil) $(check) b", context: {cluster: payments, user: robot}}
- {name: both, context: {cluster: payments, user: ada}}
current-context: prod
users:
- name: ada
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args: [get-token, --login, interactive, --server-id, hush-server, --tenant-id, ${tenantId}]
      env: [{name: KEY, value: hush-key}]
- {name: admin, user: {client-certificate-data: aHVzaC1jZXJ0, client-key-data: aHVzaC1rZXk=}}
- {name: robot, user: {token: hush-token}}
`;
const nowMs = Date.UTC(2026, 10, 30);
const validity = { fromMs: 0, untilMs: nowMs - 1 };

async function contexts() {
  const other = 'contexts:\n- {name: both, context: {cluster: x, user: y}}\n';
  const store = storeOf({ '/home/ada/other': other, '/home/ada/.kube/config': text });
  const open = { path: '/home/ada/.kube/config', text, isOwn: true };
  const rows = await openKubeconfigRows(open, store, () => Promise.resolve(validity));
  assert.equal(rows?.length, 4);
  return rows;
}

async function lenses(kind: LensPlace['kind']): Promise<string[][]> {
  const rows = await contexts();
  return rows.map((context) =>
    contextLensTexts(context, { kind, home: '/home/ada' }, nowMs).map(
      ({ title, command }) => `${title}${command === undefined ? '' : ` -> ${command}`}`,
    ),
  );
}

describe('contextLensTexts', () => {
  it('offers what the commands do with the very context that is seen, and tells the rest', async () => {
    const until = new Date(validity.untilMs).toLocaleDateString();
    const terminal = 'Open Terminal -> aksEntra.openTerminal';
    const use = 'Use This Context -> aksEntra.useContext';
    assert.deepEqual(await lenses('saved'), [
      [
        '$(pass-filled)\u00a0Current context',
        terminal,
        'Login mode: kubelogin interactive… -> aksEntra.changeLoginMode',
      ],
      [use, terminal, `$(warning)\u00a0Certificate expired on ${until}`],
      [use, terminal, 'Sign-in: static token'],
      ['Not used: kubectl uses the one of ~/other'],
    ]);
  });

  it('runs nothing while the file is not saved: the commands would find another text', async () => {
    const all = await lenses('unsaved');
    assert.deepEqual(all[0], [
      '$(pass-filled)\u00a0Current context',
      'Save to use it',
      'Login mode: kubelogin interactive',
    ]);
    assert.ok(all.flat().every((each) => !each.includes('->')));
  });

  it('offers for a file that is not the user’s own nothing but its import, whatever its contexts are called', async () => {
    const commands = (await lenses('foreign')).flat().filter((each) => each.includes('->'));
    assert.deepEqual(new Set(commands), new Set(['Import Kubeconfig… -> aksEntra.importKubeconfig']));
  });
});

describe('contextHoverTexts', () => {
  const names = { accounts: new Map<string, string>(), tenants: new Map([[tenantId, 'Contoso']]) };

  it('tells what is known by name, and nothing that signs in', async () => {
    const rows = await contexts();
    const texts = rows.map((context) => contextHoverTexts(context, { home: '/home/ada', names, nowMs }));
    assert.deepEqual(texts[0], {
      heading: 'prod',
      lines: [
        'kubectl’s current context',
        'Cluster: payments',
        'API server: payments.example – https://payments.example:443',
        'Login mode: kubelogin interactive – kubelogin manages the token, in the mode interactive.',
        'Namespace: shop',
        `Tenant: Contoso – ${tenantId}`,
      ],
    });
    assert.deepEqual(texts[3]?.lines, ['kubectl uses the context “both” of ~/other, which comes first.']);
    const said = JSON.stringify([texts, await lenses('saved'), await lenses('unsaved'), await lenses('foreign')]);
    assert.doesNotMatch(said, /hush|aHVza|KEY/);
    assert.ok(!said.includes('](') && !said.includes('$(check)'), said);
  });
});
