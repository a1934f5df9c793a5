import { readProperty } from '../azure/readProperty.ts';
import { aadProfileOf, type JsonObject } from '../clusterWrites/rawCluster.ts';
import { askedProperties, plannedProfile, type EntraUpdate } from './plannedProfile.ts';
import { type DiffLine, profileDiff } from './profileDiff.ts';

/** What a change makes of a cluster, line by line: the properties that it sets, and its AADProfile where it sets one of that. */
export function clusterDiff(body: JsonObject, change: EntraUpdate): DiffLine[] {
  const { profile, properties } = askedProperties(change);
  const before = Object.fromEntries(
    Object.keys(properties).flatMap((name): [string, unknown][] => {
      const value = readProperty(readProperty(body, 'properties'), name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return [
    ...profileDiff(before, properties),
    ...(Object.keys(profile).length === 0 ? [] : profileDiff(aadProfileOf(body), plannedProfile(body, change))),
  ];
}
