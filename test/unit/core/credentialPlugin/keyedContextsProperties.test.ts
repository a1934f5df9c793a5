import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { contextsWithoutKey, planKeys } from '../../../../src/core/credentialPlugin/keyedContexts.ts';
import { type PluginContext, pluginContexts } from '../../../../src/core/credentialPlugin/trustedContexts.ts';
import { firstOfEach } from '../../../../src/core/kubeconfig/readContexts.ts';
import { sectionOf } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import { readFirstModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { isEqualValue, mapAt, stringAt, type YamlMap } from '../../../../src/core/yamlValue.ts';
import { findKubectls, runKubectl } from '../../../kubectl.ts';
import { kubeconfigOf, plugin } from './pluginKubeconfig.ts';

/** The long run's 100,000 (`KUBECONFIG_CASES`) are 2,000 of these, and 200 with kubectl. */
const cases = Math.ceil(Number(process.env['KUBECONFIG_CASES'] ?? 4_000) / 50);

const clusters = ['a', 'b', 'c'];
const keyOf: Readonly<Record<string, string>> = { a: '1'.repeat(32), b: '0'.repeat(31) + '7', c: 'ab'.repeat(16) };
const foreignKey = 'f0'.repeat(16);
const users = ['u', 'v', 'u-a', 'static'];
const names = ['a', 'a-web', 'b', 'b-web', 'c', 'z'];

interface Drawn {
  readonly texts: readonly string[];
  /** The clusters of the list. */
  readonly trusted: readonly string[];
  /** Whether the keys were written once before, with other copies of contexts since then. */
  readonly isSecond: boolean;
}

/** A file with some of the contexts, clusters and users; a name may stand in several files. */
const file = fc
  .record({
    clusters: fc.subarray(clusters),
    contexts: fc.uniqueArray(
      fc.tuple(fc.constantFrom(...names), fc.constantFrom(...clusters), fc.constantFrom(...users)),
      {
        selector: ([name]) => name,
        maxLength: 6,
      },
    ),
    users: fc.subarray(users),
    env: fc.constantFrom('null', `[{name: AKS_ENTRA_CONTEXT, value: ${foreignKey}}]`, '[{name: LD_PRELOAD, value: x}]'),
  })
  .map(({ env, users: present, ...entries }) => {
    const otherUsers = present.includes('static') ? ['- name: static # mine\n  user: {token: x}'] : [];
    const ofPlugin = present.filter((name) => name !== 'static');
    return kubeconfigOf({ ...entries, users: ofPlugin, otherUsers }).replace('env: null', `env: ${env}`);
  });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  texts: fc.array(file, { minLength: 1, maxLength: 3 }),
  trusted: fc.subarray(clusters),
  isSecond: fc.boolean(),
});

/** Two clusters of the list share a user. Chance may draw none such: about one in twelve is. */
const splitting: Drawn = {
  texts: [
    kubeconfigOf({
      clusters: ['a', 'b'],
      contexts: [
        ['a', 'a', 'u'],
        ['b', 'b', 'u'],
      ],
      users: ['u'],
    }),
  ],
  trusted: ['a', 'b'],
  isSecond: false,
};

function contextsIn(texts: readonly string[]): PluginContext[] {
  return pluginContexts(texts, names);
}

const clusterOf = ({ cluster }: PluginContext): string => /\/\/(.*)\.azmk8s/.exec(cluster.server)?.[1] ?? '';

interface Written {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly keys: ReadonlyMap<string, string>;
}

/** As the command does it: the contexts that lead to an entry of the list get its key. */
function write({ texts, trusted, isSecond }: Drawn): Written {
  const keysFor = (each: readonly string[], list: readonly string[]): Map<string, string> =>
    new Map(
      contextsIn(each).flatMap((context) => {
        const name = clusterOf(context);
        return list.includes(name) ? [[context.contextName, keyOf[name] ?? '']] : [];
      }),
    );
  const once = isSecond ? planKeys(texts, plugin, keysFor(texts, trusted.slice(0, 1))).texts : texts;
  const keys = keysFor(once, trusted);
  const { texts: written, contextNames } = planKeys(once, plugin, keys);
  assert.ok(contextNames.every((name) => keys.has(name)));
  assert.equal(contextNames.length > 0, !isEqualValue(once, written));
  return { before: once, after: written, keys };
}

function userOf(texts: readonly string[], contextName: string): YamlMap | undefined {
  const models = texts.map((text) => readFirstModel(text));
  const context = mapAt(firstOfEach(models, 'contexts').get(contextName)?.entry, 'context');
  return mapAt(firstOfEach(models, 'users').get(stringAt(context, 'user') ?? '')?.entry, 'user');
}

