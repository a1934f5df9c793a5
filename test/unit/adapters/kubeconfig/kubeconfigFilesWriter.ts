import { KubeconfigFiles } from '../../../../src/adapters/kubeconfig/kubeconfigFiles.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { staticCredential } from '../../core/kubeconfig/armCredentials.ts';

/**
 * A writer in a process of its own: merges numbered clusters into a file, one update each, and prints the name of each
 * one that is done. `node kubeconfigFilesWriter.ts <file> <backup folder> <label> <count>`
 */
const [path = '', backupDirectory = '', label = '', count = '0'] = process.argv.slice(2);
const files = new KubeconfigFiles({
  env: {},
  home: () => Promise.resolve('/nonexistent'),
  platform: process.platform,
  backupDirectory,
  lockTimeoutMs: 120_000,
});
for (let number = 0; number < Number(count); number++) {
  const name = `${label}-${number}`;
  const credential = parseCredential(staticCredential({ name }));
  await files.update(path, (text) => {
    const plan = planMerge({ text, credential, onConflict: 'ask', setCurrentContext: true });
    return { text: plan.kind === 'changed' ? plan.text : undefined };
  });
  process.stdout.write(`${name}\n`);
}
