import { clusterSteps } from './clusterSteps.ts';
import { credentialSteps } from './credentialSteps.ts';
import { kubectlSteps } from './kubectlSteps.ts';
import type { Story } from './story.ts';

/** What people have every day. */
export const mainJob: Story = {
  title: 'the main job',
  pictures: 'demo',
  steps: [...clusterSteps, ...credentialSteps, ...kubectlSteps],
  done: 'signed in, clusters listed, credentials merged, kubectl works.',
};
