import * as vscode from 'vscode';
import { cancellation } from '../../core/cancellation.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { signInTenant } from '../../core/clusters/cluster.ts';
import type { GroupSearch } from '../../core/directory/groupSearch.ts';
import type { PeopleSearch, Principal } from '../../core/directory/people.ts';
import { l10n } from '../../core/l10n.ts';
import { back, pickOrBack } from '../../ui/quickPickStep.ts';
import { inUserCommand } from '../../ui/userCommand.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { askSignInName } from './askSignInName.ts';
import {
  afterAnswer,
  afterOwnGroups,
  afterTyping,
  nothingKnown,
  type PrincipalChoice,
  principalRows,
  type PrincipalState,
} from './principalRows.ts';

export interface PrincipalPorts {
  readonly people: PeopleSearch;
  readonly groupSearch: Pick<GroupSearch, 'ownGroups'>;
}

/** So long nobody types between two letters of a word. */
const pauseMs = 300;

/**
 * Lets the user choose a group or a person, by a part of the name where the directory tells it, or by object id.
 *
 * @param before who was chosen before somebody went back
 * @param needsSignInName whether a person's sign-in name has to be known
 * @throws an AbortError when the user closes the picker
 */
export async function pickPrincipal(
  { people, groupSearch }: PrincipalPorts,
  seen: SeenCluster,
  title: string,
  before: Principal | undefined,
  needsSignInName: boolean,
): Promise<Principal> {
  for (;;) {
    const choice = await choose({ people, groupSearch }, seen, title, before);
    const principal =
      choice.kind === 'principal' ? choice.principal : await identify(people, seen, title, choice.objectId);
    if (principal === back) {
      continue;
    }
    if (principal.kind === 'Group' || principal.signInName !== undefined || !needsSignInName) {
      return principal;
    }
    const signInName = await askSignInName(title);
    if (signInName !== back) {
      return { ...principal, ...(signInName === undefined ? {} : { signInName }) };
    }
  }
}

/** What an object id is; where the directory does not tell, the user has to. */
async function identify(
  people: PeopleSearch,
  { cluster, account }: SeenCluster,
  title: string,
  objectId: string,
): Promise<Principal | typeof back> {
  const found = await withProgress(l10n`Looking up ${objectId}`, (signal) =>
    people.byIds(account, signInTenant(cluster), [objectId], signal),
  );
  const known = found.get(objectId);
  if (known !== undefined) {
    return known;
  }
  const kind = await pickOrBack<Principal['kind']>({
    title,
    placeholder: l10n`The directory does not tell what ${objectId} is. What is it?`,
    choices: [
      { label: l10n`A group`, value: 'Group' },
      { label: l10n`A person`, value: 'User' },
    ],
  });
  return kind === back ? back : { kind, objectId };
}

async function choose(
  { people, groupSearch }: PrincipalPorts,
  { cluster, account }: SeenCluster,
  title: string,
  before: Principal | undefined,
): Promise<PrincipalChoice> {
  const picker = vscode.window.createQuickPick<ReturnType<typeof principalRows>[number]>();
  const ends = new AbortController();
  let looksFor = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let state: PrincipalState = { ...nothingKnown, before };

  function show(change: Partial<PrincipalState>): void {
    state = { ...state, ...change };
    // VS Code would hide what does not hold the text as it was typed.
    picker.items = principalRows(state).map((row) => ({ ...row, alwaysShow: true }));
  }

  const look = inUserCommand(async (typed: string): Promise<void> => {
    looksFor = new AbortController();
    const signal = AbortSignal.any([looksFor.signal, ends.signal]);
    picker.busy = true;
    try {
      const answer = await people.search(account, signInTenant(cluster), typed, signal);
      picker.busy = false;
      show(afterAnswer(answer));
    } catch {
      // Somebody typed on: the next answer is the one that counts.
    }
  });

  picker.title = title;
  picker.placeholder = l10n`Who? Type a part of a name, or paste an object id`;
  picker.ignoreFocusOut = true;
  try {
    return await new Promise<PrincipalChoice>((resolve, reject) => {
      picker.onDidChangeValue((typed) => {
        clearTimeout(timer);
        looksFor.abort();
        picker.busy = false;
        const { change, isToLookFor } = afterTyping(state, typed);
        show(change);
        if (isToLookFor) {
          timer = setTimeout(() => void look(typed), pauseMs);
        }
      });
      picker.onDidAccept(() => {
        const value = picker.selectedItems[0]?.value;
        if (value !== undefined) {
          resolve(value);
        }
      });
      picker.onDidHide(() => {
        reject(cancellation());
      });
      show({});
      picker.show();
      void groupSearch.ownGroups(account, signInTenant(cluster), ends.signal).then(
        (answer) => {
          show(afterOwnGroups(answer));
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
