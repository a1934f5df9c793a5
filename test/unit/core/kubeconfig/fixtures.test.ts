import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type ConvertRequest, convertUsers } from '../../../../src/core/conversion/convertUsers.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { removeEntries, setCurrentContext } from '../../../../src/core/kubeconfigText/editContexts.ts';
import { type MergeRequest, planMerge } from '../../../../src/core/merge/planMerge.ts';
import { clusterIdOf, execCredential } from './armCredentials.ts';

const folder = join(import.meta.dirname, '../../../fixtures/kubeconfig');
const aks = { name: 'aks1' };

const merge = (overrides: Partial<MergeRequest> = {}) => {
  return (text: string): string => {
    const plan = planMerge({
      text,
      credential: parseCredential(execCredential(aks)),
      metadata: { clusterId: clusterIdOf(aks), loginMode: 'devicecode' },
      onConflict: 'ask',
      setCurrentContext: true,
      ...overrides,
    });
    assert.ok(plan.kind === 'changed', plan.kind);
    return plan.text;
  };
};

const convert = (request: ConvertRequest) => (text: string) => convertUsers(text, request).text;

/** What is done to `<name>.before.kubeconfig`; the result is `<name>.after.kubeconfig`, byte for byte. */
const edits: Readonly<Record<string, (text: string) => string>> = {
  handwritten: merge(),
  crlfAndBom: merge(),
  noFinalNewline: merge(),
  nullSections: merge(),
  emptyLists: merge(),
  absentSections: merge(),
  commentsOnly: merge(),
  empty: merge(),
  prettyJson: merge(),
  tabbedJson: merge(),
  compactJson: merge(),
  flowEntries: merge(),
  dashOnItsOwnLine: merge(),
  minikube: merge({ setCurrentContext: false }),
  blockScalars: merge(),
  anchorsElsewhere: merge(),
  documentMarks: merge(),
  indentedRoot: merge(),
  refetch: merge({ onConflict: 'overwrite', setCurrentContext: false }),
  refetchInJson: merge({ onConflict: 'overwrite' }),
  loginModeOnly: merge({ onConflict: 'overwrite', setCurrentContext: false }),
  keepBoth: merge({ onConflict: 'keepBoth' }),
  removeShared: (text) => removeEntries(text, 'one'),
  removeLast: (text) => removeEntries(text, 'a'),
  convertHandwritten: convert({ loginMode: 'azurecli' }),
  convertOneContext: convert({ loginMode: 'interactive', contexts: ['aks1'] }),
  convertFlowEntries: convert({ loginMode: 'devicecode', options: { clientId: 'typed' } }),
  convertPrettyJson: convert({ loginMode: 'azurecli', options: { azureConfigFolder: 'C:\\Users\\me\\.azure' } }),
  convertNoFinalNewline: convert({ loginMode: 'azurecli' }),
  convertCrlfAndBom: convert({ loginMode: 'workloadidentity', options: { federatedTokenFile: '/var/run/token' } }),
  currentContextInBlock: (text) => setCurrentContext(text, '123'),
};

describe('a kubeconfig of each kind', () => {
  for (const [name, edit] of Object.entries(edits)) {
    it(`is edited as expected to the byte: ${name}`, () => {
      const before = readFileSync(join(folder, `${name}.before.kubeconfig`), 'utf8');
      const after = readFileSync(join(folder, `${name}.after.kubeconfig`), 'utf8');
      assert.equal(edit(before), after);
    });
  }

  it('has its fixtures, and no fixture is left over', () => {
    const expected = Object.keys(edits).flatMap((name) => [`${name}.after.kubeconfig`, `${name}.before.kubeconfig`]);
    const present = readdirSync(folder).filter((file) => file.endsWith('.kubeconfig'));
    assert.deepEqual(present.sort(), expected.sort());
  });
});

const server = '6dae42f8-4368-4678-94ff-3960e28e3630';

