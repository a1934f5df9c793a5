import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Kubectl } from '../kubectl.ts';
import { prepareKubectl } from '../prepareKubectl.ts';
import type { RecordedCall } from '../simulator/ports.ts';
import { suiteLimitsMs } from '../suiteLimits.ts';
import type { SimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { KubeconfigOnDisk } from './kubeconfigOnDisk.ts';
import { lateBound } from './lateBound.ts';
import { assertNothingLeftBehind } from './nothingLeftBehind.ts';
import { freshWorkbench, sharedVsCode, signedInWorkbench } from './sharedVsCode.ts';

export interface UiSuiteOptions {
  /** About three times what the suite takes on a quiet machine with two cores. */
  readonly limitSeconds: number;
  /** Who is signed in at the start, with the tree open and listed. By default nobody, as on a fresh machine. */
  readonly signedInAs?: string;
  /** Whether a real kubectl is needed, and brought where there is none. */
  readonly kubectl?: boolean;
  /** A VS Code of the suite's own, which ends with it. */
  readonly start?: () => Promise<SimulatedVsCode>;
}

/** What the tests of a suite work on, from its first hook on. */
export interface UiSuite {
  readonly started: SimulatedVsCode;
  readonly workbench: Workbench;
  readonly kubeconfig: KubeconfigOnDisk;
  readonly kubectl: Kubectl;
  /** Begins anew, as at the start of the suite: `workbench` is another one then. */
  restart(): Promise<void>;
  /** Opens a new browser profile beside all that is there: nobody is signed in, and nothing is remembered. */
  openFresh(): Promise<void>;
  /**
   * Registers the closing case here. By default it stands at the end, and no surprise was provoked.
   *
   * @param wasProvoked tells the surprises that the suite meant to cause
   */
  leavesNothingBehind(wasProvoked?: (call: RecordedCall) => boolean): void;
}

/** Registers a suite of UI tests: opens the workbench before it, and looks at its end at what it leaves behind. */
export function uiSuite(title: string, options: UiSuiteOptions, body: (suite: UiSuite) => void): void {
  const limitMs = options.limitSeconds * 1_000;
  suiteLimitsMs.set(title, limitMs);
  // Node's own limit for a suite leaves its hooks out, and leaves running what a test has begun.
  describe(title, { timeout: limitMs }, () => {
    let started: SimulatedVsCode | undefined;
    let workbench: Workbench | undefined;
    let kubectl: Kubectl | undefined;
    let watchdog: NodeJS.Timeout | undefined;
    let startedMs = 0;
    const closing = { isRegistered: false };

    const restart = async (): Promise<void> => {
      workbench =
        options.start !== undefined
          ? await started?.openFresh()
          : options.signedInAs === undefined
            ? await freshWorkbench()
            : await signedInWorkbench(options.signedInAs);
    };
    const leavesNothingBehind: UiSuite['leavesNothingBehind'] = (wasProvoked) => {
      closing.isRegistered = true;
      it('leaves nothing behind', () => {
        assert.ok(started);
        assertNothingLeftBehind(started, wasProvoked);
      });
    };

    before(async () => {
      startedMs = performance.now();
      // Whatever waits for something in it, a hook too, then fails.
      watchdog = setTimeout(() => void workbench?.close(), limitMs);
      kubectl = options.kubectl === true ? await prepareKubectl() : undefined;
      started = await (options.start ?? sharedVsCode)();
      await restart();
    });

    afterEach(async (context) => {
      if ('passed' in context && context.passed) {
        return;
      }
      await workbench?.keepPicture(`failed ${context.name}`.replaceAll(/\W+/g, '-')).catch(() => undefined);
      await workbench?.dismissAll().catch(() => undefined);
    });

    body({
      started: lateBound(() => started),
      workbench: lateBound(() => workbench),
      kubeconfig: lateBound(() => started && new KubeconfigOnDisk(started)),
      kubectl: lateBound(() => kubectl),
      restart,
      async openFresh() {
        workbench = await started?.openFresh();
      },
      leavesNothingBehind,
    });
    if (!closing.isRegistered) {
      leavesNothingBehind();
    }

    after(async () => {
      clearTimeout(watchdog);
      if (options.start !== undefined) {
        await started?.close();
      }
      assert.ok(performance.now() - startedMs < limitMs, `“${title}” is over its limit of ${options.limitSeconds} s.`);
    });
  });
}
