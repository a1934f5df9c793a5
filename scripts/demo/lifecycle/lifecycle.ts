import type { Story } from '../story.ts';
import { enableSteps } from './enableSteps.ts';
import { grantSteps } from './grantSteps.ts';
import { migrateSteps } from './migrateSteps.ts';

/** How a cluster comes to Microsoft Entra, and people to the cluster. */
export const lifecycle: Story = {
  title: 'a cluster’s way to Microsoft Entra',
  pictures: 'lifecycle',
  steps: [...enableSteps, ...migrateSteps, ...grantSteps],
  done: 'Entra enabled on one cluster, the legacy integration of another migrated, a colleague let in; kubectl does for each what it should.',
};
