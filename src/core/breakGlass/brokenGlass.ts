import { readProperty, readString } from '../azure/readProperty.ts';
import { parseClusterId } from '../azure/resourceId.ts';

/** A cluster whose local accounts were turned on to get in, and are to be turned off again. No secret is in it. */
export interface BrokenGlass {
  readonly clusterId: string;
  /** Of the cluster. */
  readonly name: string;
  /** Who turned them on; VS Code’s id of the account. */
  readonly accountId: string;
  readonly sinceMs: number;
}

/** The clusters of which that is so, one each, for every window and over restarts. */
export interface BrokenGlasses {
  all(): Promise<readonly BrokenGlass[]>;
  /** Where there is one of the cluster, that tells since when it is so. */
  keep(broken: BrokenGlass): Promise<void>;
  forget(clusterId: string): Promise<void>;
}

/** The text for a file. */
export function recordOf({ clusterId, accountId, sinceMs }: BrokenGlass): string {
  return JSON.stringify({ clusterId, accountId, sinceMs });
}

/** What such a text says; undefined where it says nothing. */
export function brokenGlassOf(record: string): BrokenGlass | undefined {
  const read = parsed(record);
  const clusterId = readString(read, 'clusterId');
  const accountId = readString(read, 'accountId');
  const sinceMs = readProperty(read, 'sinceMs');
  const name = parseClusterId(clusterId ?? '')?.name;
  if (clusterId === undefined || name === undefined || accountId === undefined || !Number.isFinite(sinceMs)) {
    return undefined;
  }
  return { clusterId, name, accountId, sinceMs: Number(sinceMs) };
}

/** Until Azure has taken up that they are turned on, a cluster looks as if somebody had turned them off again. */
const takenUpAfterMs = 120_000;

/** Whether a record is of no use any more: the local accounts are off, whoever did that. */
export function isMended(
  { sinceMs }: BrokenGlass,
  now: { readonly hasLocalAccounts: boolean; readonly isSettled: boolean },
  nowMs: number,
): boolean {
  return !now.hasLocalAccounts && now.isSettled && nowMs - sinceMs > takenUpAfterMs;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
