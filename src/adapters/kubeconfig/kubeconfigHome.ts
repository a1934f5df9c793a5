import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { homeOfKubeconfig, type HomeFacts } from '../../core/kubeconfig/kubeconfigPaths.ts';

const facts: HomeFacts = {
  hasKubeconfig: async (home) => (await statOf(join(home, '.kube', 'config'))) !== undefined,
  stateOf: async (home) => {
    const found = await statOf(home);
    if (found === undefined) {
      return 'absent';
    }
    return found.isDirectory() && (found.mode & 0o200) !== 0 ? 'writable' : 'readOnly';
  },
};

/** The folder in which kubectl looks for `.kube/config` now; empty: in the current one. See `homeOfKubeconfig`. */
export function kubeconfigHome(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Promise<string> {
  return homeOfKubeconfig(env, platform, facts);
}

/** A drive that does not answer holds up whoever asks, not the window. */
async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}