function assertWritten({ before: texts, after: written, keys }: Written): void {
  for (const { contextName, key, isAsWritten } of contextsIn(written)) {
    if (keys.has(contextName)) {
      assert.equal(key, keys.get(contextName), contextName);
      assert.ok(isAsWritten);
    }
  }
  assert.deepEqual(
    contextsIn(written).map(({ contextName, cluster }) => [contextName, cluster]),
    contextsIn(texts).map(({ contextName, cluster }) => [contextName, cluster]),
  );
  for (const name of names.filter((each) => !keys.has(each))) {
    assert.deepEqual(userOf(written, name), userOf(texts, name), name);
  }
  assert.deepEqual(planKeys(written, plugin, keys).texts, written);
}

/** What is not a user that a context with a key needs, or such a context's name of it, stays. */
function assertNothingElse({ before: texts, after: written, keys }: Written): void {
  const touchedUsers = new Set(
    contextsIn(texts).flatMap((each) => (keys.has(each.contextName) ? [each.userName] : [])),
  );
  for (const [index, text] of texts.entries()) {
    const [model, result] = [readFirstModel(text), readFirstModel(written[index] ?? '')];
    assert.deepEqual(result['clusters'], model['clusters']);
    const withoutUser = (of: YamlMap): YamlMap[] =>
      sectionOf(of, 'contexts').map((entry) => ({ ...entry, context: { ...mapAt(entry, 'context'), user: '' } }));
    assert.deepEqual(withoutUser(result), withoutUser(model));
    const after = new Map(sectionOf(result, 'users').map((entry) => [stringAt(entry, 'name'), entry]));
    for (const entry of sectionOf(model, 'users')) {
      if (!touchedUsers.has(stringAt(entry, 'name') ?? '')) {
        assert.deepEqual(after.get(stringAt(entry, 'name')), entry);
      }
    }
    const comments = (of = ''): string[] => of.split('\n').filter((line) => line.includes(' #'));
    assert.deepEqual(comments(written[index]), comments(text));
  }
}

describe('whatever contexts, users and files share', () => {
  it('each context of a cluster has exactly the list’s key, and nothing else changes', () => {
    let splits = 0;
    fc.assert(
      fc.property(drawn, (each) => {
        const written = write(each);
        assertWritten(written);
        assertNothingElse(written);
        splits += Number(written.after.some((text) => /name: u-[abc]-?\d*\n {2}user:\n/.test(text)));
      }),
      { numRuns: cases, examples: [[splitting]] },
    );
    assert.ok(splits > 0, `${splits} of ${cases} split a user`);
  });

  it('none is told to have no key afterwards', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const { after: written, keys } = write(each);
        const contexts = contextsIn(written);
        const trusted = contexts.flatMap((context) => {
          const key = keys.get(context.contextName);
          return key === undefined ? [] : [{ ...context.cluster, key }];
        });
        assert.deepEqual(contextsWithoutKey(contexts, trusted).known, []);
      }),
      { numRuns: Math.ceil(cases / 5) },
    );
  });
});

describe('what kubectl finds after keys were written', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubeconfig-keys-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('is each context with its key, and every other user as it was', async () => {
    const kubectls = findKubectls();
    let turn = 0;
    const property = fc.asyncProperty(drawn, async (each) => {
      const { before: texts, after: written, keys } = write(each);
      const kubectl = kubectls[turn++ % kubectls.length];
      assert.ok(kubectl !== undefined, 'Run npm test, or node test/prepareKubectl.ts, which fetches one.');
      const usersOf = async (of: readonly string[]): Promise<Map<string, unknown>> => {
        const paths = of.map((text, index) => {
          const path = join(folder, String(index));
          writeFileSync(path, text, { mode: 0o600 });
          return path;
        });
        const env = { HOME: folder, KUBECONFIG: paths.join(delimiter) };
        const { exitCode, stdout, stderr } = await runKubectl(kubectl, ['config', 'view', '--raw', '-o', 'json'], env);
        assert.equal(exitCode, 0, stderr);
        const view = JSON.parse(stdout) as {
          readonly contexts: { name: string; context: { user: string } }[] | null;
          readonly users: { name: string; user: unknown }[] | null;
        };
        const byName = new Map(view.users?.map(({ name, user }) => [name, user]));
        return new Map(view.contexts?.map(({ name, context }) => [name, byName.get(context.user)]));
      };
      const [former, present] = [await usersOf(texts), await usersOf(written)];
      assert.deepEqual([...present.keys()], [...former.keys()]);
      for (const [name, user] of present) {
        const key = keys.get(name);
        if (key === undefined) {
          assert.deepEqual(user, former.get(name), name);
        } else {
          assert.equal(JSON.stringify(user).split(`{"name":"AKS_ENTRA_CONTEXT","value":"${key}"}`).length, 2);
          assert.ok(!JSON.stringify(user).includes('LD_PRELOAD'));
        }
      }
    });
    await fc.assert(property, { numRuns: Math.ceil(cases / 10) });
  });
});
