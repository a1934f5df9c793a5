import { asCredentialChoice, type CredentialChoice } from '../core/login/credentialChoice.ts';
import type { MemorySlot } from '../core/memorySlot.ts';
import type { RemovedContext } from '../core/merge/writtenContexts.ts';

/**
 * Everything that the extension remembers. VS Code keeps it for all windows of a profile, those of remote machines too,
 * and a change reaches the other windows in no fixed order.
 */
export interface Memory {
  /** VS Code's id of the account that the user chose. */
  readonly accountId: MemorySlot<string>;
  /** VS Code's ids of the accounts whose clusters are listed; undefined: that one's alone. */
  readonly selectedAccountIds: MemorySlot<readonly string[]>;
  /** When the user last wanted a new token, in milliseconds since 1970, by the token's key. */
  readonly renewedTokensOnMs: MemorySlot<Readonly<Record<string, number>>>;
  /** What was last chosen for any cluster. */
  readonly lastCredentialChoice: MemorySlot<CredentialChoice>;
  /** The login modes that another tool set back and that the user has been asked about, by `resetKey`. */
  readonly askedLoginResets: MemorySlot<readonly string[]>;
  /** The contexts that were taken out of a kubeconfig in one of the windows. */
  readonly removedContexts: MemorySlot<readonly RemovedContext[]>;
  /** What was chosen for the cluster that was made last: `features/clusterCreation` knows how. */
  readonly lastCreation: MemorySlot<readonly string[]>;
  /** How the clusters are filtered, grouped and sorted: `core/clusterView` knows how. */
  readonly clusterView: MemorySlot<string>;
  /** ARM ids in lower case. */
  readonly favouriteClusters: MemorySlot<readonly string[]>;
  /**
   * The context that the terminals of this workspace use. It is in VS Code's memory of the workspace and nowhere else: no
   * file and no setting that comes with a folder can name one.
   */
  readonly workspaceContext: MemorySlot<string | undefined>;

  /** What was last chosen for one cluster. */
  credentialChoiceOf(clusterId: string): MemorySlot<CredentialChoice>;
  /** What was chosen among the tenants of an account: `core/listing/tenantChoices.ts` knows how. */
  tenantChoicesOf(accountId: string): MemorySlot<unknown>;
  /** Whether the user has been asked, on one machine, what kubectl does while VS Code is closed. */
  isFallbackAskedOn(machine: string): MemorySlot<boolean>;
}

/** VS Code's Memento, as far as it is used. */
interface StoredValues {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

function slotIn<T>(state: StoredValues, key: string, read: (stored: unknown) => T | undefined): MemorySlot<T> {
  const fullKey = `aksEntra.${key}`;
  return {
    get: () => read(state.get(fullKey)),
    set: async (value) => {
      await state.update(fullKey, value);
    },
  };
}

/**
 * @param state VS Code's memory: `context.globalState`
 * @param workspaceState `context.workspaceState`
 */
export function openMemory(state: StoredValues, workspaceState: StoredValues): Memory {
  const slot = <T>(key: string, read: (stored: unknown) => T | undefined): MemorySlot<T> => slotIn(state, key, read);
  return {
    accountId: slot('accountId', asString),
    selectedAccountIds: slot('selectedAccountIds', asStrings),
    renewedTokensOnMs: slot('renewedTokensOnMs', asTimes),
    lastCredentialChoice: slot('credentialChoice', asCredentialChoice),
    askedLoginResets: slot('askedLoginResets', asStrings),
    removedContexts: slot('removedContexts', asRemovedContexts),
    lastCreation: slot('lastCreation', asStrings),
    clusterView: slot('clusterView', asString),
    workspaceContext: slotIn(workspaceState, 'workspaceContext', asString),
    favouriteClusters: slot('favouriteClusters', asStrings),
    credentialChoiceOf: (clusterId) => slot(`credentialChoice:${clusterId.toLowerCase()}`, asCredentialChoice),
    tenantChoicesOf: (accountId) => slot(`tenants:${accountId}`, (stored) => stored),
    isFallbackAskedOn: (machine) => slot(`fallbackAsked:${machine}`, asTrue),
  };
}

function asTrue(stored: unknown): true | undefined {
  return stored === true ? true : undefined;
}

function asString(stored: unknown): string | undefined {
  return typeof stored === 'string' ? stored : undefined;
}

function asStrings(stored: unknown): readonly string[] | undefined {
  return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string') : undefined;
}

function asTimes(stored: unknown): Readonly<Record<string, number>> | undefined {
  if (typeof stored !== 'object' || stored === null) {
    return undefined;
  }
  const entries = Object.entries(stored);
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

function asRemovedContexts(stored: unknown): readonly RemovedContext[] | undefined {
  return Array.isArray(stored) ? stored.filter(isRemovedContext) : undefined;
}

function isRemovedContext(item: unknown): item is RemovedContext {
  if (typeof item !== 'object' || item === null) {
    return false;
  }
  const { path, contextName, removedOnMs } = item as Partial<Record<keyof RemovedContext, unknown>>;
  return typeof path === 'string' && typeof contextName === 'string' && typeof removedOnMs === 'number';
}
