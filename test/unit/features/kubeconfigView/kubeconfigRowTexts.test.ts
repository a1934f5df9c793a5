import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { type KubeconfigContents, kubeconfigRows } from '../../../../src/core/kubeconfigView/kubeconfigRows.ts';
import type { CertificateProblem } from '../../../../src/core/login/certificateValidity.ts';
import { renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';
import {
  type KubeconfigNode,
  KubeconfigRow,
  messageOf,
  nodesBelow,
  rootNodes,
  rowId,
} from '../../../../src/features/kubeconfigView/kubeconfigNodes.ts';
import { kubeconfigRowTexts } from '../../../../src/features/kubeconfigView/kubeconfigRowTexts.ts';
import { storeOf } from '../../core/kubeconfigView/storeOf.ts';

const nowMs = Date.UTC(2031, 4, 6, 12);
const dayMs = 86_400_000;
const tenantId = '10304e9e-3204-4338-81b5-3a1c4b6f0a01';
const names = {
  accounts: new Map([['ada.home', 'ada@contoso.com']]),
  tenants: new Map([[tenantId, 'Contoso']]),
};
const exec = (command: string, args: string) =>
  `{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: ${command}, args: [${args}]}}`;

const text = `clusters:
- {name: one, cluster: {server: "https://one.example:443"}}
- {name: open, cluster: {server: "http://open.example"}}
contexts:
- {name: entra, context: {cluster: one, user: entra, namespace: shop}}
- {name: static, context: {cluster: open, user: static}}
- {name: certificate, context: {cluster: one, user: certificate}}
- {name: expired, context: {cluster: one, user: expired}}
- {name: gone, context: {cluster: gone, user: static}}
- {name: "$(check) odd\\nname", context: {cluster: one, user: gone}}
current-context: entra
users:
- name: entra
  user: ${exec('kubelogin', `get-token, --login, azurecli, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630, --tenant-id, ${tenantId}`)}
- {name: static, user: {token: hush}}
- {name: certificate, user: {client-certificate-data: dmFsaWQ=, client-key-data: a2V5}}
- {name: expired, user: {client-certificate-data: b2xk, client-key-data: a2V5}}
`;

const contentsOf = (files: Parameters<typeof storeOf>[0]): Promise<KubeconfigContents> =>
  kubeconfigRows(storeOf(files), (certificate) =>
    Promise.resolve(
      'file' in certificate
        ? { problem: certificate.file as CertificateProblem['problem'], file: `/home/ada/${certificate.file}.pem` }
        : { fromMs: 0, untilMs: certificate.data === 'b2xk' ? nowMs - dayMs : nowMs + 100 * dayMs },
    ),
  );
const textsOf = (node: KubeconfigNode) => kubeconfigRowTexts(node, { home: '/home/ada', names, nowMs });
const below = (node: KubeconfigNode) => nodesBelow(node, names, nowMs);

describe('the rows of the kubeconfig view', () => {
  it('say of each context what is not the normal case first, and choose its menu', async () => {
    const { files } = await contentsOf({ '/home/ada/.kube/config': text });
    const rows = rootNodes({ files, currentContext: 'entra' }).map(textsOf);
    assert.deepEqual(
      rows.map(({ label, description, icon, contextValue }) => [label, description, icon.name, contextValue]),
      [
        ['entra', 'current · shop · kubelogin azurecli', 'pass-filled', 'currentEntraContext'],
        ['static', 'static token', 'circle-outline', 'context'],
        ['certificate', 'certificate, 100 days', 'circle-outline', 'context'],
        ['expired', 'certificate expired', 'warning', 'context'],
        ['gone', 'no such cluster · static token', 'warning', 'context'],
        ['$?(check) odd?name', 'no sign-in', 'warning', 'context'],
      ],
    );
    assert.match(
      rows[0]?.accessibleLabel ?? '',
      /^entra, current context\. Cluster: one\. API server: one\.example\. /,
    );
    assert.match(rows[0]?.accessibleLabel ?? '', /Namespace: shop\. Tenant: Contoso$/);
    assert.ok(rows.slice(1).every(({ accessibleLabel }) => !accessibleLabel.includes('current')));
    assert.match(rows[3]?.accessibleLabel ?? '', /Certificate: expired on .*Get the credential again\.$/);
    assert.ok(!JSON.stringify(rows).includes('hush'));
  });

  it('tell of a certificate in a file of its own what is wrong with that, and warn where kubectl cannot use it', async () => {
    const problems = ['missing', 'unreadable', 'noCertificate', 'notLookedAt'];
    const contexts = problems.map((name) => `- {name: ${name}, context: {cluster: one, user: ${name}}}\n`).join('');
    const users = problems.map((name) => `- {name: ${name}, user: {client-certificate: ${name}}}\n`).join('');
    const contents = await contentsOf({
      '/a': `clusters:\n- {name: one, cluster: {server: "https://one.example"}}\ncontexts:\n${contexts}users:\n${users}`,
    });
    const said = rootNodes(contents).map((node) => {
      const { label, description, icon } = textsOf(node);
      const certificate = below(node)
        .map(textsOf)
        .find((fact) => fact.label === 'Certificate');
      return [label, description, icon.name, certificate?.description, certificate?.icon.name];
    });
    assert.deepEqual(said, [
      ['missing', 'certificate missing', 'warning', 'file does not exist', 'warning'],
      ['unreadable', 'certificate unreadable', 'warning', 'file cannot be read', 'warning'],
      ['noCertificate', 'no certificate', 'warning', 'file holds no certificate', 'warning'],
      ['notLookedAt', 'certificate', 'circle-outline', 'in a file', 'verified'],
    ]);
    const label = textsOf(rootNodes(contents)[0] ?? assert.fail()).accessibleLabel;
    assert.match(
      label,
      /Certificate: file does not exist\..* The certificate is to be in \S+missing\.pem, which does not/,
    );
  });

  it('have the facts of a context below it, by name where that is known', async () => {
    const contents = await contentsOf({ '/a': text });
    const facts = (index: number) =>
      below(rootNodes(contents)[index] ?? assert.fail())
        .map(textsOf)
        .map(({ label, description, icon }) => `${label}: ${description ?? ''} (${icon.name})`);
    assert.deepEqual(facts(0), [
      'Cluster: one (server-environment)',
      'API server: one.example (globe)',
      'Login mode: kubelogin azurecli (key)',
      'Namespace: shop (symbol-namespace)',
      'Tenant: Contoso (azure)',
    ]);
    const copied = below(rootNodes(contents)[0] ?? assert.fail()).flatMap((node) =>
      textsOf(node).contextValue === 'idFact' && node.kind === 'fact' ? [node.fact.namedId] : [],
    );
    assert.deepEqual(copied, [tenantId], 'its id is what is copied');
    assert.deepEqual(facts(1).slice(1), [
      'API server: http://open.example (globe)',
      'Login mode: static token (key)',
      'Namespace: default (symbol-namespace)',
    ]);
    const until = new Date(nowMs + 100 * dayMs).toLocaleDateString();
    assert.equal(facts(2)[3], `Certificate: until ${until} (verified)`);
    assert.equal(facts(4)[1], 'API server: not in the kubeconfig (warning)');
  });

  it('name the account of our plugin’s context, or say that VS Code is not signed in with it', async () => {
    const plugin = (accountId: string) => {
      const args = renderPluginArguments({ tenantId, environment: 'AzurePublicCloud', accountId });
      return exec('/home/ada/.local/share/aks-entra/plugin/aks-entra', args.join(', '));
    };
    const ofAccount = async (account: string) => {
      const own = `contexts:\n- {name: own, context: {cluster: own, user: own}}\nusers:\n- {name: own, user: ${plugin(account)}}\n`;
      const [context] = rootNodes(await contentsOf({ '/a': own }));
      assert.ok(context);
      return [
        textsOf(context).contextValue,
        below(context)
          .map(textsOf)
          .find(({ label }) => label === 'Account')?.description,
      ];
    };
    assert.deepEqual(await ofAccount('ada.home'), ['vscodeContext', 'ada@contoso.com']);
    assert.deepEqual(await ofAccount('bob.home'), ['vscodeContext', 'not signed in']);
  });

  it('stand below their files where there are several, with what is wrong and ways out of it', async () => {
    const contents = await contentsOf({
      '/home/ada/.kube/config': text,
      '/b': 'contexts:\n- {name: entra, context: {}}\n',
      '/c': 'contexts: [\n',
      '/d': undefined,
      '/e': new AksEntraError('kubeconfigUnreadable', '/e is a link to /home/ada/drive/config.'),
    });
    const roots = rootNodes(contents);
    assert.deepEqual(
      roots
        .map(textsOf)
        .map(({ label, description, icon, contextValue }) => [label, description, icon.name, contextValue]),
      [
        ['~/.kube/config', '6 contexts', 'file', 'kubeconfigFile'],
        ['/b', '1 context', 'file', 'kubeconfigFile'],
        ['/c', 'kubectl cannot use it', 'error', 'kubeconfigFile'],
        ['/d', 'does not exist', 'circle-slash', 'missingFile'],
        ['/e', 'kubectl cannot use it', 'error', 'kubeconfigFile'],
      ],
    );
    const [hidden] = below(roots[1] ?? assert.fail());
    assert.ok(hidden);
    assert.deepEqual([textsOf(hidden).contextValue, textsOf(hidden).description], ['hiddenContext', 'not used']);
    assert.match(
      textsOf(hidden).accessibleLabel,
      /kubectl uses the context “entra” of ~\/\.kube\/config, which comes first\./,
    );
    assert.deepEqual(
      [2, 4].map((index) =>
        below(roots[index] ?? assert.fail())
          .map(textsOf)
          .map(({ label, remedy }) => remedy?.kind ?? label),
      ),
      [
        [
          'Line 2: kubectl does not read this (a value is missing here). Correct the line, then try again.',
          'openFile',
          'restoreBackup',
        ],
        ['/e is a link to ~/drive/config.', 'checkSetup', 'restoreBackup'],
      ],
    );
    assert.match(messageOf(contents), /^kubectl uses none of these files/);
  });

  it('are none where there is no context, which the view’s welcome is for, and a current one that is gone is told', async () => {
    for (const files of [{}, { '/a': undefined }, { '/a': '' }, { '/a': undefined, '/b': undefined }]) {
      const contents = await contentsOf(files);
      assert.deepEqual([rootNodes(contents), messageOf(contents)], [[], '']);
    }
    const dangling = await contentsOf({
      '/a': text.replace('current-context: entra', 'current-context: "[x](command:y)"'),
    });
    assert.equal(messageOf(dangling), 'The current context “[x]?(command:y)” is not there.');
  });

  it('have an id of their own each, and hand the commands of other rooms a context that kubectl finds, and no other', async () => {
    const contents = await contentsOf({ '/a': text, '/b': text, '/c': 'contexts: [\n' });
    const all: KubeconfigNode[] = [];
    const collect = (nodes: readonly KubeconfigNode[]): void => {
      for (const node of nodes) {
        all.push(node);
        collect(below(node));
      }
    };
    collect(rootNodes(contents));
    const ids = all.map(rowId);
    assert.equal(new Set(ids).size, ids.length);
    const named = all.flatMap((node) => new KubeconfigRow(node).contextName ?? []);
    assert.deepEqual(named, ['entra', 'static', 'certificate', 'expired', 'gone', '$(check) odd\nname']);
  });
});
