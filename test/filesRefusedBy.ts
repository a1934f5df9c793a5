import { delimiter } from 'node:path';
import { type Kubectl, runKubectl } from './kubectl.ts';

/** Which of the files kubectl refuses to load: it names all of a list, so it is asked for many at once. */
export async function filesRefusedBy(
  kubectl: Kubectl,
  paths: readonly string[],
  home: string,
): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  for (let start = 0; start < paths.length; start += 200) {
    const env = { KUBECONFIG: paths.slice(start, start + 200).join(delimiter), HOME: home };
    const { stderr } = await runKubectl(kubectl, ['config', 'view', '--raw', '-o', 'json'], env);
    for (const [, path = ''] of stderr.matchAll(/config file "([^"]+)"/g)) {
      refused.add(path);
    }
  }
  return refused;
}
