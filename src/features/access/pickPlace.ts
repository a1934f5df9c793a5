import * as vscode from 'vscode';
import type { ClusterConnections, ManagedNamespaces } from '../../core/access/accessPorts.ts';
import { type GrantPlace, isNamespaceName } from '../../core/access/grantPlan.ts';
import { cancellation, isCancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { l10n } from '../../core/l10n.ts';
import { messageOf } from '../../core/messageOf.ts';
import { printable } from '../../core/printable.ts';
import { noteRow } from '../../ui/noteRow.ts';
import { back, type Choice, pickOrBack } from '../../ui/quickPickStep.ts';

export interface PlacePorts {
  readonly clusterConnections: ClusterConnections;
  readonly managedNamespaces: ManagedNamespaces;
}

/**
 * Where access is to hold. Managed namespaces have scopes of their own where Azure's roles decide; elsewhere they are
 * namespaces like others.
 *
 * @param before what was chosen before somebody went back
 * @throws an AbortError when the user closes the picker
 */
export async function pickPlace(
  ports: PlacePorts,
  seen: SeenCluster,
  title: string,
  before: GrantPlace | undefined,
): Promise<GrantPlace | typeof back> {
  const isAzure = seen.cluster.authorization === 'azureRbac';
  for (;;) {
    const kind = await pickOrBack<GrantPlace['kind']>({
      title,
      placeholder: l10n`Where?`,
      ...(before === undefined ? {} : { preselected: before.kind }),
      choices: [
        {
          label: l10n`A namespace…`,
          detail: l10n`In one namespace of the cluster, and nowhere else.`,
          value: 'namespace',
        },
        ...(isAzure
          ? [
              {
                label: l10n`A managed namespace…`,
                detail: l10n`In one that Azure manages: its own credential, and no right on the cluster.`,
                value: 'managedNamespace' as const,
              },
            ]
          : []),
        {
          label: l10n`The whole cluster`,
          detail: l10n`In every namespace, including future ones.`,
          value: 'cluster',
        },
      ],
    });
    if (kind === back) {
      return back;
    }
    if (kind === 'cluster') {
      return { kind };
    }
    const options = { interaction: 'allowed' } as const;
    const name = await pickNamespace(title, async (signal) =>
      kind === 'managedNamespace'
        ? ports.managedNamespaces.managedNamespaces(seen, { ...options, signal })
        : (await ports.clusterConnections.connect(seen, { ...options, signal })).namespaces(),
    );
    if (name !== back) {
      return { kind, name };
    }
  }
}

/** Those that are there, once they are listed; whoever may not list them types the name. */
async function pickNamespace(
  title: string,
  list: (signal: AbortSignal) => Promise<string[]>,
): Promise<string | typeof back> {
  const picker = vscode.window.createQuickPick<Choice<string>>();
  const ends = new AbortController();
  let names: readonly string[] = [];
  let note: string | undefined;
  const show = (): void => {
    const typed = picker.value.trim();
    const fitting = names.filter((name) => name.includes(typed));
    const isNew = isNamespaceName(typed) && !names.includes(typed);
    picker.items = [
      ...fitting.map((name) => ({ label: printable(name), value: name, alwaysShow: true })),
      ...(isNew ? [{ label: l10n`Take ${typed}`, description: l10n`as typed`, value: typed, alwaysShow: true }] : []),
      ...(note === undefined ? [] : [{ ...noteRow(note), alwaysShow: true }]),
    ];
  };
  picker.title = title;
  picker.placeholder = l10n`Which namespace? Choose or type its name`;
  picker.ignoreFocusOut = true;
  picker.buttons = [vscode.QuickInputButtons.Back];
  picker.busy = true;
  try {
    return await new Promise((resolve, reject) => {
      picker.onDidChangeValue(show);
      picker.onDidAccept(() => {
        const value = picker.selectedItems[0]?.value;
        if (value !== undefined) {
          resolve(value);
        }
      });
      picker.onDidTriggerButton(() => {
        resolve(back);
      });
      picker.onDidHide(() => {
        reject(cancellation());
      });
      show();
      picker.show();
      const take = (found: readonly string[], told?: string): void => {
        names = found;
        note = told;
        picker.busy = false;
        show();
      };
      list(ends.signal).then(
        (found) => {
          take(found.filter(isNamespaceName), found.length === 0 ? l10n`There is none.` : undefined);
        },
        (error: unknown) => {
          if (!isCancellation(error) || !ends.signal.aborted) {
            take([], l10n`They could not be listed: type the name. ${messageOf(error)}`);
          }
        },
      );
    });
  } finally {
    ends.abort();
    picker.dispose();
  }
}
