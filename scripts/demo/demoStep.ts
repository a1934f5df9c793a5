import type { SimulatedVsCode } from '../../test/vscode/startSimulatedVsCode.ts';
import type { Workbench } from '../../test/vscode/workbench.ts';
import type { OutsideTerminal } from './outsideTerminal.ts';

export interface DemoTools {
  readonly started: SimulatedVsCode;
  readonly workbench: Workbench;
  readonly terminal: OutsideTerminal;
}

export interface DemoStep {
  readonly title: string;
  /** @throws Error where the step did not end as it should */
  run(tools: DemoTools, say: (line: string) => void): Promise<void>;
}

/** Who signs in, and the clusters that the steps are about. */
export const account = 'ada@contoso.com';
export const managed = 'payments-prod';
export const withoutEntra = 'static-lab';
