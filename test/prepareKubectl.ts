import { findKubectls, type Kubectl } from './kubectl.ts';
import { findOnPath } from './vscode/findOnPath.ts';
import { runTool, withProgress } from './vscode/runTool.ts';

const installCommand = 'apt-get update && apt-get install -y --no-install-recommends kubernetes-client';
const installLimitMs = 5 * 60_000;

/**
 * The newest real kubectl of this machine; installs Debian's where there is none and we are root.
 * @throws Error with the exact command where neither is possible.
 */
export async function prepareKubectl(): Promise<Kubectl> {
  const present = findKubectls().at(-1);
  if (present) {
    return present;
  }
  if (process.getuid?.() === 0 && findOnPath('apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await withProgress("Installing Debian's kubernetes-client", () =>
      runTool('sh', ['-c', installCommand], { env, timeLimitMs: installLimitMs }),
    );
    const installed = findKubectls().at(-1);
    if (installed) {
      return installed;
    }
  }
  throw new Error(`No kubectl found. Install one, for example with: sudo sh -c '${installCommand}'`);
}
