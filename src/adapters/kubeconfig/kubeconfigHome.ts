import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { homeOfKubeconfig, type HomeFacts } from '../../core/kubeconfig/kubeconfigPaths.ts';

const facts: HomeFacts = {
  hasKubeconfig: (home) => statOf(join(home, '.kube', 'config')) !== undefined,
  stateOf: (home) => {
    const found = statOf(home);
    if (found === undefined) {
      return 'absent';
    }
    return found.isDirectory() && (found.mode & 0o200) !== 0 ? 'writable' : 'readOnly';
  },
};

/** The folder in which kubectl looks for `.kube/config` now; empty: in the current one. See `homeOfKubeconfig`. */
export function kubeconfigHome(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  return homeOfKubeconfig(env, platform, facts);
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
