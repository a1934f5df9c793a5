import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { strictKubeconfig } from '../../../../src/core/programKubeconfigs/strictKubeconfig.ts';
import { azureCredential, execCredential, staticCredential } from '../kubeconfig/armCredentials.ts';
import { clusterEntry, contextEntry, kubeconfig, others, own, userEntry } from './ownKubeconfig.ts';

const read = (text: string | Uint8Array) => strictKubeconfig('/home/ada/config', Buffer.from(text));

function refused(text: string | Uint8Array, message = /written in a way that programs read differently/): void {
  assert.throws(
    () => read(text),
    (error: Error & { code?: string }) => {
      assert.equal(error.code, 'kubeconfigsLeadElsewhere', error.stack);
      assert.match(error.message, message);
      assert.match(error.message, /\/home\/ada\/config/);
      assert.ok(!error.message.includes('\n'));
      return true;
    },
  );
}

const named = (text: string): string =>
  text.replaceAll('name: prod', 'name: X').replaceAll('cluster: prod', 'cluster: X');

describe('a kubeconfig that every program reads in the same way', () => {
  it('is what kubectl, az, kind and the like write', () => {
    const texts = [
      own,
      others,
      '',
      '# nothing\n',
      execCredential({ name: 'a' }),
      azureCredential({ name: 'a' }),
      staticCredential({ name: 'a' }),
      own.replaceAll('\n', '\r\n'),
      `---\n${own}`,
      own.trimEnd(),
      'clusters: []\ncontexts: null\nusers:\nextensions: [] # none\npreferences: {}\n',
      // az's writer breaks long texts.
      "users:\n- name: a\n  user:\n    exec:\n      installHint: '\n\n        kubelogin is not installed.\n\n\n        To learn more, go to https://aka.ms/aks/kubelogin\n\n        '\n",
      'users:\n- name: a\n  user:\n    note: a plain text that goes on\n      in the next line\n    ca: "LS0t\\\n      LS0t"\n',
      "contexts: # mine\n# and more\n\n  - name: 'kind-kind' # kind's\n    context:\n        cluster: \"it's\"\n        user: arn:aws:eks:eu-1:1:cluster/x\n",
      'users:\n- name: a\n  user:\n    exec:\n      command: C:\\Users\\ada\\AppData\\Local\\x.exe\n      path: "C:\\\\Users\\\\ada"\n',
      'contexts:\n- context:\n    cluster: minikube\n    extensions:\n    - extension:\n        last-update: Mon, 01 Jan 2026 08:15:30 UTC\n        version: v1.34.0\n      name: context_info\n    user: minikube\n  name: minikube\n',
      JSON.stringify(load(others)),
      `${JSON.stringify(load(others), null, 2)}\n`,
    ];
    for (const text of texts) {
      const { clusters, contexts, users } = read(text);
      for (const reader of [load, parse]) {
        const model = (text.trim() === '' || text.startsWith('#') ? {} : reader(text)) as Record<string, unknown>;
        assert.deepEqual(
          clusters.map(({ entry }) => entry),
          model['clusters'] ?? [],
          text,
        );
        assert.deepEqual(
          contexts.map(({ entry }) => entry),
          model['contexts'] ?? [],
          text,
        );
        assert.deepEqual(
          users.map(({ name }) => name),
          ((model['users'] ?? []) as { name: string }[]).map(({ name }) => name),
        );
      }
    }
  });

  const context = '- context:\n    cluster: prod\n    user: u\n  name: prod\n';
  const odd: Readonly<Record<string, string | Uint8Array>> = {
    'an anchor': own.replace('- context:', '- context: &a'),
    'an alias': own.replace('user: ada_prod', 'user: *a'),
    'an anchor and its alias': 'contexts: &a []\nusers: *a\n',
    'a merge key': own.replace('    cluster: prod', '    <<: {}\n    cluster: prod'),
    'a merge key in quotation marks': own.replace('    cluster: prod', '    "<<": {}\n    cluster: prod'),
    'a tag': own.replace('name: prod', 'name: !!str prod'),
    'a tag of its own': own.replace('name: prod', 'name: !x prod'),
    'a directive': `%YAML 1.1\n---\n${own}`,
    'a second document': `${own}---\n${others}`,
    'a second document in the line of its marker': `${own}--- {}\n`,
    'a document behind an end': `${own}...\n${others}`,
    'an end at the start': `...\n${own}`,
    'something in the line of the first marker': '--- {}\n',
    'a repeated key': `${own}users: []\n`,
    'a repeated key, once in quotation marks': `${own}"users": []\n`,
    'a repeated key in an entry': own.replace('    cluster: prod\n', '    cluster: prod\n    cluster: prod\n'),
    'a repeated key in JSON': '{"users":[],"users":[]}',
    'U+0085': own.replace('name: prod\n', 'name: prod # \u0085\n'),
    'U+2028': own.replace('name: prod\n', 'name: prod # \u2028\n'),
    'U+2029': own.replace('name: prod\n', 'name: prod # \u2029\n'),
    'U+2028 in JSON': '{"users":[],"note":"\u2028"}',
    'a lone carriage return': own.replace('name: prod\n', 'name: prod # \r\n# \rx\n'),
    'a null byte': `${own}# \0\n`,
    'a null byte at the end': `${own}\0`,
    'a byte order mark': `\uFEFF${own}`,
    'a byte order mark inside': own.replace('name: prod\n', 'name: prod # \uFEFF\n'),
    'a tab': own.replace('name: prod\n', 'name: prod\t# x\n'),
    'brackets that hold something': 'contexts: [{name: a}]\n',
    'brackets on their own line': 'contexts:\n  [\n  ]\n',
    'a question mark as a key': '? contexts\n: []\n',
    'a key that is a number': '1: x\n',
    'a key that is null': '~: x\n',
    'a key that is a truth value': 'on: x\n',
    'a block at the margin': 'x:\n|\n  y\n',
    'a block that begins with blanks': 'x: |\n     \n  y\ncontexts: []\n',
    'a line that is joined to an empty one': 'x: "a\\\n\n  b"\n',
    'half a character in an escape': 'x: "\\ud83d\\ude00"\n',
    'half a character in an escape, in JSON': '{"x":"\\ud83d\\ude00"}',
    'an escape that YAML 1.1 does not know': '{"x":"\\/"}',
    'a tab in JSON': '{\t"x":1}',
    'a list': '- a\n',
    'a text': 'a\n',
    'what is no YAML': 'a: b: c\n',
    'an open quotation mark': 'a: "b\n',
  };
  for (const [what, text] of Object.entries(odd)) {
    it(`holds not ${what}`, () => {
      refused(text);
    });
  }

  it('tells the line, and nothing of what stands there', () => {
    const text = kubeconfig({ users: [userEntry()] }).replace('name: ada_prod', 'name: !secret ada_prod');
    refused(
      text,
      new RegExp(`in line ${text.split('\n').findIndex((line) => line.includes('!secret')) + 1}\\. Have kubectl`),
    );
    refused(`${own}users: []\n`, new RegExp(`in line ${own.split('\n').length}\\. `));
    refused('a: b\nc: "secret', /^((?!secret).)*$/);
  });

  it('is UTF-8', () => {
    refused(Buffer.from('# caf\xe9\n', 'latin1'), /is not UTF-8 text/);
    refused(Buffer.from(own, 'utf16le'), /is not UTF-8 text|programs read differently/);
    refused(Buffer.from([0xed, 0xa0, 0x80]), /is not UTF-8 text/);
    refused(Buffer.from([0xc0, 0x80]), /is not UTF-8 text/);
    read('# ä 😀\n');
  });

  const entriesNamedX = [
    kubeconfig({ clusters: [clusterEntry('X')] }),
    kubeconfig({ contexts: [contextEntry('X')] }),
    kubeconfig({ users: [userEntry('X')] }),
  ];
  const entriesThatNameX = [
    kubeconfig({ contexts: [contextEntry('prod', 'X')] }),
    kubeconfig({ contexts: [contextEntry('prod', 'prod', 'X')] }),
  ];
  const doubtful = [
    ...[
      'on',
      'y',
      'No',
      'tRue',
      '012',
      '0o17',
      '0x1F',
      '0b11',
      '1_000',
      '1,000',
      '12:30',
      '1:30:00.5',
      '1e3',
      '8021e12',
    ],
    ...['.5', '1.', '-1', '+1', '.inf', '.NaN', '2026-11-29', '2026-1-1T00:00:00Z', '=', '[]', '{}', 'e3', '1', '1.5'],
    // The text `~` for readers that know no more scalars than JSON, as Jackson's.
    '~',
    ...['" a"', '"a "', '"a\\n"', '"\\xa0a"'],
  ];
  for (const name of doubtful) {
    it(`has no name ${JSON.stringify(name)}`, () => {
      for (const text of [...entriesNamedX, ...entriesThatNameX]) {
        read(text);
        refused(text.replace(/: X$/m, `: ${name}`), /without a name that is plain text/);
        refused(text.replace(/name: X$/m, `name:\n    ${name}`).replace(/: X$/m, `: ${name}`), /without a name/);
      }
    });
  }

  it('has no entry without a name; a context may lead nowhere', () => {
    for (const name of ['null', '']) {
      for (const text of entriesNamedX) {
        refused(text.replace(/: X$/m, `: ${name}`), /without a name that is plain text/);
      }
      for (const text of entriesThatNameX) {
        read(text.replace(/: X$/m, `: ${name}`));
      }
    }
  });

  it('may have names that look like those in quotation marks, or only a little like them', () => {
    for (const name of [
      '"012"',
      "'on'",
      '"1:30"',
      'prod-1',
      '1prod',
      '10.0.0.1',
      '0123-45ab',
      'e3f',
      'Ünï cödé',
      'it"s',
      'a#b',
      'none',
      'one',
      'yes-no',
    ]) {
      read(named(own).replaceAll('X', name));
    }
  });

  it('spells what programs look for exactly', () => {
    for (const key of [
      'Contexts',
      'USERS',
      'Clusters',
      'current_context',
      'u\u017fers',
      'Kind'.replace('K', '\u212a'),
    ]) {
      const isKnown = !key.endsWith('ind');
      if (isKnown) {
        refused(`${others}${key}: x\n`, /in a way that only some programs read/);
      } else {
        read(`${others}${key}: x\n`);
      }
    }
    refused(others.replace('  name: kind', '  name: kind\n  Name: prod'), /“name”/);
    refused(others.replace('    user: kind', '    user: kind\n    User: ada_prod'), /“user”/);
    refused(others.replace('    server:', '    Server: x\n    server:'), /“server”/);
    read(`${others}other: x\n`);
  });

  it('has lists of entries, and nothing else in their places', () => {
    for (const text of [
      'contexts: {}\n',
      'contexts: x\n',
      'contexts:\n- x\n',
      'contexts:\n-\n',
      'contexts:\n- context: x\n  name: a\n',
      `contexts:\n${context.replace('  name: prod\n', '')}`,
      `contexts:\n${context.replace('user: u', 'user: []')}`,
      'contexts: ~\n',
      'contexts:\n- context: ~\n  name: a\n',
    ]) {
      refused(text, /under “contexts”/);
    }
    assert.deepEqual(read('contexts:\n- name: a\n').contexts, [{ name: 'a', entry: { name: 'a' }, value: {} }]);
  });
});
