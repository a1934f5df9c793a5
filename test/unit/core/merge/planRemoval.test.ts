import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeRemoval, explainRemoval, removedEntries } from '../../../../src/core/merge/describeRemoval.ts';
import { applyRemoval, planRemoval, textsWithout } from '../../../../src/core/merge/planRemoval.ts';
import { readContexts, type KubeconfigFacts } from '../../../../src/core/kubeconfig/readContexts.ts';

const shared = `# mine
clusters:
- {name: one, cluster: {server: "https://one.example"}}
- {name: two, cluster: {server: "https://two.example"}}
contexts:
- {name: one, context: {cluster: one, user: me}}
- {name: two, context: {cluster: two, user: me}}
- {name: two-admin, context: {cluster: two, user: admin}}
current-context: two-admin
users:
- {name: me, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token]}}}
- {name: admin, user: {token: hush}}
`;

describe('planRemoval', () => {
  it('takes the context with its cluster and user, and keeps what another context uses', () => {
    const plan = planRemoval([shared], 'one');
    assert.deepEqual(plan, {
      contextName: 'one',
      removed: [
        { fileIndex: 0, section: 'contexts', name: 'one' },
        { fileIndex: 0, section: 'clusters', name: 'one' },
      ],
      kept: [{ section: 'users', name: 'me', usedBy: { contextName: 'two', fileIndex: 0 } }],
      currentIn: [],
      wasCurrent: false,
      currentAfter: 'two-admin',
      reappearsIn: undefined,
      removesStatic: false,
    });
    const lines = shared.split('\n').filter((line) => !line.startsWith('- {name: one'));
    assert.equal(applyRemoval(shared, plan, 0), lines.join('\n'));
  });

  it('tells a static credential and unsets the current context', () => {
    const plan = planRemoval([shared], 'two-admin');
    assert.equal(plan.removesStatic, true);
    assert.deepEqual(plan.currentIn, [0]);
    assert.ok(plan.wasCurrent && plan.currentAfter === undefined);
    assert.match(applyRemoval(shared, plan, 0), /^current-context: ""$/m);
  });

  it('looks at all files of the list: entries go where they are, and are kept for a context of another file', () => {
    const contexts = `contexts:
- {name: one, context: {cluster: one, user: own}}
current-context: one
`;
    const rest = `clusters:
- {name: one, cluster: {server: "https://one.example"}}
contexts:
- {name: other, context: {cluster: one, user: x}}
current-context: one
users:
- {name: own, user: {token: hush}}
`;
    const plan = planRemoval([contexts, rest], 'one');
    assert.deepEqual(plan.removed, [
      { fileIndex: 0, section: 'contexts', name: 'one' },
      { fileIndex: 1, section: 'users', name: 'own' },
    ]);
    assert.deepEqual(plan.kept, [{ section: 'clusters', name: 'one', usedBy: { contextName: 'other', fileIndex: 1 } }]);
    assert.deepEqual(plan.currentIn, [0, 1]);
    const files = [contexts, rest, 'kind: Config\n'].map((text, index) => ({ path: `/${index}`, text }));
    assert.deepEqual(textsWithout(files, plan), [
      applyRemoval(contexts, plan, 0),
      applyRemoval(rest, plan, 1),
      'kind: Config\n',
    ]);
    assert.ok(!applyRemoval(rest, plan, 1).includes('own'));
    const unreadable = files.with(1, { path: '/1', text: 'users: {}\n' });
    assert.throws(() => textsWithout(unreadable, plan), { code: 'kubeconfigInvalid', message: /^\/1: Line 1: / });
  });

  it('passes over a user that does not exist', () => {
    const plan = planRemoval(['contexts:\n- {name: a, context: {cluster: gone, user: gone}}\n'], 'a');
    assert.deepEqual(plan.removed, [{ fileIndex: 0, section: 'contexts', name: 'a' }]);
  });

  it('refuses a context that is gone', () => {
    assert.throws(() => planRemoval([shared], 'three'), { code: 'kubeconfigEntryNotFound' });
  });
});

