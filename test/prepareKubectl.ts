import { oldestMinor } from './chooseKubectls.ts';
import { findKubectls, type Kubectl } from './kubectl.ts';
import { askVersion } from './kubectlVersion.ts';
import { preparePinnedKubectl } from './pinnedKubectl.ts';
import { findOnPath } from './vscode/findOnPath.ts';

/**
 * Fetches the pinned kubectl where one fits this machine, once.
 * @returns the newest that there is then
 * @throws Error that says what to install where none fits
 */
export async function prepareKubectl(): Promise<Kubectl> {
  await preparePinnedKubectl();
  const newest = findKubectls().at(-1);
  if (newest === undefined) {
    throw new Error(whatIsMissing());
  }
  return newest;
}

function whatIsMissing(): string {
  const file = findOnPath('kubectl');
  const version = file === undefined ? undefined : askVersion(file);
  const found =
    file === undefined ? 'There is no kubectl on PATH' : `${file} is kubectl ${version?.name ?? 'of unknown version'}`;
  return `${found}, and none can be fetched for ${process.platform}-${process.arch}: install kubectl 1.${oldestMinor} or newer (https://kubernetes.io/docs/tasks/tools/) and try again.`;
}

if (import.meta.main) {
  try {
    const { path } = await prepareKubectl();
    console.log(`kubectl ${askVersion(path)?.name ?? ''}: ${path}`);
  } catch (error) {
    console.error(`✖ ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
