import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { kubeconfigRows } from '../../../../src/core/kubeconfigView/kubeconfigRows.ts';
import { storeOf } from './storeOf.ts';

const validity = { fromMs: 1, untilMs: 2 };

const first = `clusters:
- {name: one, cluster: {server: "https://one.example"}}
contexts:
- {name: one, context: {cluster: one, user: me, namespace: shop}}
- {name: both, context: {cluster: one, user: admin}}
users:
- {name: me, user: {token: hush}}
`;
const second = `contexts:
- {name: both, context: {cluster: one, user: me}}
- {name: gone, context: {cluster: gone, user: gone}}
current-context: both
users:
- {name: admin, user: {client-certificate-data: Y2VydA==, client-key-data: a2V5}}
`;

describe('kubeconfigRows', () => {
  it('looks for a certificate beside the file that has the user, whichever has the context', async () => {
    const asked: unknown[] = [];
    const users = 'users:\n- {name: admin, user: {client-certificate: ada.pem, client-key: ada.key}}\n';
    await kubeconfigRows(storeOf({ '/a/config': first, '/b/config': users }), (...args) => {
      asked.push(args);
      return Promise.resolve(undefined);
    });
    assert.deepEqual(asked, [[{ kind: 'certificate', file: 'ada.pem' }, '/b/config']]);
  });

  it('has the contexts by file, as kubectl finds them over all files, and those that it does not find', async () => {
    const { files, currentContext } = await kubeconfigRows(storeOf({ '/a': first, '/b': second }), (certificate) =>
      Promise.resolve('data' in certificate && certificate.data === 'Y2VydA==' ? validity : undefined),
    );
    assert.equal(currentContext, 'both');
    assert.deepEqual(
      files.map(({ path, state, contexts }) => [
        path,
        state.kind,
        contexts.map((context) =>
          context.kind === 'context'
            ? [
                context.facts.contextName,
                context.isCurrent,
                context.signIn.kind,
                context.validity,
                context.facts.server,
              ]
            : [context.hiddenName, context.behind],
        ),
      ]),
      [
        [
          '/a',
          'read',
          [
            ['one', false, 'token', undefined, 'https://one.example'],
            ['both', true, 'certificate', validity, 'https://one.example'],
          ],
        ],
        [
          '/b',
          'read',
          [
            ['both', '/a'],
            ['gone', false, 'none', undefined, undefined],
          ],
        ],
      ],
    );
  });

  it('tells of each file that kubectl does not read why, beside what the others hold', async () => {
    const unreadable = new AksEntraError('kubeconfigUnreadable', '/c cannot be read.');
    const { files } = await kubeconfigRows(
      storeOf({
        '/a': first,
        '/b': 'contexts: [\n',
        '/c': unreadable,
        '/d': undefined,
        '/e': 'contexts:\n- {name: typed, context: {cluster: one, user: me, namespace: 12}}\n',
        '/f': 'contexts:\n- {name: twice, context: {}}\n- {name: twice, context: {}}\n',
      }),
      () => Promise.resolve(undefined),
    );
    const told = files.map(({ state, contexts }) => [
      state.kind,
      state.kind === 'refused' ? state.line : undefined,
      contexts.length,
    ]);
    assert.deepEqual(told, [
      ['read', undefined, 2],
      ['refused', 2, 0],
      ['refused', undefined, 0],
      ['missing', undefined, 0],
      ['refused', 2, 1],
      ['refused', 3, 1],
    ]);
    const problems = files.map(({ state }) => (state.kind === 'refused' ? state.problem : ''));
    assert.match(problems[1] ?? '', /^Line 2: kubectl does not read this/);
    assert.equal(problems[2], '/c cannot be read.');
    assert.match(problems[4] ?? '', /^Line 2: namespace of the context “typed” has to be text/);
  });

  it('has each context of each file once, and of each name the one that kubectl finds', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const text = fc.record({ contexts: fc.uniqueArray(name), current: fc.option(name) }).map(({ contexts, current }) =>
      JSON.stringify({
        contexts: contexts.map((one) => ({ name: one, context: { cluster: one, user: one } })),
        ...(current === null ? {} : { 'current-context': current }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 4 }), async (texts) => {
        const store = storeOf(Object.fromEntries(texts.map((one, index) => [`/${index}`, one])));
        const { files, currentContext } = await kubeconfigRows(store, () => Promise.resolve(undefined));
        const facts = readContexts(texts);
        const all = files.flatMap(({ contexts }) => contexts);
        const used = all.flatMap((context) => (context.kind === 'context' ? [context] : []));
        assert.deepEqual(
          used.map((context) => context.facts),
          facts.contexts,
        );
        for (const { path, facts: own } of used) {
          assert.equal(path, `/${own.fileIndex}`);
        }
        assert.equal(currentContext, facts.currentContext);
        assert.deepEqual(
          used.filter(({ isCurrent }) => isCurrent).map((context) => context.facts),
          facts.current === undefined ? [] : [facts.current],
        );
        for (const hidden of all) {
          if (hidden.kind === 'hiddenContext') {
            assert.ok(hidden.behind < hidden.path);
            assert.ok(
              used.some(({ path, facts: own }) => path === hidden.behind && own.contextName === hidden.hiddenName),
            );
          }
        }
        assert.deepEqual(
          files.map(({ contexts }) => contexts.length),
          texts.map((one) => readContexts(one).contexts.length),
        );
      }),
      { numRuns: 300 },
    );
  });
});
