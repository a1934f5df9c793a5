import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { prepareKubectl } from './prepareKubectl.ts';

/**
 * `npm run test:long`: the tests that draw from chance, for as long as it takes them to be convincing: 100,000
 * kubeconfigs, 300 writers that are killed, and 200 rounds of the race with kubectl. Each number can be set:
 * KUBECONFIG_CASES, KUBECONFIG_KILLS, KUBECONFIG_ROUNDS.
 */
const numbers = { KUBECONFIG_CASES: '100000', KUBECONFIG_KILLS: '300', KUBECONFIG_ROUNDS: '200' };
const unit = path.join(import.meta.dirname, 'unit');
await prepareKubectl();
const files = globSync(
  [
    'core/*/*roperties.test.ts',
    'cli/*Properties.test.ts',
    'core/kubeconfigText/reducedText.test.ts',
    'core/yaml/readPlainBlocks.test.ts',
    'adapters/kubeconfig/kubeconfigFilesProcesses.test.ts',
    'adapters/kubeconfig/kubeconfigRace.test.ts',
  ],
  { cwd: unit },
);
const { status } = spawnSync(process.execPath, ['--test', ...files.map((file) => path.join(unit, file))], {
  stdio: 'inherit',
  env: { ...numbers, ...process.env },
});
process.exitCode = status ?? 1;
