import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, suite, test } from 'node:test';
import * as outFile from '../../../src/adapters/files/outFile.ts';
import type { CommandLinePorts } from '../../../src/cli/commandLinePorts.ts';
import { convertToFile } from '../../../src/cli/convertToFile.ts';
import { AksEntraError } from '../../../src/core/aksEntraError.ts';
import type { KubeconfigStore } from '../../../src/core/kubeconfig/kubeconfigStore.ts';
import { findKubectls, oldestAndNewestKubectl, runKubectl } from '../../kubectl.ts';

const isLong = process.env['KUBECONFIG_CASES'] !== undefined;
const count = isLong ? 200 : 60;
const folder = mkdtempSync(join(tmpdir(), 'aks-entra-out-'));
mkdirSync(join(folder, 'in'));
mkdirSync(join(folder, 'out'));
after(() => {
  rmSync(folder, { recursive: true });
});

let state = 20261130;
function one<T>(choices: readonly T[]): T {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return choices[(state >> 8) % choices.length] as T;
}

/** A kubeconfig with a user of kubelogin and one with files, laid out as few would; kubectl refuses some. */
function oddKubeconfig(name: string): string {
  const margin = one(['', ' ', '    ', '\t']);
  const args = one([
    '[get-token, --login, devicecode, --server-id, s, --client-id, c, --tenant-id, "t"]',
    `[\n${margin}get-token, '--server-id',\n${margin}s,\t--client-id=c, --tenant-id, t, # c\n${margin}]`,
    '\n      - get-token\n      - --server-id\n      - "s"\n\n      # c\n      - --client-id\n      - c\n      - -tt',
  ]);
  const exec = `apiVersion: client.authentication.k8s.io/v1beta1\n      command: ${one(['kubelogin', '"KubeLogin.exe"', './bin/kubelogin'])}\n      args: ${args}`;
  const files = one([
    'client-certificate: c.crt\n    client-key: "../k\\u0065y"',
    "tokenFile: 'to ken'",
    'tokenFile: |-\n      folder/t',
    'tokenFile: >-\n      folder\n      t',
    'token: x',
  ]);
  const anchor = one(['', '', '&a ']);
  const alias = anchor === '' ? '' : `- name: ${name}-again\n  user: *a\n`;
  const users = `users:\n- name: ${name}\n  user: ${anchor}\n    exec:\n      ${exec}\n- name: ${name}-files\n  user:\n    ${files}\n${alias}`;
  const merged = one([
    '',
    '',
    `- {name: shared, user: {token: ${name}}}\n`,
    '- user: {}\n',
    `- {name: 0${name}, user: {token: 08}}\n`,
  ]);
  const clusters = one([
    `clusters: [{name: ${name}, cluster: {server: "https://${name}", certificate-authority: ca}}]\n`,
    `clusters:\n  - cluster: {server: 'https://${name}'}\n    name: ${name}\n`,
    'clusters: null\n',
    '',
  ]);
  const contexts = one([
    `contexts:\n- context: {user: ${name}}\n  name: ${name}\n`,
    `"contexts": [ {"name": "${name}",\n${margin}"context": {"user": "${name}"}} ]\n`,
  ]);
  const head = one(['', '', '\uFEFF', '---\n', '# c\n---\n', '%YAML 1.1\n---\n', '%YAML 1.2\n---\n']);
  const tail = one([
    '',
    '',
    '---\n',
    '...\n',
    '---\nother: [\n',
    `current-context: ${name}\n`,
    'note: "a\\/b"\n',
    'note: {a: 1, a: 2}\n',
  ]);
  const text = `${head}apiVersion: v1\nkind: Config\n${clusters}${contexts}${users}${merged}${tail}`;
  return one([false, false, true]) ? text.replaceAll('\n', '\r\n') : text;
}

const store = {
  update: (path: string, change: (text: undefined) => { readonly text: string }) => {
    const result = change(undefined);
    writeFileSync(path, result.text);
    return Promise.resolve({ receipt: { path, kind: 'created' }, result });
  },
} as unknown as KubeconfigStore;
const ports = { openOutFile: () => Promise.resolve(outFile) } as unknown as CommandLinePorts;

const sources = Array.from({ length: count }, (_, index) => {
  const path = join(folder, 'in', String(index));
  const text = oddKubeconfig(`n${index}`);
  writeFileSync(path, text);
  return { path, out: join(folder, 'out', String(index)), text };
});
const refusedByUs = new Map<string, string>();
for (const { path, out, text } of sources) {
  try {
    await convertToFile({ outFile: out, sources: [{ path, text }], request: { loginMode: 'azurecli' } }, store, ports);
  } catch (error) {
    if (!(error instanceof AksEntraError)) {
      throw error;
    }
    refusedByUs.set(path, error.message);
  }
}

interface View {
  readonly users: readonly { readonly name: string; readonly user: unknown }[];
}

suite(`${count} odd files, each written to another one`, () => {
  for (const kubectl of isLong ? findKubectls() : oldestAndNewestKubectl()) {
    test(`say to kubectl 1.${kubectl.minor} what they said, one by one and as a list, and are refused only where it refuses them`, async () => {
      const view = (paths: readonly string[]): ReturnType<typeof runKubectl> =>
        runKubectl(kubectl, ['config', 'view', '--raw', '-o', 'json'], {
          HOME: folder,
          KUBECONFIG: paths.join(delimiter),
        });
      const { stderr } = await view(sources.map(({ path }) => path));
      const refused = new Set([...stderr.matchAll(/config file "([^"]+)"/g)].map(([, path = '']) => path));
      assert.deepEqual([...refusedByUs.keys()].toSorted(), [...refused].toSorted());
      const good = sources.filter(({ path }) => !refused.has(path));
      assert.ok(good.length > count / 3, `${good.length} of ${count} are read by kubectl`);
      const [before, after] = await Promise.all([view(good.map(({ path }) => path)), view(good.map(({ out }) => out))]);
      assert.equal(after.stderr, '');
      assert.deepEqual(meant(after.stdout), meant(before.stdout));
      const out = join(folder, 'out', 'all');
      await convertToFile({ outFile: out, sources: good, request: { loginMode: 'azurecli' } }, store, ports);
      const all = await view([out]);
      assert.equal(all.stderr, '');
      assert.deepEqual(meant(all.stdout), meant(before.stdout));
    });
  }
});

/** Without what a conversion is for, and without folders. */
function meant(stdout: string): unknown {
  const model = JSON.parse(stdout.replaceAll(`${folder}/in/`, '').replaceAll(`${folder}/`, '../')) as View;
  const users = model.users.map((entry) => (/-files$|^0|^shared$|^$/.test(entry.name) ? entry : entry.name));
  return { ...model, users };
}
