import type { KubectlVersion } from './kubectlVersion.ts';

/** Which of the programs that kubectl's sign-in takes are on PATH; undefined: nobody knows. */
export interface InstalledTools {
  readonly kubectl: boolean | undefined;
  readonly kubectlVersion: KubectlVersion | undefined;
  readonly kubelogin: boolean | undefined;
  /** The kubelogin on PATH, where it says that it is not Azure's but int128's. */
  readonly otherKubelogin: string | undefined;
  /** The Azure CLI, and the Azure Developer CLI. */
  readonly az: boolean | undefined;
  readonly azd: boolean | undefined;
}

export interface ToolFacts {
  /** The first time it runs kubectl and kubelogin for their versions, which can take seconds. Never throws. */
  installedTools(): Promise<InstalledTools>;
}
