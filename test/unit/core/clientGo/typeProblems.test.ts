import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { describeTypeProblem } from '../../../../src/core/clientGo/describeTypeProblem.ts';
import { typeProblemsIn } from '../../../../src/core/clientGo/typeProblems.ts';
import { readFirstModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { findKubectls, runKubectl } from '../../../kubectl.ts';

const execUser = (fields: string): string =>
  `users: [{name: a, user: {exec: {command: x, apiVersion: client.authentication.k8s.io/v1beta1, ${fields}}}}]`;
const cluster = (fields: string): string => `clusters: [{name: a, cluster: {server: "https://a", ${fields}}}]`;

/** A line of a kubeconfig each, and whether kubectl then refuses the file. */
const lines: readonly (readonly [line: string, isRefused: boolean])[] = [
  [cluster('certificate-authority-data: Q0E'), true],
  [cluster('certificate-authority-data: "Q0E= "'), true],
  [cluster('certificate-authority-data: "Q0-_"'), true],
  [cluster('certificate-authority-data: "Q0\\nE="'), false],
  [cluster('certificate-authority-data: "Q0F="'), false],
  [cluster('certificate-authority-data: ""'), false],
  [cluster('certificate-authority-data: null'), false],
  [cluster('certificate-authority-data: [67, 65]'), false],
  [cluster('certificate-authority-data: [0, 255, null]'), false],
  [cluster('certificate-authority-data: [-1]'), true],
  [cluster('certificate-authority-data: [256]'), true],
  [cluster('certificate-authority-data: [67.0, 1e1]'), false],
  [cluster('certificate-authority-data: [6.5]'), true],
  [cluster('certificate-authority-data: ["67"]'), true],
  [cluster('certificate-authority-data: {}'), true],
  [cluster('certificate-authority-data: "DATA+OMITTED"'), false],
  [cluster('certificate-authority-data: "<redacted>"'), true],
  [cluster('extensions: {a: b}'), true],
  [cluster('extensions: [a]'), true],
  [cluster('extensions: [{name: a}]'), false],
  [cluster('extensions: [{name: a, extension: [1]}, {name: b, extension: hi}]'), false],
  [cluster('extensions: [{name: a, extension: {b: 1}}, {name: a, extension: {b: 2}}]'), true],
  [cluster('insecure-skip-tls-verify: yes'), false],
  [cluster('insecure-skip-tls-verify: "yes"'), true],
  [cluster('disable-compression: 1'), true],
  [execUser('args: hi'), true],
  [execUser('args: [1]'), true],
  [execUser('args: [null]'), false],
  [execUser('env: {A: b}'), true],
  [execUser('env: [{name: A, value: 1}]'), true],
  [execUser('env: [null]'), false],
  [execUser('provideClusterInfo: "true"'), true],
  [execUser('provideClusterInfo: 1'), true],
  [execUser('interactiveMode: 1'), true],
  [execUser('interactiveMode: Sometimes'), false],
  ['users: [{name: a, user: {exec: x}}]', true],
  ['users: [{name: a, user: {exec: []}}]', true],
  ['users: [{name: a, user: {auth-provider: {name: azure, config: {a: 1}}}}]', true],
  ['users: [{name: a, user: {auth-provider: {name: azure, config: {a: null}}}}]', false],
  ['users: [{name: a, user: {as-groups: x}}]', true],
  ['users: [{name: a, user: {as-user-extra: {a: [b]}}}]', false],
  ['users: [{name: a, user: {as-user-extra: {a: b}}}]', true],
  ['users: [{name: 1, user: {token: a}}]', true],
  ['users: [{name: a, user: {token: 1.5}}]', true],
  ['users: [{name: a, user: {token: REDACTED}}]', false],
  ['users: [{name: a, user: x}]', true],
  ['users: [{name: a, foo: [1], user: {Token: 1, tokenfile: 2}}]', false],
  ['contexts: [{name: a, context: {namespace: true}}]', true],
  ['contexts: [{name: a, context: {namespace: [a]}}]', true],
  ['preferences: {colors: "x"}', true],
  ['preferences: []', true],
  ['current-context: 1', true],
  ['extensions: {a: b}', true],
  ['kind: Pod', true],
  ['apiVersion: v2', true],
  ['kind: null', false],
];

describe('client-go’s types of a kubeconfig', () => {
  const refused = lines.filter(([line]) => problemsOf(line).some(({ refusesFile }) => refusesFile));

  it('are kept by the lines that kubectl loads, and broken by those that it refuses', () => {
    assert.deepEqual(
      refused.map(([line]) => line),
      lines.filter(([, isRefused]) => isRefused).map(([line]) => line),
    );
  });

  for (const kubectl of findKubectls()) {
    describe(`as kubectl 1.${kubectl.minor} has them`, () => {
      let folder: string;
      before(async () => {
        folder = await mkdtemp(join(tmpdir(), 'aks-entra-types-'));
      });
      after(() => rm(folder, { recursive: true, force: true }));

      it('load or not as the table says', async () => {
        // Of a list with several bad files kubectl names every one of them.
        const paths = lines.map((_, index) => join(folder, `${index}.kubeconfig`));
        await Promise.all(lines.map(([line], index) => writeFile(paths[index] ?? '', `${line}\n`)));
        const env = { KUBECONFIG: paths.join(':'), HOME: folder };
        const { stderr } = await runKubectl(kubectl, ['config', 'view', '--raw'], env);
        const named = lines.filter((_, index) => stderr.includes(`"${paths[index] ?? ''}"`)).map(([line]) => line);
        assert.deepEqual(
          named,
          lines.filter(([, isRefused]) => isRefused).map(([line]) => line),
        );
      });
    });
  }

  it('that only what uses the entry trips over are told as well', () => {
    const kinds = (line: string): string[] => problemsOf(line).map(({ kind }) => kind);
    assert.deepEqual(kinds(cluster('certificate-authority-data: Q0E=')), ['noCertificate']);
    assert.deepEqual(kinds(cluster('certificate-authority-data: "DATA+OMITTED"')), ['placeholder']);
    for (const placeholder of [
      'REDACTED',
      '"<redacted>"',
      '"*****"',
      '"<hidden>"',
      '"<hidden, old>"',
      '"<hidden 12>"',
    ]) {
      assert.deepEqual(kinds(`users: [{name: a, user: {token: ${placeholder}}}]`), ['placeholder'], placeholder);
    }
    assert.deepEqual(kinds(execUser('args: [--client-secret, "<hidden 1>"]')), ['placeholder']);
    for (const placeholder of [
      '[REDACTED]',
      '**REDACTED**',
      '<omitted>',
      'OMITTED',
      'DATA_OMITTED',
      '(redacted)',
      '•••',
    ]) {
      assert.deepEqual(kinds(`users: [{name: a, user: {token: "${placeholder}"}}]`), ['placeholder'], placeholder);
    }
    for (const inside of ['--client-secret=<hidden>', '--client-secret=REDACTED', 'https://me:<hidden 2>@proxy']) {
      assert.deepEqual(kinds(execUser(`args: ["${inside}"]`)), ['placeholder'], inside);
    }
    // What a program makes of a placeholder that it takes for bytes.
    for (const placeholder of ['DATA+OMITTED', 'REDACTED', '<redacted>', '*****']) {
      const key = Buffer.from(placeholder).toString('base64');
      assert.deepEqual(kinds(`users: [{name: a, user: {client-key-data: "${key}"}}]`), ['placeholder'], key);
      assert.deepEqual(kinds(cluster(`certificate-authority-data: "${key}"`)), ['placeholder'], key);
    }
    for (const value of ['hidden', 'omitted-by-me', 'data', '**', '--hidden', '--filter=omitted-data', 'a<hidden>']) {
      assert.deepEqual(kinds(`users: [{name: a, user: {token: "${value}"}}]`), [], value);
    }
    assert.deepEqual(kinds(execUser('interactiveMode: sometimes')), ['interactiveMode']);
    const v1 = 'users: [{name: a, user: {exec: {command: x, apiVersion: client.authentication.k8s.io/v1}}}]';
    assert.deepEqual(kinds(v1), ['interactiveMode']);
    assert.deepEqual(kinds(execUser('env: null')), []);
    assert.deepEqual(kinds('contexts: [{name: REDACTED, context: {namespace: REDACTED}}]'), []);
  });

  it('are told once of a part that aliases repeat, however often that is', () => {
    const args = Array.from({ length: 3000 }, () => 'a').concat('REDACTED');
    const user = { name: 'a', user: { exec: { args }, 'as-user-extra': { a: args, b: args } } };
    const model = { users: Array.from({ length: 3000 }, () => user) };
    const problems = typeProblemsIn(model).filter(({ kind }) => kind !== 'repeatedName');
    assert.deepEqual(
      problems.map(({ kind, path }) => [kind, ...path]),
      [
        ['placeholder', 'users', 0, 'user', 'exec', 'args', 3000],
        ['placeholder', 'users', 0, 'user', 'as-user-extra', 'a', 3000],
      ],
    );
  });

  it('are described with the field and what to do, without the value', () => {
    const described = (line: string): string[] => {
      const model = readFirstModel(line);
      return typeProblemsIn(model).map((problem) => Object.values(describeTypeProblem(problem, model)).join(' | '));
    };
    assert.deepEqual(described(cluster('certificate-authority-data: "Q0-_"')), [
      'certificate-authority-data of the cluster “a” | is base64 for URLs (with - and _), where kubectl wants standard base64 (with + and /) | Copy the whole value again from where it comes from.',
    ]);
    assert.deepEqual(described('users: [{name: a, user: {token: 1234567}}]'), [
      'token of the user “a” | has to be text, but kubectl reads a number | Put it in quotes.',
    ]);
    assert.deepEqual(described(execUser('env: [{name: A, value: 1}]')), [
      'exec.env[1].value of the user “a” | has to be text, but kubectl reads a number | Put it in quotes.',
    ]);
    assert.deepEqual(described('users: [{user: {token: 1}}, 5]'), [
      'token of the user number 1 | has to be text, but kubectl reads a number | Put it in quotes.',
      'the user number 2 | has to be a map, but kubectl reads a number | Correct it.',
    ]);
  });
});

function problemsOf(line: string): ReturnType<typeof typeProblemsIn> {
  return typeProblemsIn(readFirstModel(line));
}
