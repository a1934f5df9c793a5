/** Of the suites in this process, by title: how long they may take. Who registers one notes it, runSuite.ts tells it. */
export const suiteLimitsMs = new Map<string, number>();
