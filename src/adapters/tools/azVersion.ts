import { open, readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const metadata = /^azure[_-]cli-(\d{1,3}\.\d{1,4}\.\d{1,4})(?:[-.]py[\d.]+)?\.(?:dist|egg)-info$/i;
const python = /^python3(?:\.\d+)?$/;
const headBytes = 4096;

/**
 * The version of an Azure CLI, read from the metadata of its Python package: its own answer takes seconds. The package lies
 * beside the real path of `az`: of pip in `../lib/python3*`, of Homebrew in `../libexec/lib/python3*`, of Windows in
 * `..\Lib`, of Microsoft's packages for Debian and Red Hat in what the script in `/usr/bin` names.
 *
 * @returns undefined where it is in none of these
 */
export async function azVersionOf(az: string): Promise<string | undefined> {
  const real = await realpath(az).catch(() => az);
  const base = dirname(dirname(real));
  const script = await headOf(real);
  const roots = [
    ...(script.includes('/opt/az/') ? [join(base, '..', 'opt', 'az', 'lib')] : []),
    ...(script.includes('lib64/az') ? [join(base, 'lib64', 'az', 'lib')] : []),
    join(base, 'libexec', 'lib'),
    join(base, 'lib'),
    join(base, 'lib64'),
  ];
  for (const folder of [
    ...(await Promise.all(roots.map(packageFoldersIn))).flat(),
    join(base, 'Lib', 'site-packages'),
  ]) {
    const version = (await namesIn(folder)).map((name) => metadata.exec(name)?.[1]).find((each) => each !== undefined);
    if (version !== undefined) {
      return version;
    }
  }
  return undefined;
}

async function packageFoldersIn(root: string): Promise<string[]> {
  const pythons = (await namesIn(root)).filter((name) => python.test(name));
  return pythons.flatMap((name) => ['site-packages', 'dist-packages'].map((kind) => join(root, name, kind)));
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function headOf(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
