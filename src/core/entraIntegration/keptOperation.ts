import { readBoolean, readProperty, readString, readStrings } from '../azure/readProperty.ts';
import type { EntraChange } from './plannedProfile.ts';
import type { SignedUrl } from '../clusterWrites/signedUrl.ts';

/** A running change as it outlives its window, so that another one can go on following it. */
export interface KeptOperation {
  readonly clusterId: string;
  /** Whose token follows it; VS Code’s id of the account. */
  readonly accountId: string;
  readonly change: EntraChange;
  readonly startedAtMs: number;
  readonly operation?: SignedUrl;
}

/** The text for a file. The link, which is signed, is kept elsewhere. */
export function recordOf({ clusterId, accountId, change, startedAtMs }: KeptOperation): string {
  return JSON.stringify({ clusterId, accountId, change, startedAtMs });
}

/** What such a text says; undefined where it says nothing, as one of another version may. */
export function keptOperationOf(record: string): KeptOperation | undefined {
  const kept = parsed(record);
  const clusterId = readString(kept, 'clusterId');
  const accountId = readString(kept, 'accountId');
  const startedAtMs = readProperty(kept, 'startedAtMs');
  const change = changeIn(readProperty(kept, 'change'));
  if (clusterId === undefined || accountId === undefined || change === undefined || !Number.isFinite(startedAtMs)) {
    return undefined;
  }
  return { clusterId, accountId, change, startedAtMs: Number(startedAtMs) };
}

function changeIn(change: unknown): EntraChange | undefined {
  const goal = readString(change, 'goal');
  const tenantId = readString(change, 'tenantId');
  const enableAzureRbac = readBoolean(change, 'enableAzureRbac');
  const disableLocalAccounts = readBoolean(change, 'disableLocalAccounts');
  const adminGroupObjectIds = readStrings(change, 'adminGroupObjectIds');
  const newGroup = readBoolean(change, 'hasNewGroup') === true ? { hasNewGroup: true } : {};
  switch (goal) {
    case 'enable':
    case 'migrate':
      return tenantId === undefined || enableAzureRbac === undefined
        ? undefined
        : { goal, adminGroupObjectIds, tenantId, enableAzureRbac, ...newGroup };
    case 'adminGroups':
      return Array.isArray(readProperty(change, 'adminGroupObjectIds')) ? { goal, adminGroupObjectIds } : undefined;
    case 'authorization':
      return enableAzureRbac === undefined ? undefined : { goal, enableAzureRbac };
    case 'localAccounts':
      return disableLocalAccounts === undefined ? undefined : { goal, disableLocalAccounts };
    case 'create': {
      const roleLine = readString(change, 'roleLine');
      return tenantId === undefined || enableAzureRbac === undefined || disableLocalAccounts === undefined
        ? undefined
        : {
            goal,
            adminGroupObjectIds,
            tenantId,
            enableAzureRbac,
            disableLocalAccounts,
            ...newGroup,
            ...(roleLine === undefined ? {} : { roleLine }),
          };
    }
    case undefined:
    default:
      return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
