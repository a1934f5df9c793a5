/** What runSuite.ts tells run.ts. */
export interface SuiteResults {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly FailedTest[];
  /** Whether all of it ran to its end. */
  readonly isOrderly: boolean;
}

export interface FailedTest {
  readonly name: string;
  /** As it was given to runSuite.ts. */
  readonly file: string;
  /** The first line of what it failed with. */
  readonly error: string;
}
