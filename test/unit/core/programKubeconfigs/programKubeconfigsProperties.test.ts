import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { load, loadAll, YAML11_SCHEMA } from 'js-yaml';
import { parse } from 'yaml';
import { assertKubeconfigsLeadTo } from '../../../../src/core/programKubeconfigs/assertKubeconfigsLeadTo.ts';
import { strictKubeconfig } from '../../../../src/core/programKubeconfigs/strictKubeconfig.ts';
import { clusterEntry, contextEntry, key, kubeconfig, own, prod, staticUser, userEntry } from './ownKubeconfig.ts';

/** The long run's 100,000 (`KUBECONFIG_CASES`) are 10,000 of these. */
const cases = Math.ceil(Number(process.env['KUBECONFIG_CASES'] ?? 4_000) / 10);

function passes(texts: readonly string[]): boolean {
  try {
    const files = texts.map((text, index) => ({
      path: `/home/ada/${index}`,
      kubeconfig: strictKubeconfig(`/home/ada/${index}`, Buffer.from(text)),
      isPrograms: true,
    }));
    assertKubeconfigsLeadTo([prod], files);
    return true;
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'kubeconfigsLeadElsewhere', (error as Error).stack);
    assert.ok(!(error as Error).message.includes(key));
    return false;
  }
}

type Part = readonly ['clusters' | 'contexts' | 'users', string];
const evil = 'https://evil.example';
const ours: readonly Part[] = [
  ['clusters', clusterEntry()],
  ['contexts', contextEntry()],
  ['users', userEntry()],
];
const harmless: readonly Part[] = [
  ['clusters', clusterEntry('kind', { server: 'https://127.0.0.1:6443' })],
  ['clusters', clusterEntry('second')],
  ['contexts', contextEntry('kind', 'kind', 'kind')],
  ['contexts', contextEntry('web')],
  ['contexts', contextEntry('prod', 'kind', 'kind')],
  ['contexts', contextEntry('admin', 'prod', 'kind')],
  ['users', staticUser('kind')],
  ['users', userEntry('other', 'f'.repeat(32))],
  ['users', userEntry('again')],
];
/** Each leads our user elsewhere, in some program at least. */
const foreign: readonly (readonly Part[])[] = [
  [['contexts', contextEntry('x', 'evil')]],
  [
    ['clusters', clusterEntry('evil', { server: evil })],
    ['contexts', contextEntry('prod', 'evil')],
  ],
  [['contexts', contextEntry('x', 'kind')]],
  [['clusters', clusterEntry('prod', { server: evil })]],
  [['clusters', clusterEntry('prod', { 'certificate-authority-data': 'RVZJTA==' })]],
  [['clusters', clusterEntry('prod', { 'insecure-skip-tls-verify': 'true' })]],
  [['users', staticUser('ada_prod')]],
  [['users', userEntry('ada_prod', '')]],
  [['users', userEntry('ada_prod').replace('provideClusterInfo: true', 'provideClusterInfo: false')]],
];
/** How a name, or what stands around it, can be written otherwise. */
const disguises: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll(/: (ada_prod|prod|evil)$/gm, ': "$1"'),
  (text) => text.replaceAll(/: (ada_prod|prod|evil)$/gm, ": '$1'"),
  (text) => text.replaceAll(/: ada_prod$/gm, ': "\\x61da\\u005fprod"'),
  (text) => text.replaceAll(/: ada_prod$/gm, ': "ada_\\\n      prod"'),
  (text) => text.replaceAll(/: (ada_prod|prod)$/gm, ': !!str $1'),
  (text) => text.replaceAll(/: (ada_prod|prod)$/gm, ': >-\n      $1'),
  (text) => text.replace(/^(contexts|clusters|users):/gm, '"$1":'),
  (text) => text.replace(/^(contexts|clusters|users):/gm, '? $1\n:'),
  (text) => `${JSON.stringify(parse(text))}\n`,
  (text) => JSON.stringify(parse(text), null, 2),
  (text) => `--- {}\n---\n${text}`,
  (text) => `\uFEFF${text}`,
  (text) => `# \u0085${text}`,
];

function write(parts: readonly Part[], texts: number, places: readonly number[]): string[] {
  return Array.from({ length: texts }, (_, file) => {
    const here = parts.filter((_, index) => (places[index % places.length] ?? 0) % texts === file);
    const of = (section: string) => here.filter(([name]) => name === section).map(([, entry]) => entry);
    return kubeconfig({ clusters: of('clusters'), contexts: of('contexts'), users: of('users') });
  });
}

const drawn = fc.record({
  texts: fc.integer({ min: 1, max: 3 }),
  places: fc.array(fc.nat(5), { minLength: 4, maxLength: 12 }),
  harmless: fc.subarray([...harmless]),
  hidden: fc.constantFrom(...foreign),
  order: fc.array(fc.nat(30), { minLength: 16, maxLength: 16 }),
  disguise: fc.constantFrom(...disguises),
});

/** In a drawn order. */
function shuffled(parts: readonly Part[], order: readonly number[]): Part[] {
  return parts
    .map((part, index) => [order[index % order.length] ?? 0, part] as const)
    .toSorted(([one], [other]) => one - other)
    .map(([, part]) => part);
}

