import type { Throttle } from '../../../../src/ui/atMostEvery.ts';

/** A throttle that holds nothing back, so that a test sees every state of a listing. */
export const atOnce: Throttle = {
  run(work) {
    work();
    return Promise.resolve(undefined);
  },
  flush: () => undefined,
  dispose: () => undefined,
};
