import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, suite, test } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { typeProblemsIn } from '../../../../src/core/clientGo/typeProblems.ts';
import { findInKubeconfig } from '../../../../src/core/kubeconfigFindings/findInKubeconfig.ts';
import { applyChanges } from '../../../../src/core/kubeconfigText/applyChanges.ts';
import { openKubeconfig } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import { maskTexts } from '../../../../src/core/kubeconfigText/maskText.ts';
import { readFirstModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import type { YamlMap } from '../../../../src/core/yamlValue.ts';
import { filesRefusedBy } from '../../../filesRefusedBy.ts';
import { findKubectls, type Kubectl, oldestAndNewestKubectl, runKubectl } from '../../../kubectl.ts';
import { plainSurroundings } from '../kubeconfigFindings/plainSurroundings.ts';

const isLong = process.env['KUBECONFIG_CASES'] !== undefined;
const count = isLong ? 1000 : 60;
const folder = mkdtempSync(join(tmpdir(), 'kubectl-reader-'));
after(() => {
  rmSync(folder, { recursive: true });
});

let state = 20261130;
function below(limit: number): number {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return (state >> 8) % limit;
}
function one<T>(choices: readonly T[]): T {
  return choices[below(choices.length)] as T;
}

/** What values, keys and lines are made of, and what one reader takes otherwise than another. */
const pieces = [
  ...['a', 'b', '1', '012', '"q"', "'s'", '~', 'true', 'a?b', 'a:b', 'a#b', '"a\n b"', '"\\\n  x"', "'it''s'", '"\\/"'],
  ...['-', '- ', '-\t', '? ', ': ', ':', '{', '}', '[', ']', ', ', ',', '#', ' # c', '//', '/* c */', '=', '@', '\\'],
  ...['\n', '\n', '\n ', '\n  ', '\n    ', '\n\t', '\n  \t\n', '\t', ' ', '\r', '\r\n', '\u0085', '\u2028', '\uFEFF'],
  ...['&x ', '*x', '!!str ', '!!int ', '!!binary ', '!c ', '! ', '<<: ', '|\n', '>-\n', '|2\n', '|+\n', '"', "'", '%'],
  ...[
    'k: v',
    '\n        k: v',
    '\n          k: v',
    '\n        - a',
    '\n      - k: v',
    '\n---\n',
    '\n...\n',
    '...',
    '---',
  ],
  ...['\nkind: Config', '\nkind: Config\n', '{k: v, k: w}', '~: a', '[a, b: c]', '{a, ? b : c}', '\u0001'],
];

function oddText(name: string): string {
  const body = Array.from({ length: 1 + below(6) }, () => one(pieces)).join('');
  const head = 'apiVersion: v1\nkind: Config\n';
  const context = (extension: string): string =>
    `contexts:\n- name: ${name}\n  context:\n    cluster: c\n    extensions:\n    - name: e\n      extension: ${extension}\n`;
  const user = (exec: string): string =>
    `users:\n- name: ${name}\n  user:\n    exec:\n      command: c\n      ${exec}\n`;
  const drawn = one([
    () => head + context(body),
    () => `${head}${context(`\n        v: ${body}`)}users: []\n`,
    () => `${head}contexts: [{name: ${name}, context: {cluster: ${body}}}]\n`,
    () => `{"kind": "Config", "contexts": [{"name": "${name}", "context": {"cluster": "c"${body}}}]}\n`,
    () => head + user(`args:\n      - ${body}\n      - b`),
    () => head + user(`env:\n      - name: A\n        value: ${body}`),
    () => `${head}clusters:\n- name: ${name}\n  cluster:\n    server: ${body}\n`,
    () => body + head + context('a'),
    () => `${body}\n${head}${context('a')}`,
    () => head + context('a') + body,
  ])();
  // Behind two of them go-yaml drops the first character of each line (`is_bom` looks at its buffer's start).
  return drawn.replace(/^\uFEFF+/, '\uFEFF');
}

interface Odd {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

const odds: readonly Odd[] = Array.from({ length: count }, (_, index) => {
  const name = `n${index}`;
  const drawn = oddText(name);
  const text = one([false, false, false, true]) ? drawn.replaceAll(/\r?\n/g, '\r\n') : drawn;
  return written(name, index, text);
});

function written(name: string, index: number | string, text: string): Odd {
  const path = join(folder, `${index}.yaml`);
  writeFileSync(path, text);
  return { name, path, text };
}

function view(kubectl: Kubectl, paths: readonly string[]): ReturnType<typeof runKubectl> {
  const env = { KUBECONFIG: paths.join(delimiter), HOME: folder };
  return runKubectl(kubectl, ['config', 'view', '--raw', '-o', 'json'], env);
}

function refusedBy(kubectl: Kubectl, files: readonly Odd[]): Promise<ReadonlySet<string>> {
  return filesRefusedBy(
    kubectl,
    files.map(({ path }) => path),
    folder,
  );
}

/** The model, or the line that kept us from it, or that of what kubectl does not take in it. */
function readOurs(text: string): { readonly model: YamlMap } | { readonly line: number | undefined } {
  try {
    const model = readFirstModel(text);
    const isRefused = typeProblemsIn(model).some(({ refusesFile }) => refusesFile);
    return isRefused ? { line: findingLine(text) } : { model };
  } catch (error) {
    assert.ok(error instanceof AksEntraError, String(error));
    return { line: error.line ?? (error.message.startsWith('This is not a kubeconfig') ? 1 : undefined) };
  }
}

/** A control character behind the first document keeps kubectl from it, where it is near. */
function lineOf(ours: ReturnType<typeof readOurs>, text: string): number | undefined {
  return 'line' in ours ? ours.line : findingLine(text);
}

function findingLine(text: string): number | undefined {
  const error = errorsIn(text)[0];
  return error === undefined ? undefined : text.slice(0, error.start).split('\n').length;
}

function errorsIn(text: string): ReturnType<typeof findInKubeconfig> {
  return findInKubeconfig(text, plainSurroundings).filter(({ severity }) => severity === 'error');
}

const sections = ['clusters', 'contexts', 'users'] as const;
type Sections = Readonly<Partial<Record<(typeof sections)[number], readonly Entry[] | null>>>;
interface Entry {
  readonly name?: string;
  readonly cluster?: { readonly server?: string | null } | null;
  readonly context?: { readonly cluster?: string | null; readonly extensions?: readonly unknown[] | null } | null;
  readonly user?: { readonly exec?: Exec | null } | null;
}
interface Exec {
  readonly args?: readonly unknown[] | null;
  readonly env?: readonly ({ readonly name?: string | null; readonly value?: string | null } | null)[] | null;
}

/** What of a name's entries the drawn texts are about, with kubectl's words for what is empty. */
function saidOf(name: string, model: Sections): unknown {
  return sections.map((section) => {
    const entry = (model[section] ?? []).find((candidate) => candidate.name === name);
    const exec = entry?.user?.exec;
    return [
      entry?.cluster?.server ?? '',
      entry?.context?.cluster ?? '',
      // kubectl sorts them by their names.
      (entry?.context?.extensions ?? [])
        .map((extension) => JSON.stringify(sorted((extension as { extension?: unknown } | null)?.extension)))
        .sort(),
      exec?.args?.map((argument) => argument ?? '') ?? [],
      exec?.env?.map((variable) => [variable?.name ?? '', variable?.value ?? '']) ?? [],
    ];
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort()
          .map(([key, item]) => [key, sorted(item)]),
      )
    : (value ?? null);
}

const added: YamlMap = { name: 'added', user: { token: 'hush' } };

function edited(text: string): string | undefined {
  try {
    return applyChanges(openKubeconfig(text), [{ kind: 'put', section: 'users', name: 'added', entry: added }]);
  } catch (error) {
    assert.ok(error instanceof AksEntraError, String(error));
    // Where kubectl would not take the result, the reason is told; "please report it" is for what we did wrong.
    assert.ok(error.code !== 'kubeconfigVerificationFailed' || error.cause instanceof AksEntraError, text);
    return undefined;
  }
}

suite(`${count} texts of odd pieces at odd places`, () => {
  for (const kubectl of isLong ? findKubectls() : oldestAndNewestKubectl()) {
    test(`are read as kubectl 1.${kubectl.minor} reads them, and what it refuses has its line`, async () => {
      const refused = await refusedBy(kubectl, odds);
      const read = odds.filter(({ path }) => !refused.has(path));
      assert.ok(read.length > count / 8 && refused.size > count / 8, `${refused.size} of ${count} are refused`);
      const unlikely = odds.filter(({ path, text }) => {
        const ours = readOurs(text);
        return refused.has(path) ? lineOf(ours, text) === undefined : !('model' in ours);
      });
      assert.deepEqual(
        unlikely.map(({ path, text }) => [refused.has(path), text, readOurs(text)]),
        [],
      );
      const theirs = new Map<string, unknown>();
      for (let start = 0; start < read.length; start += 200) {
        const some = read.slice(start, start + 200);
        const { stdout } = await view(
          kubectl,
          some.map(({ path }) => path),
        );
        const model = JSON.parse(stdout) as Sections;
        for (const { name } of some) {
          theirs.set(name, saidOf(name, model));
        }
      }
      for (const { name, text } of read) {
        assert.deepEqual(saidOf(name, readFirstModel(text) as unknown as Sections), theirs.get(name), text);
      }
    });

    test(`are edited only where kubectl 1.${kubectl.minor} reads them before and after`, async () => {
      const refused = await refusedBy(kubectl, odds);
      const results = odds.flatMap(({ name, path, text }, index) => {
        const result = edited(text);
        const isTold = refused.has(path) && 'line' in readOurs(text);
        return result === undefined || isTold ? [] : [written(name, `edited-${index}`, result)];
      });
      assert.ok(results.length > count / 20, `${results.length} of ${count} are edited`);
      const broken = await refusedBy(kubectl, results);
      assert.deepEqual(
        results.filter(({ path }) => broken.has(path)).map(({ text }) => text),
        [],
      );
    });
  }

  test('are shown without the secret that is added to them, or not at all', () => {
    for (const { text } of odds) {
      assert.ok(
        !maskTexts([edited(text) ?? text])
          .join('')
          .includes('hush'),
        text,
      );
    }
  });
});