describe('a removal from a KUBECONFIG list', () => {
  const files = ['/a', '/b'];
  const fileOf = (name: string, rest = ''): string => `current-context: ${name}
clusters: [{name: ${name}, cluster: {server: "https://${name}.example"}}]
contexts: [{name: ${name}, context: {cluster: ${name}, user: ${name}}}]
users: [{name: ${name}, user: {token: hush}}]
${rest}`;
  const after = (texts: readonly string[], contextName: string): KubeconfigFacts => {
    const plan = planRemoval(texts, contextName);
    return readContexts(texts.map((text, index) => applyRemoval(text, plan, index)));
  };

  it('tells the current context that another file then sets', () => {
    const texts = [fileOf('dev'), fileOf('prod')];
    const plan = planRemoval(texts, 'dev');
    assert.deepEqual([plan.wasCurrent, plan.currentAfter], [true, 'prod']);
    assert.equal(after(texts, 'dev').currentContext, 'prod');
    assert.deepEqual(explainRemoval(plan, files), ['It is the current context: kubectl will then use “prod”.']);
    assert.equal(
      describeRemoval(plan, files),
      '“dev” is no longer in your kubeconfig. kubectl now uses the context “prod”.',
    );
  });

  it('is silent about a current context that another file overrides', () => {
    const texts = [fileOf('dev'), fileOf('prod')];
    const plan = planRemoval(texts, 'prod');
    assert.deepEqual([plan.wasCurrent, plan.currentAfter, plan.currentIn], [false, 'dev', [1]]);
    assert.equal(after(texts, 'prod').currentContext, 'dev');
    assert.deepEqual(explainRemoval(plan, files), []);
    assert.equal(describeRemoval(plan, files), '“prod” is no longer in your kubeconfig.');
  });

  it('keeps what a context of the same name in a later file uses, and tells that this one reappears', () => {
    const later = 'contexts: [{name: prod, context: {cluster: prod, user: other}}]\nusers: [{name: other, user: {}}]\n';
    const texts = [fileOf('prod'), later];
    const plan = planRemoval(texts, 'prod');
    assert.deepEqual(plan.removed, [
      { fileIndex: 0, section: 'contexts', name: 'prod' },
      { fileIndex: 0, section: 'users', name: 'prod' },
    ]);
    assert.equal(plan.reappearsIn, 1);
    assert.equal(after(texts, 'prod').contexts[0]?.server, 'https://prod.example');
    assert.deepEqual(explainRemoval(plan, files), [
      'clusters: prod stays, since “prod” of /b uses it.',
      '/b has a context “prod” too, which kubectl finds from then on.',
      'It is the current context: kubectl will have none until you choose one.',
    ]);
    assert.equal(
      describeRemoval(plan, files),
      '“prod” is no longer in /a; kubectl now finds the one in /b. kubectl has no current context now.',
    );
  });

  it('lists the entries that go, with their files where there are several', () => {
    const plan = planRemoval([fileOf('dev'), fileOf('prod')], 'dev');
    assert.deepEqual(removedEntries(plan, files), ['contexts: dev (/a)', 'clusters: dev (/a)', 'users: dev (/a)']);
    assert.deepEqual(removedEntries(planRemoval([fileOf('dev')], 'dev'), ['/a']), [
      'contexts: dev',
      'clusters: dev',
      'users: dev',
    ]);
  });

  it('is told with clean names: the kubeconfig may come from anybody', () => {
    const name = 'a\\n[b](command:c)';
    const texts = [
      fileOf('dev')
        .replaceAll('dev', `"${name}"`)
        .replace(/"https:[^}]*/, 'x'),
      fileOf('prod'),
    ];
    const plan = planRemoval(texts, 'a\n[b](command:c)');
    const told = [...removedEntries(plan, files), ...explainRemoval(plan, files), describeRemoval(plan, files)].join(
      '|',
    );
    assert.ok(told.includes('“a?[b]?(command:c)” is no longer'), told);
    assert.ok(told.includes('contexts: a?[b]?(command:c) (/a)'), told);
    assert.doesNotMatch(told, /\n|\]\(/);
  });
});
