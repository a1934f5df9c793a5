import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

const src = path.join(import.meta.dirname, '..', '..', '..', 'src');

describe('a modal question', () => {
  // VS Code gives the focus to the first button, and never to its own Cancel.
  it('is one of those whose first button was looked at: it changes nothing', () => {
    const asking = globSync('**/*.ts', { cwd: src })
      .filter((file) => readFileSync(path.join(src, file), 'utf8').includes('modal: true'))
      .map((file) => file.replaceAll(path.sep, '/'));
    assert.deepEqual(asking.toSorted(), [
      'features/credentials/confirmCredential.ts',
      'features/kubeconfig/confirmUnloadable.ts',
      'features/kubectlSignIn/confirmTrust.ts',
      'features/kubectlSignIn/confirmUnknown.ts',
      'features/otherPrograms/allowAsking.ts',
      'features/privateClusters/reachCluster.ts',
      'features/roleActivation/askActivation.ts',
      'features/verifyAccess/askAboutCommand.ts',
      'ui/isAccepted.ts',
    ]);
  });
});
