import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completeKubeconfig } from '../../../../src/core/kubeconfigEditor/completeKubeconfig.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';

const kubeconfig = `apiVersion: v1
kind: Config
current-context: @0
clusters:
- {name: payments, cluster: {server: "https://payments.example"}}
- {name: "on", cluster: {server: "https://on.example"}}
contexts:
- name: prod
  context:
    cluster: pay@1ments
    user: "@2"
- {name: lab, context: {cluster: '@3', user: @4}}
users:
- name: ada
  user:
    exec:
      apiVersion: @5
      command: /usr/bin/kubelogin
      args:
      - get-token
      - --login
      - @6
      - --server-id
      - @7
- name: it's
  user: {exec: {command: kubelogin, args: [get-token, -l, dev@8, --oidc@9]}}
- name: other
  user: {exec: {command: aws, args: [--login, @a]}, note: @b}
`;

/** @param at the digit behind the `@` where the cursor is */
function at(text: string, mark: string, others?: readonly string[]) {
  const offset = text.replaceAll(new RegExp(`@(?!${mark})[0-9a-f]`, 'g'), '').indexOf(`@${mark}`);
  const clean = text.replaceAll(/@[0-9a-f]/g, '');
  const found = completeKubeconfig(clean, offset, others);
  return (
    found && {
      replaced: clean.slice(found.place.start, found.place.end),
      written: found.choices.map((choice) => choice.written),
    }
  );
}

for (const [name, text] of [
  ['', kubeconfig],
  [' with line breaks of Windows', kubeconfig.replaceAll('\n', '\r\n')],
] as const) {
  describe(`completeKubeconfig${name}`, () => {
    it('has the names of contexts, also of the other files, of clusters and of users', () => {
      assert.deepEqual(at(text, '0', ['elsewhere', 'lab']), { replaced: '', written: ['prod', 'lab', 'elsewhere'] });
      assert.deepEqual(at(text, '1'), { replaced: 'payments', written: ['payments', '"on"'] });
      assert.deepEqual(at(text, '2'), { replaced: '', written: ['ada', "it's", 'other'] });
    });

    it('writes a name as the quotes around it want it, and puts some around one that is not text without', () => {
      assert.deepEqual(at(text, '3'), { replaced: '', written: ['payments', 'on'] });
      assert.deepEqual(at(text.replace("'@3'", '"@3"').replace('"on"', '"a\\"b"'), '3'), {
        replaced: '',
        written: ['payments', 'a\\"b'],
      });
      assert.deepEqual(at(text, '4'), { replaced: '', written: ['ada', '"it\'s"', 'other'] });
    });

    it('has the versions that kubectl runs, and kubelogin’s modes behind --login and -l alone', () => {
      assert.deepEqual(at(text, '5')?.written, [
        'client.authentication.k8s.io/v1beta1',
        'client.authentication.k8s.io/v1',
      ]);
      assert.deepEqual(at(text, '6'), { replaced: '', written: [...loginModeNames] });
      assert.deepEqual(at(text, '8'), { replaced: 'dev', written: [...loginModeNames] });
      for (const elsewhere of ['7', '9', 'a', 'b']) {
        assert.equal(at(text, elsewhere), undefined, elsewhere);
      }
    });
  });
}

describe('completeKubeconfig of what is no whole kubeconfig', () => {
  it('has what it can of a text that is no YAML yet, and nothing of any other', () => {
    const names = { replaced: '', written: ['prod'] };
    assert.deepEqual(at('contexts:\n- name: prod\n  cont\ncurrent-context: @0\nusers: {', '0')?.written, names.written);
    for (const text of [
      '@0',
      'cluster: @0',
      '- @0',
      'contexts: [@0',
      'current-context: "@0\n',
      'user: &a *a@0',
      ': @0',
    ]) {
      assert.doesNotThrow(() => at(text, '0'), text);
      assert.equal(at(text, '0'), undefined, text);
    }
  });
});
