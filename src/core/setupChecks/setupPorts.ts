import type { KubeconfigFileFacts } from '../diagnosis/kubeconfigFileFacts.ts';
import type { PluginAllowlist } from '../kuberc/pluginAllowlist.ts';
import type { ServerProbe } from '../verifyAccess/serverProbe.ts';
import type { SetupAzure } from './azureClusters.ts';
import type { LookedAtStore } from './lookAtKubeconfigs.ts';
import type { ProxySettings } from './proxyCheck.ts';
import type { SetupTools } from './setupTools.ts';
import type { SetupSignIn } from './signInChecks.ts';

/** What the checks of a setup ask of the outside. What is absent is not looked at, and has no row. */
export interface SetupPorts {
  readonly tools: SetupTools;
  readonly kubeconfigs: LookedAtStore;
  /** The value of KUBECONFIG. */
  readonly kubeconfigVariable: string | undefined;
  readonly facts: Pick<KubeconfigFileFacts, 'permissions'>;
  /** Whether what a kubeconfig names is there, seen from its folder. */
  readonly exists: (path: string, kubeconfig: string) => Promise<boolean>;
  readonly readNamedFile: (path: string, kubeconfig: string) => Promise<string | undefined>;
  readonly pluginAllowlist: Pick<PluginAllowlist, 'refusal'>;
  /** Whether kubectl's policy lets it run a command of the kubeconfig. */
  readonly runsPlugin: (command: string) => Promise<boolean>;
  /** Where our own plugin is on this machine, whether it is there or not. */
  readonly ownPlugin: string;
  readonly proxies: () => ProxySettings;
  readonly home: string;
  readonly now: () => number;
  readonly probe?: () => Promise<ServerProbe>;
  readonly azure?: () => Promise<SetupAzure>;
  readonly signIn?: SetupSignIn;
  /** What the report says of the surroundings, without names of people. */
  readonly about: readonly (readonly [label: string, value: string])[];
}
