import { writeFileSync } from 'node:fs';
import { findKubectls, runKubectl, type Kubectl } from '../kubectl.ts';
import { withoutEntra } from './cliClusters.ts';
import { addressOf, type Step } from './step.ts';

/** With the newest kubectl that there is, if any: a credential without Entra needs neither kubelogin nor us. */
export const kubectlSteps: readonly Step[] = findKubectls()
  .slice(-1)
  .map((kubectl) => ({
    title: `kubectl 1.${kubectl.minor} lists the nodes of ${withoutEntra.name}`,
    async az(az) {
      const file = az.file('nodes.yaml');
      await az.run('aks', 'get-credentials', ...addressOf(withoutEntra), '--file', file);
      return nodes(kubectl, file, az.environment);
    },
    async ours(ours) {
      const file = ours.file('nodes.yaml');
      writeFileSync(file, await ours.kubeconfig(withoutEntra), { mode: 0o600 });
      return nodes(kubectl, file, ours.environment);
    },
  }));

async function nodes(kubectl: Kubectl, file: string, env: Readonly<Record<string, string>>): Promise<string[]> {
  const { stdout, stderr } = await runKubectl(kubectl, ['get', 'nodes', '-o', 'name'], { ...env, KUBECONFIG: file });
  if (stdout === '') {
    throw new Error(`kubectl: ${stderr}`);
  }
  return stdout.trim().split('\n');
}
