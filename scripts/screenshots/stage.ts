import type { KubeconfigOnDisk } from '../../test/e2e/kubeconfigOnDisk.ts';
import type { SimulatedVsCode } from '../../test/vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../../test/vscode/workbench.ts';
import type { ShootOptions } from './themedPictures.ts';

/** Where scenes are set. */
export interface Stage {
  readonly started: SimulatedVsCode;
  readonly workbench: Workbench;
  readonly kubeconfig: KubeconfigOnDisk;
  /** What stands in the kubeconfig at the start of scenes for which somebody is signed in. */
  readonly startText: string;
  /** Takes what is seen now, in each theme. */
  readonly shoot: (scene: string, options?: ShootOptions) => Promise<void>;
}

/** Of whom somebody is signed in, this cluster is the current one, with VS Code's sign-in. */
export const current = 'payments-prod';

/** What a person had before AKS Entra came. */
export const handWritten = `apiVersion: v1
kind: Config
clusters:
- {name: lab, cluster: {server: "https://lab.example:443"}}
contexts:
- name: lab
  context: {cluster: lab, user: lab-admin, namespace: shop}
- {name: gone, context: {cluster: gone, user: lab-admin}}
users:
- name: lab-admin
  user: {token: not-a-token}
`;
