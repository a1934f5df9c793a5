import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, suite, test } from 'node:test';
import { readFirstModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import type { YamlMap } from '../../../../src/core/yamlValue.ts';
import { findKubectls, oldestAndNewestKubectl, runKubectl } from '../../../kubectl.ts';

const isLong = process.env['KUBECONFIG_CASES'] !== undefined;
const count = isLong ? 200 : 60;
const folder = mkdtempSync(join(tmpdir(), 'odd-files-'));
after(() => {
  rmSync(folder, { recursive: true });
});

let state = 20261129;
function one<T>(choices: readonly T[]): T {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return choices[(state >> 8) % choices.length] as T;
}

/** A kubeconfig whose brackets, tabs, comments, quotes and markers stand where not every reader takes them. */
function oddFile(name: string): string {
  const margins = ['', ' ', '  ', '    ', '\t', '  \t', '\t\t', '        '];
  const quote = one(['', '"', "'"]);
  const [margin, close, comma, comment] = [one(margins), one(margins), one([',', '']), one(['', ' # c', '\t# c'])];
  const pairs = `\n${margin}cluster: ${quote}c${quote},${comment}\n${margin}user: ${quote}u${quote}${comma}\n${close}`;
  const context = one([
    `{${pairs}}`,
    `{ ${pairs}}${one(['#c', ' # c', ''])}`,
    '\n    cluster: c\n    user: "u\\\n     "',
    '{cluster: c, user: "u"}',
  ]);
  const entries = one([
    `\n- name: ${name}\n  context: ${context}`,
    `\n  - context: ${context.replace('\n    cluster', '\n      cluster').replace('\n    user', '\n      user')}\n    name: ${name}`,
    ` [\n${margin}{name: ${name}, context: {cluster: c, user: u}}${comma}\n${close}]`,
  ]);
  const head = one(['', '\uFEFF', '---\n', '# c\n---\n', '%YAML 1.1\n---\n', '\n\n']);
  const tail = one([
    '',
    '---\n',
    '---',
    '...\n',
    '---\n# c\n',
    '...\n---\n',
    '---\nother: [\n',
    '# c',
    'note: "a\nb"\n',
    'users:\n-\n',
  ]);
  const text = `${head}apiVersion: v1\nkind: Config\ncontexts:${entries}\n${tail}`;
  return one([false, false, true]) ? text.replaceAll('\n', '\r\n') : text;
}

const files = Array.from({ length: count }, (_, index) => {
  const [name, path] = [`n${index}`, join(folder, `${index}.yaml`)];
  const text = oddFile(name);
  writeFileSync(path, text);
  return { name, path, text };
});

function readOurs(text: string): YamlMap | undefined {
  try {
    return readFirstModel(text);
  } catch {
    return undefined;
  }
}

suite(`${count} odd files`, () => {
  for (const kubectl of isLong ? findKubectls() : oldestAndNewestKubectl()) {
    test(`are read as kubectl 1.${kubectl.minor} reads them`, async () => {
      const view = (paths: readonly string[]): ReturnType<typeof runKubectl> =>
        runKubectl(kubectl, ['config', 'view', '--raw', '-o', 'json'], {
          KUBECONFIG: paths.join(delimiter),
          HOME: folder,
        });
      // kubectl names all files of a list that it cannot load.
      const { stderr } = await view(files.map(({ path }) => path));
      const refused = new Set([...stderr.matchAll(/config file "([^"]+)"/g)].map(([, path]) => path));
      const good = files.filter(({ path }) => !refused.has(path));
      assert.ok(good.length > count / 2, `${good.length} of ${count} are read by kubectl`);
      const { stdout, exitCode } = await view(good.map(({ path }) => path));
      assert.equal(exitCode, 0);
      const { contexts } = JSON.parse(stdout) as { contexts: readonly { readonly name: string }[] };
      const theirs = new Map(contexts.map((entry) => [entry.name, entry]));
      const different = good.filter(({ name, text }) => {
        const ours = readOurs(text)?.['contexts'] as readonly unknown[] | undefined;
        return JSON.stringify(sorted(ours?.[0])) !== JSON.stringify(sorted(theirs.get(name)));
      });
      assert.deepEqual(
        different.map(({ text }) => text),
        [],
      );
    });
  }
});

function sorted(entry: unknown): unknown {
  const { name, context } = (entry ?? {}) as { name?: unknown; context?: { cluster?: unknown; user?: unknown } };
  return [name, context?.cluster, context?.user];
}