describe('kubeconfigs of a program that names no cluster, drawn', () => {
  it('pass in any order over any files, and never with a foreign entry among them, however that is written', () => {
    fc.assert(
      fc.property(drawn, ({ texts, places, harmless: others, hidden, order, disguise }) => {
        const good = write(shuffled([...ours, ...others], order), texts, places);
        assert.ok(passes(good), good.join('---\n'));
        const withHidden = shuffled([...ours, ...others, ...hidden], order);
        const bad = write(withHidden, texts, places);
        assert.ok(!passes(bad), bad.join('---\n'));
        assert.ok(!passes(bad.map((text) => disguise(text))), bad.join('---\n'));
        // In a file of its own, which alone is written otherwise.
        const [file = ''] = write(hidden, 1, [0]);
        assert.ok(!passes([...good, disguise(file)]), disguise(file));
        assert.ok(!passes([disguise(file), ...good]), disguise(file));
      }),
      { numRuns: cases / 5 },
    );
  });

  it('lead to the trusted cluster for every reader, whatever stands somewhere in the text', () => {
    const evilContext = contextEntry('x', 'evil');
    const lineBreaks = ['\u0085', '\u2028', '\u2029', '\r'];
    const fragment = fc.constantFrom(
      ...[
        '\n',
        '\n  ',
        '\n- ',
        ' ',
        ': ',
        ':',
        ' #',
        '#',
        "'",
        '"',
        '|',
        '>',
        '|2\n',
        '{}',
        '[]',
        '{',
        '}',
        '[',
        ']',
        ',',
      ],
      ...[
        '\\',
        '\\\n',
        '\\"',
        '---\n',
        '...\n',
        '? ',
        '!!str ',
        '&a ',
        '*a',
        '<<: ',
        '\r',
        '\r\n',
        '\u0085',
        '\u2028',
        '\t',
      ],
      ...[
        evilContext,
        `\n${evilContext}`,
        evilContext.replaceAll('\n', '\n  '),
        clusterEntry('prod', { server: evil }),
      ],
      ...lineBreaks.map((lineBreak) => `#${lineBreak}${contextEntry('x', 'evil').replaceAll('\n', lineBreak)}\n`),
      ...lineBreaks.map((lineBreak) => ` #${lineBreak}    user: ada_prod`),
      ...['contexts:\n', 'users:\n', staticUser('ada_prod'), 'user: ada_prod\n', 'cluster: evil\n', 'name: evil'],
    );
    const edits = fc.array(fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.boolean(), fragment), {
      minLength: 1,
      maxLength: 4,
    });
    const base = own.replace('users:', 'x: "a"\nusers:');
    let passed = 0;
    fc.assert(
      fc.property(edits, (all) => {
        const text = all.reduce((before, [at, isAtLineStart, added]) => {
          const drawnPlace = at % (before.length + 1);
          const place = isAtLineStart ? before.lastIndexOf('\n', drawnPlace) + 1 : drawnPlace;
          return before.slice(0, place) + added + before.slice(place);
        }, base);
        if (passes([text])) {
          passed++;
          for (const read of readers) {
            assertLeadsHome(text, read);
          }
        }
      }),
      // One of sixty passes: with so many, chance cannot leave too few.
      { numRuns: cases * 4 },
    );
    assert.ok(passed > cases / 100, `${passed} passed`);
  });
});

/** Of YAML 1.2 and 1.1, some of which take the last of two equal keys, and more for the end of a line. */
const readers: readonly ((text: string) => unknown)[] = [
  load,
  parse,
  (text) => load(text, { schema: YAML11_SCHEMA, json: true }),
  (text) => parse(text, { version: '1.1', merge: true, uniqueKeys: false }) as unknown,
  (text) => load(text.replaceAll(/[\u0085\u2028\u2029]|\r(?!\n)/g, '\n'), { json: true }),
  (text) => loadAll(text)[0],
  (text) => loadAll(text).at(-1),
];

interface Entry {
  readonly name?: unknown;
  readonly cluster?: Readonly<Record<string, unknown>> | null;
  readonly context?: Readonly<Record<string, unknown>> | null;
}

function assertLeadsHome(text: string, read: (text: string) => unknown): void {
  let model: Readonly<Record<string, readonly Entry[] | null | undefined>>;
  try {
    model = read(text) as typeof model;
  } catch {
    // A program that does not read it asks for nothing.
    return;
  }
  const names = (model['users'] ?? []).filter((user) => JSON.stringify(user).includes(key)).map(({ name }) => name);
  for (const { context } of model['contexts'] ?? []) {
    if (names.includes(context?.['user'])) {
      const clusters = (model['clusters'] ?? []).filter(({ name }) => name === context?.['cluster']);
      assert.ok(clusters.length > 0, text);
      for (const { cluster } of clusters) {
        // An edit may leave out the port, which is the one of https anyway.
        assert.ok([prod.server, prod.server.replace(/:443$/, '')].includes(String(cluster?.['server'])), text);
        const authority = cluster?.['certificate-authority-data'];
        // Base64 may be broken into lines.
        assert.ok(typeof authority === 'string', text);
        assert.equal(authority.replaceAll(/\s/g, ''), prod.certificateAuthorityData, text);
        assert.equal(cluster?.['insecure-skip-tls-verify'], undefined, text);
      }
    }
  }
}
