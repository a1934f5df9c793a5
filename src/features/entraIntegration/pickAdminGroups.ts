import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { GroupCreation } from '../../core/directory/groupCreation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { FoundGroup, GroupSearch, GroupSearchResult } from '../../core/directory/groupSearch.ts';
import { l10n } from '../../core/l10n.ts';
import { activeAfterUpdate } from '../../ui/activeAfterUpdate.ts';
import type { Choice } from '../../ui/quickPickStep.ts';
import { inUserCommand } from '../../ui/userCommand.ts';
import {
  type AdminGroupAction,
  adminGroupRows,
  type AdminGroupState,
  afterAnswer,
  afterTyping,
} from './adminGroupRows.ts';

export interface GroupPorts {
  readonly groupSearch: GroupSearch;
  readonly groupNames: GroupNames;
  readonly groupCreation: Pick<GroupCreation, 'mayCreate'>;
}

/** What somebody wants with what is ticked: to go on, or first a group that there is not yet. */
export type PickedGroups =
  | { readonly kind: 'goOn'; readonly groups: readonly FoundGroup[] }
  | { readonly kind: 'create' | 'howToCreate'; readonly name: string; readonly groups: readonly FoundGroup[] }
  | { readonly kind: 'back' };

/** So long nobody types between two letters of a word. */
const pauseMs = 300;

/**
 * Lets the user tick admin groups, by a part of their names where the directory tells them, or by pasted object ids. None
 * is a choice too, of a row of its own.
 *
 * @param ticked what is ticked at first
 * @param options whether there is a step before it, and what to say first
 * @throws an AbortError when the user closes the picker
 */
export async function pickAdminGroups(
  ports: GroupPorts,
  { cluster, account }: SeenCluster,
  title: string,
  ticked: readonly FoundGroup[],
  { hasWayBack = false, note }: { readonly hasWayBack?: boolean; readonly note?: string } = {},
): Promise<PickedGroups> {
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
    mayCreate: undefined,
  };
  let asked = 0;
  let isOwnLost = false;

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
    isOwnLost = as === 'own' ? answer.kind === 'unanswered' : isOwnLost;
    show(afterAnswer(answer, as));
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

  async function readOwn(): Promise<void> {
    isOwnLost = false;
    asked += 1;
    try {
      take(await ports.groupSearch.ownGroups(account, cluster.tenantId, ends.signal), 'own');
    } catch {
      // The picker is closed.
      asked -= 1;
    }
  }

  const lookUp = inUserCommand((typed: string): void => {
    void look(typed);
    if (isOwnLost) {
      void readOwn();
    }
  });

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
  picker.placeholder = note ?? l10n`Admin groups: type a part of a name, or paste object ids`;
  picker.ignoreFocusOut = true;
  picker.buttons = hasWayBack ? [vscode.QuickInputButtons.Back] : [];
  try {
    return await new Promise<PickedGroups>((resolve, reject) => {
      picker.onDidChangeValue((typed) => {
        clearTimeout(timer);
        const { change, isToLookFor } = afterTyping(state, typed);
        show(change);
        if (isToLookFor) {
          timer = setTimeout(lookUp, pauseMs, typed);
        }
      });
      picker.onDidAccept(() => {
        const action = picker.selectedItems[0]?.value;
        if (action?.kind === 'toggle') {
          toggle(action.groups);
        } else if (action !== undefined) {
          resolve({ ...action, groups: [...state.ticked.values()] });
        }
      });
      picker.onDidTriggerButton(() => {
        resolve({ kind: 'back' });
      });
      picker.onDidHide(() => {
        reject(cancellation());
      });
      void readOwn();
      show({});
      picker.show();
      void ports.groupCreation.mayCreate(account, cluster.tenantId, ends.signal).then(
        (mayCreate) => {
          show({ mayCreate });
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
