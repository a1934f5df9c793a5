import { readProperty, readString, readStrings } from '../azure/readProperty.ts';
import type { EndedOperation } from '../clusterWrites/operation.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { askedProperties, isIntegration, legacyProperties, type EntraChange } from './plannedProfile.ts';
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
  | {
      readonly kind: 'asAsked';
      readonly profile: JsonObject;
      /** What was asked for besides the profile; absent where nothing was. */
      readonly properties?: JsonObject;
    }
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
  const differences = differencesOf(body, change);
  if (differences.length > 0) {
    return { kind: 'differs', provisioningState, profile, differences };
  }
  const { properties } = askedProperties(change);
  return {
    kind: 'asAsked',
    provisioningState,
    profile,
    ...(Object.keys(properties).length === 0 ? {} : { properties: foundOf(body, properties) }),
  };
}

/** Whether a cluster is not yet as the change would have it. */
export function changesSomething(body: JsonObject, change: EntraChange): boolean {
  return differencesOf(body, change).length > 0;
}

function differencesOf(body: JsonObject, change: EntraChange): Difference[] {
  const profile = aadProfileOf(body) ?? {};
  const { profile: askedOfProfile, properties } = askedProperties(change);
  return [
    ...Object.entries(askedOfProfile).flatMap(([name, asked]) => difference(name, asked, readProperty(profile, name))),
    ...Object.entries(foundOf(body, properties)).flatMap(([name, found]) => difference(name, properties[name], found)),
    ...(isIntegration(change) ? legacyProperties : []).flatMap((name) =>
      readString(profile, name) === undefined ? [] : [{ name, asked: l10n`not set`, found: l10n`still set` }],
    ),
  ];
}

function foundOf(body: JsonObject, asked: JsonObject): JsonObject {
  const properties = readProperty(body, 'properties');
  return Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? readProperty(properties, name) === true : readProperty(properties, name),
    ]),
  );
}

function difference(name: string, asked: unknown, found: unknown): Difference[] {
  // Azure fills in the subscription's tenant, which is the one that was asked for.
  const isFilledIn = typeof asked === 'string' && typeof found !== 'string';
  const [askedText, foundText] = [shown(asked), shown(isFilledIn ? asked : like(asked, found))];
  return askedText === foundText ? [] : [{ name, asked: askedText, found: foundText }];
}

/** What is off, or empty, is often null or left out. */
function like(asked: unknown, found: unknown): unknown {
  return typeof asked === 'boolean' ? found === true : Array.isArray(asked) ? readStrings({ found }, 'found') : found;
}

function shown(value: unknown): string {
  return typeof value === 'boolean' ? String(value) : ids(readStrings({ value: [value].flat() }, 'value'));
}

function ids(values: readonly string[]): string {
  const each = new Set(values.map((value) => printable(value.toLowerCase())));
  return each.size === 0 ? l10n`none` : [...each].toSorted().join(', ');
}
