import { checkReport } from '../core/checks/checkReport.ts';
import type { CheckRow } from '../core/checks/checkRow.ts';
import { outcomeText, stateText } from '../core/checks/checkTexts.ts';
import { l10n } from '../core/l10n.ts';
import { setupChecks } from '../core/setupChecks/setupChecks.ts';
import type { CommandLinePorts } from './commandLinePorts.ts';
import { describeFlags, type Flag, parseFlags } from './parseFlags.ts';

const flags = {
  offline: { isSwitch: true, help: l10n`Looks at no API server` },
  report: {
    isSwitch: true,
    help: l10n`Writes a report in Markdown to standard output, for a ticket: nothing secret is in it`,
  },
} satisfies Readonly<Record<string, Flag>>;

const usage = l10n`Checks what signing in to AKS takes on this machine: kubectl, kubelogin, helm and az, the kubeconfig and who may
read it, kubectl's policy for plugins, and whether the API servers are reached. Nothing is changed, and nothing signs in.

Usage: node cli.js doctor [flags]

Exit codes, with and without --report:
  0  nothing is wrong, or there are warnings only
  1  there is an error, which standard error sums up in one line; or the flags were not understood

Flags:
${describeFlags(flags)}`;

/** `doctor`: the checks of a setup that take no VS Code. */
export async function doctor(args: readonly string[], ports: CommandLinePorts): Promise<void> {
  const typed = parseFlags(args, flags);
  if (typed === undefined) {
    ports.writeOutput(usage);
    return;
  }
  const { probe, ...local } = await ports.openSetup();
  const checks = setupChecks({
    ...local,
    ...(probe === undefined || typed.isOn('offline') === true ? {} : { probe }),
    about: [
      ['Node', ports.nodeVersion],
      [l10n`System`, ports.platform],
    ],
  });
  let rows: readonly CheckRow[] = [];
  await checks.run((told) => {
    rows = told;
  }, ports.signal);
  if (typed.isOn('report') === true) {
    ports.writeOutput(checkReport(checks, rows));
  } else {
    for (const line of rows.flatMap((row) => linesOf(row, ''))) {
      ports.writeOutput(line);
    }
  }
  if (rows.some(({ state }) => state === 'error')) {
    throw new Error(outcomeText(rows));
  }
}

/** What is in order takes one line. */
function linesOf(
  { title, state, summary, details = [], remedies = [], rows = [] }: CheckRow,
  indent: string,
): string[] {
  const first = `${indent}${stateText(state)}: ${title}${summary === undefined ? '' : ` – ${summary}`}`;
  if (state === 'ok') {
    return [first];
  }
  const lines = remedies.flatMap((remedy) => (remedy.kind === 'copyLine' ? [remedy.line] : []));
  return [
    first,
    ...[...details, ...lines].map((line) => `${indent}    ${line}`),
    ...rows.flatMap((row) => linesOf(row, `${indent}  `)),
  ];
}
