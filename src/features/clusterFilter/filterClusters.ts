import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import { listingOf } from '../../core/listing/inventory.ts';
import { type ClusterFilter, entraStates, isFiltered } from '../../core/clusterView/clusterView.ts';
import { entraStateLabel, filterWords } from '../../core/clusterView/filterTexts.ts';
import {
  entraToShow,
  idsToShow,
  subscriptionsToFilter,
  tenantsToFilter,
  withFilter,
} from '../../core/clusterView/filterChoices.ts';
import { l10n } from '../../core/l10n.ts';
import { inputOrBack } from '../../ui/inputStep.ts';
import { back, type Choice, pick } from '../../ui/quickPickStep.ts';
import { changeView, type ClusterFilterPorts, currentView } from './changedView.ts';

type Part = keyof ClusterFilter | 'clear';

/** Asks which clusters the tree shows, in one respect at a time. Pickers of clusters go on offering all. */
export async function filterClusters(ports: ClusterFilterPorts): Promise<void> {
  const { chosenView, inventory } = ports;
  for (;;) {
    const { filter } = currentView(chosenView);
    const listing = listingOf(inventory.state);
    const part = await pick<Part>({
      title: l10n`Filter clusters`,
      placeholder: isFiltered(filter) ? l10n`Shown: ${filterWords(filter, listing)}` : l10n`All clusters are shown`,
      choices: [
        row('text', l10n`Text`, l10n`In a cluster’s name, resource group, location, version or subscription`),
        row('tenantIds', l10n`Tenants`, l10n`Those that are left out are still listed`),
        row('subscriptionIds', l10n`Subscriptions`, l10n`Those that are left out are still listed`),
        row('entra', l10n`Entra state`, l10n`Managed, legacy, none, or with local accounts on`),
        ...(isFiltered(filter) ? [{ label: l10n`$(clear-all) Clear Filter`, value: 'clear' as const }] : []),
      ],
    });
    const changed = part === 'clear' ? {} : await asked(part);
    if (changed !== back) {
      await changeView(chosenView, { filter: changed });
      return;
    }

    function row(value: keyof ClusterFilter, label: string, detail: string): Choice<Part> {
      const words = filter[value] === undefined ? '' : filterWords({ [value]: filter[value] }, listing);
      return { label, detail, description: words, value };
    }

    async function asked(value: keyof ClusterFilter): Promise<ClusterFilter | typeof back> {
      if (value === 'text') {
        const text = await inputOrBack({
          title: l10n`Filter clusters by text`,
          prompt: l10n`Words in a cluster’s name, resource group, location, version or subscription; all of them have to match. Leave it empty for all clusters.`,
          value: filter.text ?? '',
          problem: () => undefined,
        });
        return text === back ? back : withFilter(filter, 'text', text === '' ? undefined : text);
      }
      if (value === 'entra') {
        const states = entraStates.map((state) => ({ label: entraStateLabel(state), value: state }));
        const checked = await pickAmong(l10n`Filter clusters by Entra state`, states, filter.entra);
        return withFilter(filter, 'entra', entraToShow(checked.map((state) => state.value)));
      }
      const isTenants = value === 'tenantIds';
      const title = isTenants ? l10n`Filter clusters by tenant` : l10n`Filter clusters by subscription`;
      const choices = (isTenants ? tenantsToFilter : subscriptionsToFilter)(listing, filter[value]);
      return withFilter(filter, value, idsToShow(choices, await pickAmong(title, choices, filter[value])));
    }
  }
}

/** @throws an AbortError when the user closes the picker */
async function pickAmong<Row extends vscode.QuickPickItem & { readonly value: unknown }>(
  title: string,
  choices: readonly Row[],
  checked: readonly Row['value'][] = [],
): Promise<readonly Row[]> {
  const items = choices.map((choice) => ({ ...choice, picked: checked.includes(choice.value) }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n`Check what to show. If nothing is checked, everything is shown.`,
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (picked === undefined) {
    throw cancellation();
  }
  return picked;
}
