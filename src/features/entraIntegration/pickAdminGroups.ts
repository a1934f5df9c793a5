import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import {
  type FoundGroup,
  type GroupSearch,
  type GroupSearchResult,
  pastedIds,
} from '../../core/directory/groupSearch.ts';
import { l10n } from '../../core/l10n.ts';
import { activeAfterUpdate } from '../../ui/activeAfterUpdate.ts';
import type { Choice } from '../../ui/quickPickStep.ts';
import { type AdminGroupAction, adminGroupRows, type AdminGroupState } from './adminGroupRows.ts';

export interface GroupPorts {
  readonly groupSearch: GroupSearch;
  readonly groupNames: GroupNames;
}

/** So long nobody types between two letters of a word. */
const pauseMs = 300;

/**
 * Lets the user tick admin groups, by a part of their names where the directory tells them, or by pasted object ids. None
 * is a choice too, of a row of its own.
 *
 * @param ticked what is ticked at first
 * @throws an AbortError when the user closes the picker
 */
export async function pickAdminGroups(
  ports: GroupPorts,
  { cluster, account }: SeenCluster,
  title: string,
  ticked: readonly FoundGroup[],
): Promise<readonly FoundGroup[]> {
  const picker = vscode.window.createQuickPick<Choice<AdminGroupAction>>();
  const ends = new AbortController();
  let looksFor = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let state: AdminGroupState = {
    typed: '',
    ticked: new Map(ticked.map((group) => [group.objectId.toLowerCase(), group])),
    own: [],
    found: undefined,
    refusal: undefined,
  };
  let asked = 1;

  function show(change: Partial<AdminGroupState>): void {
    state = { ...state, ...change };
    picker.busy = asked > 0;
    const items = adminGroupRows(state).flatMap(({ heading, rows }): Choice<AdminGroupAction>[] => [
      { label: heading, kind: vscode.QuickPickItemKind.Separator },
      // VS Code would hide what does not hold the text as it was typed.
      ...rows.map((row) => ({ ...row, alwaysShow: true })),
    ]);
    const before = picker.activeItems[0];
    // A note cannot be chosen, and who types or ticks begins at the first row again.
    const isAnew = before?.value === undefined || change.typed !== undefined;
    const active = isAnew
      ? items.find(({ value }) => value !== undefined)
      : activeAfterUpdate({ rows: picker.items, active: before }, items);
    picker.items = items;
    picker.activeItems = active === undefined ? [] : [active];
  }

  function take(answer: GroupSearchResult, as: 'own' | 'found'): void {
    asked -= 1;
    show(answer.kind === 'found' ? { [as]: answer.groups } : { refusal: answer.why });
  }

  async function look(typed: string): Promise<void> {
    looksFor.abort();
    looksFor = new AbortController();
    const signal = AbortSignal.any([looksFor.signal, ends.signal]);
    asked += 1;
    picker.busy = true;
    try {
      take(await ports.groupSearch.search(account, cluster.tenantId, typed, signal), 'found');
    } catch {
      // Somebody typed on: the next answer is the one that counts.
      asked -= 1;
    }
  }

  async function nameThem(groups: readonly FoundGroup[]): Promise<void> {
    const ids = groups.filter(({ name }) => name === undefined).map(({ objectId }) => objectId);
    const names = await ports.groupNames.groupNames(account, cluster.tenantId, ids);
    const named = [...state.ticked].map(([id, group]): [string, FoundGroup] => {
      const name = group.name ?? names.get(id);
      return [id, { objectId: group.objectId, ...(name === undefined ? {} : { name }) }];
    });
    if (names.size > 0 && !ends.signal.aborted) {
      show({ ticked: new Map(named) });
    }
  }

  function toggle(groups: readonly FoundGroup[]): void {
    const now = new Map(state.ticked);
    const [only] = groups;
    const isTicked = groups.length === 1 && only !== undefined && now.has(only.objectId.toLowerCase());
    for (const group of groups) {
      if (isTicked) {
        now.delete(group.objectId.toLowerCase());
      } else {
        now.set(group.objectId.toLowerCase(), group);
      }
    }
    // What comes next is another group, or to go on.
    picker.value = '';
    show({ typed: '', found: undefined, ticked: now });
    void nameThem(groups);
  }

  picker.title = title;
  picker.placeholder = l10n`Admin groups: type a part of a name, or paste object ids`;
  picker.ignoreFocusOut = true;
  try {
    return await new Promise<readonly FoundGroup[]>((resolve, reject) => {
      picker.onDidChangeValue((typed) => {
        clearTimeout(timer);
        show({ typed, found: undefined });
        if (typed.trim() !== '' && pastedIds(typed) === undefined && state.refusal === undefined) {
          timer = setTimeout(() => void look(typed), pauseMs);
        }
      });
      picker.onDidAccept(() => {
        const action = picker.selectedItems[0]?.value;
        if (action?.kind === 'toggle') {
          toggle(action.groups);
        } else if (action?.kind === 'goOn') {
          resolve([...state.ticked.values()]);
        }
      });
      picker.onDidHide(() => {
        reject(cancellation());
      });
      show({});
      picker.show();
      void ports.groupSearch.ownGroups(account, cluster.tenantId, ends.signal).then(
        (answer) => {
          take(answer, 'own');
        },
        () => undefined,
      );
    });
  } finally {
    clearTimeout(timer);
    ends.abort();
    picker.dispose();
  }
}
