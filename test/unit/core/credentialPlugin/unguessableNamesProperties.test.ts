import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { planUnguessableNames } from '../../../../src/core/credentialPlugin/unguessableNames.ts';
import { isUnguessable } from '../../../../src/core/kubeconfig/unguessableName.ts';
import { readFirstModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { firstOfEach, readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { findKubectls, runKubectl } from '../../../kubectl.ts';
import { kubeconfigOf } from './pluginKubeconfig.ts';

/** The long run's 100,000 (`KUBECONFIG_CASES`) are 2,000 of these, and 200 with kubectl. */
const cases = Math.ceil(Number(process.env['KUBECONFIG_CASES'] ?? 4_000) / 50);

const secret = `a-${'5e'.repeat(16)}`;
const clusters = ['a', 'b', secret];
const users = ['u', 'v', `u-${'7f'.repeat(16)}`, 'static'];
const names = ['a', 'a-web', 'b', 'b-web', 'z'];

interface Drawn {
  readonly texts: readonly string[];
  readonly chosen: readonly string[];
}

/** A file with some of the contexts, clusters and users; a name may stand in several files, and lead elsewhere there. */
const file = fc
  .record({
    clusters: fc.subarray(clusters),
    contexts: fc.uniqueArray(
      fc.tuple(fc.constantFrom(...names), fc.constantFrom(...clusters), fc.constantFrom(...users)),
      { selector: ([name]) => name, maxLength: 5 },
    ),
    users: fc.subarray(users),
    tail: fc.constantFrom('io', 'us', 'cn'),
  })
  .map(({ tail, users: present, ...entries }) => {
    const otherUsers = present.includes('static') ? ['- name: static # mine\n  user: {token: x}'] : [];
    const ofPlugin = present.filter((name) => name !== 'static');
    return kubeconfigOf({ ...entries, users: ofPlugin, otherUsers }).replaceAll('.azmk8s.io', `.azmk8s.${tail}`);
  });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  texts: fc.array(file, { minLength: 1, maxLength: 3 }),
  chosen: fc.subarray(names),
});

function plan({ texts, chosen }: Drawn): readonly string[] {
  let count = 0;
  return planUnguessableNames(texts, chosen, () => (++count).toString(16).padStart(32, '0'));
}

/** Which contexts share an entry, as lists of their names. */
function sharing(texts: readonly string[], key: 'clusterName' | 'userName', of: readonly string[]): string[][] {
  const contexts = readContexts(texts).contexts.filter(({ contextName }) => of.includes(contextName));
  return [...Map.groupBy(contexts, (each) => each[key]).values()].map((each) => each.map((one) => one.contextName));
}

function linesWithout(text: string, pattern: RegExp): string[] {
  return text.split('\n').filter((line) => !pattern.test(line));
}

/** How many entries the texts have, in block style. */
function entriesIn(texts: readonly string[]): number {
  return texts
    .join('\n')
    .split('\n')
    .filter((line) => line.startsWith('- ')).length;
}

interface View {
  readonly contexts: { name: string; context: { cluster: string; user: string; namespace?: string } }[] | null;
  readonly clusters: { name: string; cluster: unknown }[] | null;
  readonly users: { name: string; user: unknown }[] | null;
}

