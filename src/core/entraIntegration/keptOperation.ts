import { readBoolean, readProperty, readString, readStrings } from '../azure/readProperty.ts';
import type { EntraChange } from './plannedProfile.ts';
import { SignedUrl } from '../clusterWrites/signedUrl.ts';

/** A running change as it outlives its window, so that another one can go on following it. */
export interface KeptOperation {
  readonly clusterId: string;
  /** Whose token follows it; VS Code’s id of the account. */
  readonly accountId: string;
  readonly change: EntraChange;
  readonly startedAtMs: number;
  readonly operation?: SignedUrl;
}

/** The text for VS Code’s SecretStorage, and for nothing else: it holds the signed link. */
export function secretOf({ operation, ...kept }: KeptOperation): string {
  return JSON.stringify({ ...kept, ...(operation === undefined ? {} : { operation: operation.reveal() }) });
}

/** What such a text says; undefined where it says nothing, as one of another version may. */
export function keptOperationOf(secret: string): KeptOperation | undefined {
  const kept = parsed(secret);
  const clusterId = readString(kept, 'clusterId');
  const accountId = readString(kept, 'accountId');
  const startedAtMs = readProperty(kept, 'startedAtMs');
  const change = changeIn(readProperty(kept, 'change'));
  if (clusterId === undefined || accountId === undefined || change === undefined || !Number.isFinite(startedAtMs)) {
    return undefined;
  }
  const operation = readString(kept, 'operation');
  return {
    clusterId,
    accountId,
    change,
    startedAtMs: Number(startedAtMs),
    ...(operation === undefined ? {} : { operation: new SignedUrl(operation) }),
  };
}

function changeIn(change: unknown): EntraChange | undefined {
  const goal = readString(change, 'goal');
  const tenantId = readString(change, 'tenantId');
  const enableAzureRbac = readBoolean(change, 'enableAzureRbac');
  if ((goal !== 'enable' && goal !== 'migrate') || tenantId === undefined || enableAzureRbac === undefined) {
    return undefined;
  }
  return { goal, adminGroupObjectIds: readStrings(change, 'adminGroupObjectIds'), tenantId, enableAzureRbac };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
