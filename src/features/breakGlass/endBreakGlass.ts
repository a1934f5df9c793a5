import * as vscode from 'vscode';
import { glassClusterId } from '../../core/breakGlass/glassMark.ts';
import { endedText, endQuestion } from '../../core/breakGlass/glassTexts.ts';
import { parseClusterId } from '../../core/azure/resourceId.ts';
import { rotateCertificatesLine } from '../../core/entraIntegration/equivalentCommand.ts';
import { cancellation } from '../../core/cancellation.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { type DisableAgainPorts, offerDisableAgain } from './disableAgain.ts';
import type { EndedGlass, GlassTerminals } from './glassTerminals.ts';
import { isStillBroken } from './isStillBroken.ts';

export interface EndPorts extends DisableAgainPorts {
  readonly glass: GlassTerminals;
}

/**
 * Closes a terminal of this window that has an admin credential, after a question, so that its file goes; and offers to turn
 * off local accounts that were turned on for others.
 *
 * @param argument the row of the tree that it was asked from: then that cluster only
 */
export async function endBreakGlass(ports: EndPorts, argument: unknown): Promise<void> {
  const only = clusterFrom(argument)?.cluster.id;
  const isMeant = (id: string | undefined): boolean =>
    id !== undefined && (only === undefined || id.toLowerCase() === only.toLowerCase());
  const terminals = ports.glass.all().filter((terminal) => isMeant(glassClusterId(terminal)));
  const open = new Set(terminals.map((terminal) => glassClusterId(terminal)?.toLowerCase()));
  if (terminals.length > 0) {
    await endOne(ports, terminals);
  }
  const others = (await ports.brokenGlasses.all()).filter(
    ({ clusterId }) => isMeant(clusterId) && !open.has(clusterId.toLowerCase()),
  );
  const offered = [];
  for (const broken of others) {
    if (await isStillBroken(ports, broken)) {
      offerDisableAgain(ports, broken);
      offered.push(broken);
    }
  }
  if (terminals.length + offered.length === 0) {
    void vscode.window.showInformationMessage(
      l10n`Break glass is not in use: no terminal of this window has an admin credential, and no local accounts wait to be turned off again.`,
    );
  }
}

/** @throws an AbortError where it is to stay open */
async function endOne({ glass }: EndPorts, terminals: readonly vscode.Terminal[]): Promise<void> {
  const [first] = terminals;
  const terminal =
    first === undefined || terminals.length > 1
      ? await pick({
          title: l10n`End break glass`,
          placeholder: l10n`Which terminal?`,
          choices: terminals.map((one) => ({ label: printable(one.name), value: one })),
        })
      : first;
  const question = endQuestion(parseClusterId(glassClusterId(terminal) ?? '')?.name ?? terminal.name);
  if (!(await isAccepted({ ...question, accept: l10n`End Break Glass`, goBack: l10n`Keep It Open` }))) {
    throw cancellation();
  }
  await glass.end(terminal);
}

/** Tells that a terminal is over and its file gone, with what is still to be done. */
export async function tellEnded(ports: DisableAgainPorts, { clusterId, name }: EndedGlass): Promise<void> {
  const broken = (await ports.brokenGlasses.all()).find(
    (one) => one.clusterId.toLowerCase() === clusterId.toLowerCase(),
  );
  if (broken !== undefined) {
    const lead = l10n`Break glass on ${quotedName(name)} has ended, and the admin credential is deleted from this machine.`;
    offerDisableAgain(ports, broken, lead);
    return;
  }
  const copy = l10n`Copy Rotation Line`;
  const parts = parseClusterId(clusterId);
  void vscode.window
    .showInformationMessage(endedText(name), ...(parts === undefined ? [] : [copy]))
    .then(async (chosen) => {
      if (chosen === copy && parts !== undefined) {
        await vscode.env.clipboard.writeText(rotateCertificatesLine(parts));
      }
    });
}
