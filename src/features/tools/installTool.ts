import * as vscode from 'vscode';
import { readString } from '../../core/azure/readProperty.ts';
import type { InstallableTool } from '../../core/diagnosis/remedy.ts';
import {
  type Installation,
  installationsOf,
  installers,
  installPage,
  type ProgramPlaces,
  programWord,
} from '../../core/diagnosis/toolInstallation.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { printable } from '../../core/printable.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import { noteRow } from '../../ui/noteRow.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { runRemedy } from '../../ui/remedyCommand.ts';
import { runInTerminal } from '../terminals/runInTerminal.ts';

export interface InstallToolPorts {
  readonly facts: ProgramPlaces;
  readonly logger: Logger;
}

const tools: Readonly<Record<InstallableTool, string>> = {
  kubectl: l10n`The program that talks to clusters.`,
  kubelogin: l10n`Azure’s kubelogin, by which kubectl signs in where VS Code does not do that.`,
  helm: l10n`Installs charts into clusters.`,
  az: l10n`The Azure CLI.`,
};

/**
 * Installs a program in a visible terminal: with a package manager of this machine, chosen by what is on PATH and never
 * by what lies in a workspace, and after a look at the line; or shows the page of whoever makes it.
 *
 * @param argument `{ tool }`; without it, it is asked
 * @throws AksEntraError; an AbortError on cancel
 */
export async function installTool({ facts, logger }: InstallToolPorts, argument: unknown): Promise<void> {
  const tool = toolIn(argument) ?? (await pickTool());
  const programs = new Map<string, string>();
  for (const name of [...installers, tool]) {
    const { path, isForeign } = await facts.whereOnPath(name);
    // By its bare name the shell would start the one in the workspace, which comes first on PATH.
    const isOurs = name === tool || !isForeign || programWord(name, process.platform, path ?? '') !== name;
    if (path !== undefined && isOurs) {
      programs.set(name, path);
    }
  }
  const present = programs.get(tool);
  const ways = installationsOf(tool, {
    platform: process.platform,
    programs,
    isRoot: process.getuid?.() === 0,
  });
  for (;;) {
    const way = await pickWay(tool, ways, present);
    if (way === 'page') {
      await vscode.env.openExternal(vscode.Uri.parse(installPage(tool), true));
      return;
    }
    const accepted = await isAccepted({
      message: l10n`Install ${tool} with ${way.by}?`,
      detail: [
        way.line,
        ...(way.note === undefined ? [] : [way.note]),
        l10n`The line runs in a new terminal, in sight.`,
      ].join('\n\n'),
      accept: l10n`Run in Terminal`,
      goBack: l10n`Choose Again`,
    });
    if (accepted) {
      logger.info(`Install ${tool}: ${way.by}, in a terminal`);
      runInTerminal(l10n`Install ${tool}`, way.line);
      void tellWhatNext(tool);
      return;
    }
  }
}

function toolIn(argument: unknown): InstallableTool | undefined {
  const named = readString(argument, 'tool');
  return (Object.keys(tools) as InstallableTool[]).find((tool) => tool === named);
}

function pickTool(): Promise<InstallableTool> {
  return pick({
    title: l10n`Install a program`,
    placeholder: l10n`Which one?`,
    choices: (Object.keys(tools) as InstallableTool[]).map((tool) => ({
      label: tool,
      detail: tools[tool],
      value: tool,
    })),
  });
}

function pickWay(
  tool: InstallableTool,
  ways: readonly Installation[],
  present: string | undefined,
): Promise<Installation | 'page'> {
  return pick<Installation | 'page'>({
    title: l10n`Install ${tool}`,
    placeholder: l10n`How? You see the line again before it runs in a terminal`,
    choices: [
      ...ways.map((way) => ({ label: l10n`${way.by}…`, detail: way.line, value: way })),
      { label: l10n`Open the Official Page`, detail: installPage(tool), value: 'page' as const },
      ...(ways.length === 0
        ? [noteRow(l10n`No package manager that has it was found on the PATH that VS Code sees.`)]
        : []),
      ...(present === undefined
        ? []
        : [noteRow(l10n`There is one already: ${printable(present)}. Their order on PATH decides which one runs.`)]),
    ],
  });
}

/** When a terminal’s command ends, and how, VS Code does not always tell. */
async function tellWhatNext(tool: InstallableTool): Promise<void> {
  const check = l10n`Check My AKS Setup`;
  const chosen = await vscode.window.showInformationMessage(
    l10n`${tool} is being installed in the terminal. Once that is done, check again; VS Code may have to be restarted to see a changed PATH.`,
    check,
  );
  if (chosen === check) {
    await runRemedy({ kind: 'checkSetup', title: check });
  }
}
