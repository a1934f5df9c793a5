import type { Metafile } from 'esbuild';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { bundleCli } from '../../../scripts/bundleCli.ts';
import { bundlePlugin } from '../../../scripts/bundlePlugin.ts';
import { licenceNotices } from '../../../scripts/licenceNotices.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(path.join(tmpdir(), 'licence-notices-'));
after(() => {
  rmSync(folder, { recursive: true });
});

/** Of a bundle that holds so many bytes of each file. */
function metaOf(inputs: Readonly<Record<string, number>>): Metafile {
  const used = Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }] as const);
  return {
    inputs: {},
    outputs: { 'dist/a.mjs': { bytes: 1, inputs: Object.fromEntries(used), imports: [], exports: [] } },
  };
}

function install(name: string, license: string | undefined, files: Readonly<Record<string, string>>): string {
  const own = path.join(folder, 'node_modules', name);
  mkdirSync(own, { recursive: true });
  writeFileSync(
    path.join(own, 'package.json'),
    JSON.stringify({ name: path.basename(own), version: '1.2.3', license }),
  );
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(path.join(own, file), text);
  }
  return `node_modules/${name}/index.js`;
}

describe('the notices of bundled packages', () => {
  it('name each with its licence text, and none of which nothing is left in the bundles', async () => {
    const files = [
      install('one', 'MIT', { LICENSE: 'MIT of One\r\n' }),
      install('two', 'MIT', { 'LICENSE.md': 'MIT of One\n' }),
      install('one/node_modules/@scope/three', 'Apache-2.0', { 'license.txt': 'Apache', NOTICE: 'Of Three' }),
    ];
    const shaken = install('shaken', 'MIT', { LICENSE: 'MIT of Shaken' });
    const bytes = Object.fromEntries(files.map((file) => [file, 1]));
    const metas = [metaOf({ ...bytes, [shaken]: 0, 'src/a.ts': 1 }), metaOf(bytes)];
    assert.equal(
      (await licenceNotices(folder, metas)).replaceAll(/-{80}/g, '--'),
      `AKS Entra contains code of these packages.

--

one 1.2.3 (MIT)
two 1.2.3 (MIT)

MIT of One

--

three 1.2.3 (Apache-2.0)

Of Three

Apache
`,
    );
  });

  it('are not made where a licence is missing or to be chosen', async () => {
    const unlicensed = [
      install('bare', 'MIT', { 'readme.md': 'MIT' }),
      install('unnamed', undefined, { LICENSE: 'MIT' }),
      install('choice', 'MIT OR GPL-2.0', { LICENSE: 'MIT, or GPL' }),
    ];
    for (const file of unlicensed) {
      await assert.rejects(licenceNotices(folder, [metaOf({ [file]: 1 })]), /bundled and has no licence|choose one/);
    }
  });

  it('are packed for all that the extension, the command line and the plugin hold', async () => {
    const notices = readFileSync(path.join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const extension = JSON.parse(readFileSync(path.join(root, 'dist', 'meta.json'), 'utf8')) as Metafile;
    const metas = [extension, await bundleCli(folder), await bundlePlugin(path.join(folder, 'plugin'))];
    const folders = metas
      .flatMap(({ outputs }) => Object.values(outputs))
      .flatMap(({ inputs }) => Object.entries(inputs))
      .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && file.includes('node_modules/'))
      .map(([file]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? file);
    const bundled = [...new Set(folders)].map((own) => path.join(root, own));
    assert.ok(bundled.length > 30 && bundled.some((own) => own.endsWith('node-forge')), String(bundled));
    for (const own of bundled) {
      const { name, version } = JSON.parse(readFileSync(path.join(own, 'package.json'), 'utf8')) as {
        readonly name: string;
        readonly version: string;
      };
      assert.ok(notices.includes(`\n${name} ${version} (`), name);
      const [licence = ''] = readdirSync(own).filter((file) => /^licen[cs]e/i.test(file));
      const text = readFileSync(path.join(own, licence), 'utf8').replaceAll('\r\n', '\n').trim();
      assert.ok(notices.includes(text.split('GNU GENERAL PUBLIC LICENSE\n')[0]?.replace(/-+\s+$/, '') ?? ''), name);
    }
    const named = notices.match(/^\S+ \d\S* \(.+\)$/gm) ?? [];
    assert.equal(named.length, bundled.length);
    assert.match(notices, /\nnode-forge \S+ \(BSD-3-Clause\)\n[^]*Digital Bazaar[^]*AS IS/);
    assert.doesNotMatch(notices, /Everyone is permitted to copy and distribute verbatim/);
  });
});
