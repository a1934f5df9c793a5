/** Runs the latest of what it is given: at once where nothing ran for a while, else as soon as that is over. */
export interface Throttle {
  /** What was given before and has not run yet is replaced. @returns when this, or what replaced it, has run */
  run(work: () => void): Promise<undefined>;
  /** Runs at once what waits. */
  flush(): void;
  /** What waits never runs; whoever waits for it goes on. */
  dispose(): void;
}

/** @param ms the least time between two runs */
export function atMostEvery(ms: number): Throttle {
  let ranOnMs = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let waiting: { work: () => void; readonly done: PromiseWithResolvers<undefined> } | undefined;

  function runWaiting(): void {
    clearTimeout(timer);
    timer = undefined;
    const now = waiting;
    waiting = undefined;
    if (now !== undefined) {
      ranOnMs = performance.now();
      now.work();
      now.done.resolve(undefined);
    }
  }

  return {
    run: (work) => {
      waiting ??= { work, done: Promise.withResolvers<undefined>() };
      waiting.work = work;
      const { promise } = waiting.done;
      const waitMs = ranOnMs + ms - performance.now();
      if (waitMs <= 0) {
        runWaiting();
      } else {
        timer ??= setTimeout(runWaiting, waitMs);
      }
      return promise;
    },
    flush: runWaiting,
    dispose: () => {
      clearTimeout(timer);
      waiting?.done.resolve(undefined);
      waiting = undefined;
    },
  };
}
