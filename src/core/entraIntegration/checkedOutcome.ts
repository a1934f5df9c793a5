import { readBoolean, readString, readStrings } from '../azure/readProperty.ts';
import type { EndedOperation } from '../clusterWrites/operation.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { legacyProperties, type EntraChange } from './plannedProfile.ts';
import { aadProfileOf, isSettled, provisioningStateOf, type JsonObject } from '../clusterWrites/rawCluster.ts';

/** An operation that is over, and what a fresh GET says of the change that it was to make. */
export interface CheckedOperation {
  readonly end: EndedOperation;
  readonly outcome: Outcome;
}

/** A property that is not what was asked, both as they are shown. */
interface Difference {
  readonly name: string;
  readonly asked: string;
  readonly found: string;
}

/** What a fresh GET says of a change. */
export type Outcome = { readonly provisioningState: string } & (
  | {
      /** Azure is still at it: the answer repeats what was asked, and proves nothing. */
      readonly kind: 'unproven';
    }
  | { readonly kind: 'asAsked'; readonly profile: JsonObject }
  | { readonly kind: 'differs'; readonly profile: JsonObject; readonly differences: readonly Difference[] }
);

/**
 * The AADProfile that Azure returns, held against what was asked. Azure may write ids in another case and groups in
 * another order, and leaves out what is off; what it adds by itself is no difference.
 */
export function checkedOutcome(body: JsonObject, change: EntraChange): Outcome {
  const provisioningState = provisioningStateOf(body);
  if (!isSettled(body)) {
    return { kind: 'unproven', provisioningState };
  }
  const profile = aadProfileOf(body) ?? {};
  const differences = differencesOf(profile, change);
  return differences.length === 0
    ? { kind: 'asAsked', provisioningState, profile }
    : { kind: 'differs', provisioningState, profile, differences };
}

function differencesOf(profile: JsonObject, change: EntraChange): Difference[] {
  const isManaged = readBoolean(profile, 'managed') === true;
  const hasAzureRbac = readBoolean(profile, 'enableAzureRBAC') === true;
  // Azure fills in the subscription's tenant, which is the one that was asked for.
  const tenantId = readString(profile, 'tenantID') ?? change.tenantId;
  return [
    ...difference('managed', 'true', String(isManaged)),
    ...difference(
      'adminGroupObjectIDs',
      ids(change.adminGroupObjectIds),
      ids(readStrings(profile, 'adminGroupObjectIDs')),
    ),
    ...difference('tenantID', ids([change.tenantId]), ids([tenantId])),
    ...difference('enableAzureRBAC', String(change.enableAzureRbac), String(hasAzureRbac)),
    ...legacyProperties.flatMap((name) =>
      readString(profile, name) === undefined ? [] : [{ name, asked: l10n`not set`, found: l10n`still set` }],
    ),
  ];
}

function difference(name: string, asked: string, found: string): Difference[] {
  return asked === found ? [] : [{ name, asked, found }];
}

function ids(values: readonly string[]): string {
  const each = new Set(values.map((value) => printable(value.toLowerCase())));
  return each.size === 0 ? l10n`none` : [...each].toSorted().join(', ');
}
