import type { Metafile } from 'esbuild';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Of each licence file, and of a NOTICE, which the Apache License wants handed on. */
  readonly texts: readonly string[];
}

/** What we take where a package leaves the choice, and what of its text is the other licence. */
const choices: Readonly<Record<string, { readonly licence: string; readonly other: RegExp }>> = {
  'node-forge': { licence: 'BSD-3-Clause', other: /\n-+\n\s+GNU GENERAL PUBLIC LICENSE\n[^]*$/ },
};

const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[.-][\w.-]+)?$/i;

/**
 * The notices of all packages of which the bundles hold something: their licences ask for it wherever copies go.
 *
 * @param root the folder that the paths in `metas` are relative to
 * @throws Error where a package has no licence text, which must not be shipped then, or leaves a choice that is not made
 *   here
 */
export async function licenceNotices(root: string, metas: readonly Metafile[]): Promise<string> {
  const packages = await Promise.all(bundledFolders(metas).map((folder) => readPackage(path.join(root, folder))));
  const sameTexts = Map.groupBy(packages.toSorted(byName), ({ texts }) => texts.join('\n\n'));
  const parts = [...sameTexts].map(
    ([text, those]) =>
      `${those.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join('\n')}\n\n${text}`,
  );
  return `${['AKS Entra contains code of these packages.', ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** The folders of the packages, relative to the root: of one name there may be two versions. */
export function bundledFolders(metas: readonly Metafile[]): string[] {
  const inputs = metas.flatMap(({ outputs }) => Object.values(outputs).map((output) => output.inputs));
  const folders = inputs.flatMap((used) =>
    Object.entries(used).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput === 0 ? [] : (/^.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []),
    ),
  );
  return [...new Set(folders)].toSorted();
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const files = (await readdir(folder)).filter((file) => licenceFile.test(file)).toSorted();
  if (license === undefined || files.length === 0) {
    throw new Error(`${name} ${version} is bundled and has no licence text: ${folder}.`);
  }
  const choice = choices[name];
  const licence = choice?.licence ?? license;
  if (licence.includes(' OR ')) {
    throw new Error(`${name} ${version} is under ${licence}: choose one of them in choices.`);
  }
  const texts = await Promise.all(
    files.map(async (file) => {
      const text = (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      return (choice === undefined ? text : text.replace(choice.other, '')).trim();
    }),
  );
  return { name, version, licence, texts };
}

function byName(one: BundledPackage, other: BundledPackage): number {
  return one.name.localeCompare(other.name, 'en') || one.version.localeCompare(other.version, 'en');
}