describe('a map on the line of its dash', () => {
  it('loses its first pairs to the one that stays', () => {
    const context = ['contexts:', '- name: aks1', '  context:', '    extensions:'];
    const odd = ['    - foo: 1', '      bar: 2', '      name: aks-entra', '      baz: 3', '    user: x'];
    const after = merge({ onConflict: 'overwrite' })([...context, ...odd, ''].join('\n')).split('\n');
    assert.deepEqual(after.slice(4, 6), ['    - name: aks-entra', '      extension:']);
  });
});

describe('a comment stays with what it is about', () => {
  for (const [name, eol] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const) {
    const edited = (lines: readonly string[], edit: (text: string) => string): string[] =>
      edit(lines.map((line) => line + eol).join('')).split(eol);

    it(`deeper than its list, where the list grows: ${name}`, () => {
      const head = [
        ...['apiVersion: v1', 'kind: Config', 'users:', '- name: a', '  user:', '    exec:'],
        ...['      apiVersion: client.authentication.k8s.io/v1beta1', '      command: kubelogin', '      env: null'],
        ...['      installHint: x', '      provideClusterInfo: false', '      args:', '        - get-token'],
      ];
      const tail = ['        - --server-id', `        - ${server}`, '          # - --environment'];
      assert.deepEqual(
        edited([...head, ...tail], convert({ loginMode: 'devicecode', options: { clientId: 'c', tenantId: 't' } })),
        [
          ...head,
          ...['        - --login', '        - devicecode', ...tail],
          ...['        - --client-id', '        - c', '        - --tenant-id', '        - t', ''],
        ],
      );
    });

    it(`deeper than its entry, which is removed: ${name}`, () => {
      const entry = (key: string): string[] => [`- name: ${key}`, '  user:', `    token: t-${key}`];
      const before = ['users:', ...entry('a'), '    # a: for good', ...entry('b'), '    # b: expires in May'];
      const contexts = ['contexts:', '- {name: b, context: {user: b}}'];
      assert.deepEqual(
        edited([...contexts, ...before, 'kind: Config'], (text) => removeEntries(text, 'b')),
        ['contexts: []', ...before.slice(0, 5), 'kind: Config', ''],
      );
      // Left behind, it would become a part of the block above.
      const block = before.with(3, '    token: |-').toSpliced(4, 0, '      t-a').toSpliced(5, 1);
      assert.deepEqual(
        edited([...contexts, ...block.with(-1, ''), '      # b: expires in May', '', 'kind: Config'], (text) =>
          removeEntries(text, 'b'),
        ),
        ['contexts: []', ...block.slice(0, 5), '', 'kind: Config', ''],
      );
    });

    it(`in brackets, behind the entry that stays or above it: ${name}`, () => {
      const list = (section: string): string[] => [
        `${section}: [ # all`,
        '  {name: a, x: 1}, # a, the first',
        '  # about b',
        '  {name: b, x: 1}, # b, the last',
        '  # to be continued',
        ']',
      ];
      const contexts = ['contexts: [{name: a, context: {user: a}}, {name: b, context: {user: b}}, {name: z}]'];
      const before = [...contexts, ...list('users'), 'kind: Config'];
      assert.deepEqual(edited(before, (text) => removeEntries(text, 'b')).slice(1, -2), list('users').toSpliced(3, 1));
      assert.deepEqual(edited(before, (text) => removeEntries(text, 'a')).slice(1, -2), list('users').toSpliced(1, 1));
      const none = edited(before, (text) => removeEntries(removeEntries(text, 'b'), 'a'));
      assert.deepEqual(none.slice(1, -2), list('users').toSpliced(1, 1).toSpliced(2, 1));
      assert.deepEqual(none[0], 'contexts: [{name: z}]');
    });

    it(`in brackets without a comma behind the last entry: ${name}`, () => {
      const before = [
        'contexts: [{name: a, context: {user: a}}, # a',
        '  {name: b, context: {user: b}},{name: c, context: {user: b}} # b and c',
        ']',
        'users: [ {name: b} # b',
        '  , {name: a} # a',
        '  , {name: z}] # all',
      ];
      assert.deepEqual(
        edited(before, (text) => removeEntries(text, 'c')),
        before.with(1, '  {name: b, context: {user: b}} # b and c').concat(''),
      );
      assert.deepEqual(
        edited(before, (text) => removeEntries(text, 'a')),
        before.with(0, 'contexts: [').with(4, '  , {name: z}] # all').toSpliced(5, 1).concat(''),
      );
    });

    it(`in brackets behind the last entry, where one is added: ${name}`, () => {
      const list = (section: string, comma: string): string[] => [
        `${section}: [`,
        `  {name: a}${comma} # a`,
        '  # more',
        '  ]',
      ];
      for (const comma of ['', ',']) {
        const before = ['kind: Config', ...['clusters', 'contexts', 'users'].flatMap((key) => list(key, comma))];
        const after = edited(before, merge()).join('\n');
        const expected = ['users: [', '  {name: a}, # a', `  new${comma}`, '  # more', '  ]'].join('\n');
        assert.ok(after.replaceAll(/^ {2}\{\n(?: {4}.*\n)+ {2}\}/gm, '  new').includes(expected), after);
      }
    });

    it(`in empty brackets, where the first entry comes: ${name}`, () => {
      const before = [
        'clusters: [ # none yet',
        '  ]',
        'contexts: [',
        '  # - later',
        '  ]',
        'users: []',
        'kind: Config',
      ];
      const after = edited(before, merge());
      assert.match(after[0] ?? '', /^clusters: \[\{.*\} {2}# none yet$/);
      assert.match(after[2] ?? '', /^contexts: \[\{.*\}$/);
      assert.equal(after[3], '  # - later');
      const context = ['contexts:', '- name: aks1', '  context:', '    extensions: [ # mine', '    ]'];
      assert.match(
        edited(context, merge({ onConflict: 'overwrite' }))[3] ?? '',
        /^ {4}extensions: \[\{.*\} {2}# mine$/,
      );
    });

    it(`in the brackets of arguments, where some come in between: ${name}`, () => {
      const before = [
        ...['users:', '- name: a', '  user:', '    exec:', '      command: kubelogin', '      args: ['],
        ...[
          '        get-token, # cmd',
          `        --server-id, ${server}, # server`,
          '        --legacy # old',
          '      ]',
        ],
      ];
      const after = edited(before, convert({ loginMode: 'azurecli' }));
      assert.deepEqual(after.slice(0, 11), [
        ...before.slice(0, 7),
        ...['        "--login",', '        "azurecli",', `        --server-id, ${server} # server`, '      ]'],
      ]);
    });

    it(`beside an empty value, which gets several lines: ${name}`, () => {
      const user = [
        ...['users:', '- name: a', '  user:', '    exec:', '      apiVersion: client.authentication.k8s.io/v1beta1'],
        ...['      command: kubelogin', '      env: null', '      provideClusterInfo: false'],
        `      args: [get-token, --login, azurecli, --server-id, ${server}]`,
      ];
      const toAzureCli = convert({ loginMode: 'azurecli' });
      const hint = /^ {6}installHint: \|\n\n {8}kubelogin is not installed .*\n\n {8}To learn more.*\n$/m;
      const written = edited([...user, '      installHint: # none'], toAzureCli).join('\n');
      assert.match(written.replace(' # none', ''), hint);
      assert.match(written, /^ {6}installHint: \| # none$/m);
      // A comment below the text of a block would be part of it.
      const below = edited([...user, '      installHint: # none', '        # and why'], toAzureCli);
      assert.match(below.at(-3) ?? '', /^ {6}installHint: "\\nkubelogin .*" # none$/);
      assert.equal(below.at(-2), '        # and why');

      const refetch = merge({ onConflict: 'overwrite' });
      const entry = ['users:', '- name: clusterUser_rg_aks1', '  user: null # todo', '  # end'];
      const refetched = edited(entry, refetch);
      assert.deepEqual(refetched.slice(2, 4), ['  user: # todo', '    exec:']);
      assert.ok(refetched.includes('      provideClusterInfo: false'), refetched.join('\n'));
      const context = ['contexts:', '- name: aks1', '  context:', '    extensions:  # mine'];
      assert.deepEqual(edited(context, refetch).slice(3, 5), ['    extensions:  # mine', '    - extension:']);
    });
  }
});
