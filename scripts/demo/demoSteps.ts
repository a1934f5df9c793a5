import { clusterSteps } from './clusterSteps.ts';
import { credentialSteps } from './credentialSteps.ts';
import type { DemoStep } from './demoStep.ts';
import { kubectlSteps } from './kubectlSteps.ts';

/** The main job, in order; each step says what a person would see. */
export const demoSteps: readonly DemoStep[] = [...clusterSteps, ...credentialSteps, ...kubectlSteps];
