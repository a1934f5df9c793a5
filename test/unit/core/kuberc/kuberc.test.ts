import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policyFor, withListed } from '../../../../src/core/kuberc/kuberc.ts';

const own = '/home/ada/.local/share/aks-entra/plugin/aks-entra';
const head = 'apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n';
const listed = (...entries: readonly string[]): string =>
  `${head}credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist:\n${entries.map((entry) => `- ${entry}\n`).join('')}`;

describe('kubectl’s policy', () => {
  const table: readonly [ReturnType<typeof policyFor>, string][] = [
    ['allowed', ''],
    ['allowed', '# nothing\n'],
    ['allowed', head],
    ['allowed', `${head}credentialPluginPolicy: ""\n`],
    ['allowed', `${head}credentialPluginPolicy: AllowAll\n`],
    ['deniedAll', `${head}credentialPluginPolicy: DenyAll\n`],
    [
      'deniedAll',
      `{"apiVersion":"kubectl.config.k8s.io/v1beta1","kind":"Preference","credentialPluginPolicy":"DenyAll"}`,
    ],
    ['unlisted', listed('name: kubelogin')],
    ['allowed', listed('name: kubelogin', `name: ${own}`)],
    ['allowed', listed(`command: ${own}`)],
    // kubectl compares the text of the path.
    ['unlisted', listed('name: aks-entra')],
    ['unlisted', listed('name: ~/.local/share/aks-entra/plugin/aks-entra')],
    ['unlisted', `${head}credentialPluginPolicy: Allowlist\n`],
    // Each of these kubectl reads as no policy, or fails with its own words.
    ['allowed', `${head}credentialPluginPolicy: denyall\n`],
    ['allowed', `${head}credentialPluginpolicy: DenyAll\n`],
    ['allowed', `${head}credentialPluginPolicy: [DenyAll]\n`],
    ['allowed', 'kind: Preference\ncredentialPluginPolicy: DenyAll\n'],
    ['allowed', `${head.replace('v1beta1', 'v1alpha1')}credentialPluginPolicy: DenyAll\n`],
    ['allowed', 'a: b: c\n'],
    // The first document of kubectl's own counts.
    ['deniedAll', `foo: bar\n---\n${head}credentialPluginPolicy: DenyAll\n`],
    ['deniedAll', `---\n${head}credentialPluginPolicy: DenyAll\n---\n${head}`],
    ['allowed', `${head}---\n${head}credentialPluginPolicy: DenyAll\n`],
  ];
  for (const [policy, text] of table) {
    it(`is “${policy}” for ${JSON.stringify(text.replace(head, '…'))}`, () => {
      assert.equal(policyFor(text, own), policy);
    });
  }
});

describe('an entry for our plugin', () => {
  it('is one line more, and all other bytes are as they were', () => {
    const layouts = [
      listed('name: kubelogin'),
      listed('name: kubelogin # mine'),
      listed('command: /usr/bin/kubelogin', '{ name: b }'),
      listed('name: kubelogin').replaceAll('- ', '  - '),
      listed('name: kubelogin').replaceAll('- ', '-   '),
      `# my preferences\n${listed('name: kubelogin')}\n# aliases\naliases:\n- name: getn\n  command: get\n`,
      listed('name: kubelogin').replaceAll('\n', '\r\n'),
      `---\n${listed('name: kubelogin')}...\n`,
    ];
    for (const text of layouts) {
      const after = withListed(text, own) ?? assert.fail(text);
      const lines = after.split('\n');
      const at = lines.findIndex((line) => line.trim().replace(/^- +/, '- ') === `- name: ${own}`);
      assert.notEqual(at, -1, after);
      assert.equal(lines.toSpliced(at, 1).join('\n'), text);
      assert.equal(policyFor(after, own), 'allowed');
      assert.equal(withListed(after, own), undefined);
    }
  });

  it('goes behind the last one where there is no line break, or the list is in brackets', () => {
    const text = listed('name: kubelogin').trimEnd();
    assert.equal(withListed(text, own), `${text}\n- name: ${own}`);
    const inBrackets = `${head}credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{name: kubelogin}]\n`;
    assert.equal(withListed(inBrackets, own), inBrackets.replace(']', `, {"name": "${own}"}]`));
  });

  it('never changes a policy, and makes no list', () => {
    for (const text of [
      '',
      head,
      `${head}credentialPluginPolicy: AllowAll\n`,
      `${head}credentialPluginPolicy: DenyAll\n`,
      `${head}credentialPluginPolicy: DenyAll\ncredentialPluginAllowlist:\n- name: kubelogin\n`,
      `${head}credentialPluginAllowlist:\n- name: kubelogin\n`,
      `${head}credentialPluginPolicy: Allowlist\n`,
      `${head}credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: []\n`,
    ]) {
      assert.equal(withListed(text, own), undefined, text);
    }
  });

  it('is left to the user where it could be read otherwise by somebody', () => {
    for (const text of [
      `${listed('name: kubelogin')}---\nfoo: bar\n`,
      listed('name: kubelogin').replace('list:\n', 'list: &a\n'),
      `${listed('name: kubelogin')}credentialPluginPolicy: Allowlist\n`,
      `# a\u2028b\n${listed('name: kubelogin')}`,
    ]) {
      assert.equal(withListed(text, own), undefined, text);
    }
  });
});
