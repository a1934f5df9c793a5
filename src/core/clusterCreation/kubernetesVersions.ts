import { readBoolean, readItems, readProperty, readString, readStrings } from '../azure/readProperty.ts';

/** A minor version of Kubernetes that a region offers. */
export interface OfferedVersion {
  readonly version: string;
  /** What Azure takes where nobody chooses. */
  readonly isDefault: boolean;
  readonly isPreview: boolean;
}

/**
 * The versions of a region, the newest first. Those that are in long-term support only are left out: they take the
 * Premium tier and a support plan of its own.
 *
 * @param body ARM’s answer, `{values: […]}`
 */
export function offeredVersions(body: unknown): OfferedVersion[] {
  return readItems(body, 'values')
    .flatMap((one): OfferedVersion[] => {
      const version = readString(one, 'version');
      const plans = readStrings(readProperty(one, 'capabilities'), 'supportPlan');
      const isLongTermOnly = plans.length > 0 && !plans.includes('KubernetesOfficial');
      return version === undefined || !/^\d+(\.\d+)+$/.test(version) || isLongTermOnly
        ? []
        : [
            {
              version,
              isDefault: readBoolean(one, 'isDefault') === true,
              isPreview: readBoolean(one, 'isPreview') === true,
            },
          ];
    })
    .toSorted((a, b) => compare(b.version, a.version));
}

function compare(a: string, b: string): number {
  const [first, second] = [a, b].map((version) => version.split('.').map(Number));
  const index = first?.findIndex((part, at) => part !== second?.[at]) ?? -1;
  return index === -1 ? 0 : (first?.[index] ?? 0) - (second?.[index] ?? 0);
}
