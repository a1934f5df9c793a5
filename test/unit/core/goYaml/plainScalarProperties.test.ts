import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { readModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { goYamlScalar } from '../../../../src/core/goYaml/goYamlScalar.ts';
import { renderScalar } from '../../../../src/core/yaml/renderYaml.ts';
import { findKubectls, oldestAndNewestKubectl, runKubectl, type Kubectl } from '../../../kubectl.ts';

const isLong = process.env['KUBECONFIG_CASES'] !== undefined;
const folder = mkdtempSync(join(tmpdir(), 'plain-scalars-'));
after(() => {
  rmSync(folder, { recursive: true });
});

/** One or more of each kind that go-yaml, YAML 1.1, YAML 1.2 or another reader treats in its own way. */
const chosen = [
  ...[
    '12:30',
    '1:30',
    '190:20:30',
    '012',
    '0o12',
    '0O17',
    '08',
    '0_8',
    '0b11',
    '0B11',
    '-0b1',
    '+0b1',
    '0b-1',
    '0b+1',
    '-0b-1',
    '0b-',
    '0x1F',
    '0X1F',
  ],
  ...[
    '-0x1f',
    '0x',
    '0xG',
    '1_000',
    '1__0',
    '1_',
    '_1',
    '-_1',
    '1e3',
    '8021e12',
    '1E-3',
    '1e400',
    '12e4567',
    '1e',
    '1.',
  ],
  ...['.5', '-.5', '+.5', '.5_0', '1._5', '.', '..', '1.2.3', '+1', '-', '-a', '--x', '+', '~', 'null', 'Null', 'NULL'],
  ...['nUll', 'y', 'Y', 'n', 'yes', 'on', 'off', 'true', 'True', 'tRue', 'TRUE', 'no', 'Off', '2020-01-01', '20200101'],
  ...['2001-12-14t21:59:43.10-05:00', '18446744073709551615', '18446744073709551616', '-9223372036854775808'],
  ...[
    '-9223372036854775809',
    '0777777777777777777777777',
    '0xFFFFFFFFFFFFFFFFFF',
    '=',
    '<<',
    '0',
    '-0',
    '00',
    '0.0',
    'a',
  ],
  ...[
    '._5',
    '.5__0',
    '.5_',
    '.5_e3',
    '.5e1_0',
    '._',
    '.1e400',
    'infinity',
    'NaN',
    'inf',
    '1e+3',
    '1e3.5',
    '0e0',
    '0x1p-2',
    '1_e3',
    '1e1_0',
    '0o8',
    '09.5',
    '1,000',
    '9_9.9_9',
  ],
];

/** From characters that numbers and words are made of, with a generator of its own: each run tries the same. */
function drawn(count: number): string[] {
  let state = 20261128;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % limit;
  };
  const pieces = [
    '0',
    '1',
    '7',
    '8',
    '9',
    '0x',
    '0b',
    '0o',
    '_',
    '.',
    'e',
    'E',
    '+',
    '-',
    ':',
    'a',
    'F',
    'y',
    'inf',
    '12',
  ];
  const found = new Set<string>();
  while (found.size < count) {
    const source = Array.from({ length: 1 + next(5) }, () => pieces[next(pieces.length)]).join('');
    // A dash alone and a colon at the end are no scalars, and what is not finite is refused in any field.
    if (!/^-$|:$/.test(source) && !isNotFinite(source)) {
      found.add(source);
    }
  }
  return [...found];
}

function isNotFinite(source: string): boolean {
  const value = goYamlScalar(source);
  return typeof value === 'number' && !Number.isFinite(value);
}

const sources = [...new Set([...chosen, ...drawn(isLong ? 400 : 60)])].filter((source) => !/^-$|^<<$/.test(source));
const list = sources.map((source, index) => `- name: n${index}\n  extension:\n    v: ${source}\n`);
const text = `apiVersion: v1\nkind: Config\nextensions:\n${list.join('')}`;

interface Extended {
  readonly extensions: readonly { readonly name: string; readonly extension: { readonly v: unknown } }[];
}

async function view(kubectl: Kubectl, content: string): Promise<{ exitCode: number | null; stdout: string }> {
  const path = join(folder, 'config');
  writeFileSync(path, content);
  return runKubectl(kubectl, ['config', 'view', '--raw', '-o', 'json'], { KUBECONFIG: path, HOME: folder });
}

suite('a scalar without quotes', () => {
  for (const kubectl of isLong ? findKubectls() : oldestAndNewestKubectl()) {
    test(`is to us what it is to kubectl 1.${kubectl.minor} (${sources.length} of them)`, async () => {
      const { exitCode, stdout } = await view(kubectl, text);
      assert.equal(exitCode, 0);
      const { extensions } = JSON.parse(stdout) as Extended;
      const theirs = new Map(extensions.map(({ name, extension }) => [name, extension.v]));
      const different = sources.flatMap((source, index) => {
        const [their, our] = [theirs.get(`n${index}`), goYamlScalar(source)];
        return their === our || (their === 0 && our === 0) ? [] : [{ source, their, our }];
      });
      assert.deepEqual(different, []);
    });

    test(`that is not finite makes kubectl 1.${kubectl.minor} refuse the file`, async () => {
      for (const source of ['.inf', '-.Inf', '+.INF', '.nan', '.NaN']) {
        assert.ok(isNotFinite(source));
        const content = `apiVersion: v1\nkind: Config\nextensions:\n- name: a\n  extension:\n    v: ${source}\n`;
        assert.equal((await view(kubectl, content)).exitCode, 1, source);
      }
    });

    test(`is what kubectl 1.${kubectl.minor} reads back, where we write one`, async () => {
      const entries = sources.map(
        (source, index) => `- name: n${index}\n  extension:\n    v: ${renderScalar(source)}\n`,
      );
      const { stdout } = await view(kubectl, `apiVersion: v1\nkind: Config\nextensions:\n${entries.join('')}`);
      const { extensions } = JSON.parse(stdout) as Extended;
      const values = new Map(extensions.map(({ name, extension }) => [name, extension.v]));
      assert.deepEqual(
        sources.map((_, index) => values.get(`n${index}`)),
        sources,
      );
    });
  }

  test('is read so in a whole text too', () => {
    const { extensions } = readModel(text) as unknown as Extended;
    assert.deepEqual(
      extensions.map(({ extension }) => extension.v),
      sources.map((source) => goYamlScalar(source)),
    );
  });
});