describe('whatever contexts and files share, unguessable names', () => {
  it('are those of all chosen contexts, which share what they shared, and the others keep theirs', () => {
    let copies = 0;
    fc.assert(
      fc.property(drawn, (each) => {
        const { texts, chosen } = each;
        const written = plan(each);
        const [former, present] = [readContexts(texts).contexts, readContexts(written).contexts];
        assert.deepEqual(
          present.map(({ contextName }) => contextName),
          former.map(({ contextName }) => contextName),
        );
        for (const [index, context] of present.entries()) {
          const was = former[index];
          assert.ok(was !== undefined);
          const { clusterName, userName, ...rest } = context;
          const { clusterName: formerCluster, userName: formerUser, ...formerRest } = was;
          assert.deepEqual({ ...rest, isUserElsewhere: true }, { ...formerRest, isUserElsewhere: true });
          if (!chosen.includes(context.contextName)) {
            assert.deepEqual([clusterName, userName], [formerCluster, formerUser]);
            continue;
          }
          const isThere = was.server !== undefined;
          assert.ok(clusterName === formerCluster ? isUnguessable(clusterName) || !isThere : isThere);
          assert.ok(clusterName === formerCluster || clusterName.startsWith(`${formerCluster}-`));
          assert.ok(userName === formerUser || userName.startsWith(`${formerUser}-`));
        }
        for (const key of ['clusterName', 'userName'] as const) {
          assert.deepEqual(sharing(written, key, chosen), sharing(texts, key, chosen));
        }
        assert.deepEqual(plan({ texts: written, chosen }), written);
        copies += Number(entriesIn(written) > entriesIn(texts));
      }),
      { numRuns: cases },
    );
    assert.ok(copies > 0, `${copies} of ${cases} copied an entry`);
  });

  it('change no line of a file but those that hold the names, and append copies', () => {
    const named = /^(?:- | {2}| {4})(?:name|cluster|user): \S/;
    fc.assert(
      fc.property(drawn, (each) => {
        const written = plan(each);
        for (const [index, text] of each.texts.entries()) {
          const [lines, kept] = [linesWithout(written[index] ?? '', named), linesWithout(text, named)];
          let at = 0;
          for (const line of lines) {
            at += Number(line === kept[at]);
          }
          assert.equal(at, kept.length, 'A line is gone, or another one.');
        }
      }),
      { numRuns: cases },
    );
  });

  it('leave no entry of a chosen context under a name that can be guessed, but for another context', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const written = plan(each);
        const others = written.flatMap((text) =>
          readContexts(text).contexts.filter(({ contextName }) => !each.chosen.includes(contextName)),
        );
        const former = readContexts(each.texts).contexts.filter(({ contextName }) => each.chosen.includes(contextName));
        for (const { userName } of former.filter((context) => !isUnguessable(context.userName))) {
          const models = written.map((text) => readFirstModel(text));
          const [before, now] = [each.texts.map((text) => readFirstModel(text)), models].map(
            (of) => firstOfEach(of, 'users').get(userName)?.fileIndex,
          );
          const isLeft = before !== undefined && before === now;
          assert.ok(!isLeft || others.some((context) => context.userName === userName), userName);
        }
      }),
      { numRuns: cases },
    );
  });

  it('lead each file alone where it led, but for what only the list as a whole held', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const written = plan(each);
        for (const [index, text] of each.texts.entries()) {
          const led = new Map(readContexts(text).contexts.map(({ contextName, server }) => [contextName, server]));
          for (const { contextName, server } of readContexts(written[index] ?? '').contexts) {
            const was = led.get(contextName);
            assert.ok(server === was || (server === undefined && each.chosen.includes(contextName)), contextName);
          }
        }
      }),
      { numRuns: cases },
    );
  });
});

describe('what kubectl finds after unguessable names were given', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubeconfig-names-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('is each context with the same namespace, cluster and user as before', async () => {
    const kubectls = findKubectls();
    let turn = 0;
    const property = fc.asyncProperty(drawn, async (each) => {
      const kubectl = kubectls[turn++ % kubectls.length];
      assert.ok(kubectl !== undefined, 'Run npm test, or node test/prepareKubectl.ts, which fetches one.');
      const viewOf = async (of: readonly string[]): Promise<Map<string, unknown>> => {
        const paths = of.map((text, index) => {
          const path = join(folder, String(index));
          writeFileSync(path, text, { mode: 0o600 });
          return path;
        });
        const env = { HOME: folder, KUBECONFIG: paths.join(delimiter) };
        const { exitCode, stdout, stderr } = await runKubectl(kubectl, ['config', 'view', '--raw', '-o', 'json'], env);
        assert.equal(exitCode, 0, stderr);
        const view = JSON.parse(stdout) as View;
        const usersByName = new Map(view.users?.map(({ name, user }) => [name, user]));
        const clustersByName = new Map(view.clusters?.map(({ name, cluster }) => [name, cluster]));
        return new Map(
          view.contexts?.map(({ name, context: { cluster, user, ...rest } }) => [
            name,
            { ...rest, cluster: clustersByName.get(cluster), user: usersByName.get(user) },
          ]),
        );
      };
      assert.deepEqual(await viewOf(plan(each)), await viewOf(each.texts));
    });
    await fc.assert(property, { numRuns: Math.ceil(cases / 10) });
  });
});
