import type { DemoStep } from './demoStep.ts';

/** What a demo shows, in order; each step says what a person would see. */
export interface Story {
  readonly title: string;
  /** How the names of its pictures begin. */
  readonly pictures: string;
  readonly steps: readonly DemoStep[];
  /** What holds where no step failed. */
  readonly done: string;
}
