import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { planUnguessableNames } from '../../../../src/core/credentialPlugin/unguessableNames.ts';
import { type KubeconfigCredential, parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { splitForeignKubeconfig } from '../../../../src/core/kubeconfig/foreignKubeconfig.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { readFirstModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { sectionOf } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import type { PluginLogin } from '../../../../src/core/login/pluginLogin.ts';
import { partsByFile } from '../../../../src/core/merge/mergeParts.ts';
import { type MergePlan, type MergeRequest, planMerge } from '../../../../src/core/merge/planMerge.ts';
import { applyRemoval, planRemoval } from '../../../../src/core/merge/planRemoval.ts';
import { watchedAfterWrite } from '../../../../src/core/merge/writtenContexts.ts';
import { clusterIdOf, execCredential, staticCredential } from '../kubeconfig/armCredentials.ts';

const shop = { name: 'shop' };
const [clusterHex, userHex] = ['1'.repeat(32), '2'.repeat(32)];
const [clusterName, userName] = [`shop-${clusterHex}`, `clusterUser_rg_shop-${userHex}`];
const login: PluginLogin = {
  mode: 'vscode',
  plugin: { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} },
  accountId: 'ada.home',
  environment: 'AzurePublicCloud',
  key: '0123456789abcdef0123456789abcdef',
};
const metadata = { clusterId: clusterIdOf(shop), loginMode: 'vscode' };
const fetched = applyLoginMode(parseCredential(execCredential(shop)), login);
const admin = parseCredential(staticCredential(shop, 'clusterAdmin'));

function merge(text: string | undefined, overrides: Partial<MergeRequest> = {}): MergePlan {
  return planMerge({ text, credential: fetched, metadata, onConflict: 'ask', setCurrentContext: false, ...overrides });
}

function textOf(plan: MergePlan): string {
  assert.ok(plan.kind === 'changed', plan.kind);
  return plan.text;
}

/** As it is after the user allowed programs that name no cluster. */
function allowed(text: string, contextNames = ['shop']): string {
  const names = [clusterHex, userHex];
  return planUnguessableNames([text], contextNames, () => names.shift() ?? assert.fail())[0] ?? '';
}

const written = allowed(textOf(merge(undefined)));
/** As where the context was another tool's before it was led to our plugin. */
const undescribed = allowed(textOf(merge(undefined, { metadata: {} })));

function namesIn(text: string): Record<string, unknown[]> {
  const model = readFirstModel(text);
  const sections = ['clusters', 'contexts', 'users'] as const;
  return Object.fromEntries(sections.map((section) => [section, sectionOf(model, section).map(({ name }) => name)]));
}

const onePair = { clusters: [clusterName], contexts: ['shop'], users: [userName] };

describe('a cluster’s credential that comes again for entries with unguessable names', () => {
  it('changes nothing, and asks nothing', () => {
    assert.deepEqual(namesIn(written), onePair);
    for (const onConflict of ['ask', 'overwrite', 'keepBoth'] as const) {
      for (const text of [written, undescribed]) {
        assert.equal(merge(text, { onConflict, metadata: text === written ? metadata : {} }).kind, 'unchanged');
        assert.equal(merge(text, { onConflict, contextName: 'shop', metadata: {} }).kind, 'unchanged');
      }
    }
  });

  it('renews what an older version wrote, and describes the context, with no question', () => {
    const old = written.replace('client.authentication.k8s.io/v1beta1', 'client.authentication.k8s.io/v1');
    assert.notEqual(old, written);
    assert.equal(textOf(merge(old)), written);
    assert.deepEqual(namesIn(textOf(merge(undescribed.replace(/v1beta1$/m, 'v1')))), onePair);
  });

  it('is written into them where Azure’s server is another one by now, after the question', () => {
    const credential = applyLoginMode(
      parseCredential(execCredential({ ...shop, server: 'https://new.azmk8s.io' })),
      login,
    );
    for (const [text, described] of [
      [written, metadata],
      [undescribed, {}],
    ] as const) {
      const plan = merge(text, { credential, metadata: described });
      assert.ok(plan.kind === 'conflict');
      assert.deepEqual(
        plan.conflicts.map(({ name }) => name),
        [clusterName],
      );
      const after = textOf(merge(text, { credential, metadata: described, onConflict: 'overwrite' }));
      assert.deepEqual(namesIn(after), onePair);
    }
  });

  it('is kept beside them, where both are to be kept, under names that hold nothing of theirs', () => {
    const credential = applyLoginMode(
      parseCredential(execCredential({ ...shop, server: 'https://new.azmk8s.io' })),
      login,
    );
    const after = textOf(merge(undescribed, { credential, onConflict: 'keepBoth' }));
    const names = namesIn(after);
    assert.deepEqual(names, {
      clusters: [clusterName, 'shop-rg'],
      contexts: ['shop', 'shop-rg'],
      users: [userName, 'clusterUser_shop-rg'],
    });
    // Once that one is allowed too, it is found again, and no third one is made.
    const both = planUnguessableNames([after], ['shop-rg'], () => '3'.repeat(32))[0] ?? '';
    const again = { credential, metadata: {}, onConflict: 'keepBoth' as const };
    assert.equal(merge(both, { ...again, metadata }).kind, 'unchanged');
  });

  it('gets its own names under another name that the user typed', () => {
    const after = textOf(merge(written, { contextName: 'mine' }));
    assert.deepEqual(namesIn(after), {
      clusters: [clusterName, 'mine'],
      contexts: ['shop', 'mine'],
      users: [userName, 'clusterUser_mine'],
    });
  });

  it('is found by the context’s name where it comes from a copy of the file', () => {
    const rules = { resolve: (path: string) => path, separator: '/' };
    const copied = splitForeignKubeconfig(written, rules).credentials[0]?.credential ?? assert.fail();
    assert.equal(copied.userName, 'clusterUser_rg_shop');
    assert.equal(
      planMerge({ text: written, credential: copied, onConflict: 'ask', setCurrentContext: false }).kind,
      'unchanged',
    );
  });

  it('goes into the file of a list that holds them', () => {
    const files = [
      { path: '/first', text: '' },
      { path: '/second', text: undescribed },
    ];
    assert.deepEqual(
      partsByFile(files, [{ credential: fetched }], '/first').map(({ path }) => path),
      ['/second'],
    );
  });
});

