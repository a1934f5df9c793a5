import type { CheckRow, Checks } from '../checks/checkRow.ts';
import type { Logger } from '../logger.ts';

/**
 * The same checks, and a line in the log about how long each run took and what it waited for last: for whoever finds them
 * slow.
 *
 * @param clock in ms, one that never goes back
 */
export function timedChecks(checks: Checks, clock: () => number, logger: Pick<Logger, 'info'>): Checks {
  return {
    ...checks,
    run: async (tell, signal) => {
      const startMs = clock();
      let running: readonly string[] = [];
      let last = '';
      let told: readonly CheckRow[] = [];
      await checks.run((rows) => {
        told = rows;
        const now = rows.filter(({ state }) => state === 'running').map(({ id }) => id);
        last = running.find((id) => !now.includes(id)) ?? last;
        running = now;
        tell(rows);
      }, signal);
      const tookMs = Math.round(clock() - startMs);
      logger.info(`Setup checks: ${told.length} rows in ${tookMs} ms, the last of them: ${last}`);
    },
  };
}