describe('an admin’s credential of a cluster whose entries have unguessable names', () => {
  it('gets none of them, before and after', () => {
    const after = textOf(merge(written, { credential: admin }));
    assert.deepEqual(namesIn(after), {
      clusters: [clusterName, 'shop'],
      contexts: ['shop', 'shop-admin'],
      users: [userName, 'clusterAdmin_rg_shop'],
    });
    const shared = textOf(merge(textOf(merge(undefined)), { credential: admin }));
    assert.equal(readContexts(shared).contexts[1]?.clusterName, 'shop');
    const copied = allowed(shared);
    assert.deepEqual(
      readContexts(copied).contexts.map((context) => [context.clusterName, context.userName]),
      [
        [clusterName, userName],
        ['shop', 'clusterAdmin_rg_shop'],
      ],
    );
    assert.equal(merge(copied).kind, 'unchanged');
    assert.equal(merge(copied, { credential: admin }).kind, 'unchanged');
  });

  it('does not take the plugin’s user over where it is to have its context’s name', () => {
    for (const text of [written, undescribed]) {
      const after = textOf(
        merge(text, { credential: admin, contextName: 'shop', metadata: {}, onConflict: 'overwrite' }),
      );
      const users = sectionOf(readFirstModel(after), 'users');
      assert.deepEqual(
        users.map(({ name, user }) => [name, Object.keys(user as object).includes('exec')]),
        [
          [userName, true],
          ['clusterAdmin_shop', false],
        ],
      );
    }
  });
});

describe('entries of other tools whose names only look like ours', () => {
  it('are not taken for those of the credential', () => {
    const foreign = undescribed.replace('/aks-entra/plugin/aks-entra', '/other');
    const plan = merge(foreign, { metadata: {}, onConflict: 'overwrite' });
    assert.deepEqual([plan.clusterName, plan.userName], ['shop', 'clusterUser_rg_shop']);
  });
});

describe('a context with unguessable names', () => {
  it('is removed with them, where nobody else uses them', () => {
    const removal = planRemoval([written], 'shop');
    assert.deepEqual(namesIn(applyRemoval(written, removal, 0)), { clusters: [], contexts: [], users: [] });
  });

  it('comes back under them where another program dropped it', () => {
    const given = watchedAfterWrite([], { path: '/k', before: undefined, after: textOf(merge(undefined)) }, 0);
    const [watched] = watchedAfterWrite(given, { path: '/k', before: textOf(merge(undefined)), after: written }, 0);
    assert.ok(watched !== undefined);
    const { contextName, credential }: { contextName: string; credential: KubeconfigCredential } = watched;
    const back = textOf(merge('', { contextName, credential, metadata: watched.metadata ?? {} }));
    assert.deepEqual(namesIn(back), onePair);
    assert.deepEqual(readContexts(back).contexts, readContexts(written).contexts);
  });
});
