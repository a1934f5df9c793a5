/**
 * Narrowing of ARM's JSON. ARM's property names differ in case between API versions, and the SDK's models differ
 * from REST (`enableRbac` for `enableRBAC`), so names are matched case-insensitively.
 */
export function readProperty(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null) {
    return undefined;
  }
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(body)) {
    if (key.toLowerCase() === wanted) {
      return value;
    }
  }
  return undefined;
}

/** The property when it is a non-empty string. */
export function readString(body: unknown, name: string): string | undefined {
  const value = readProperty(body, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The property when it is a boolean. */
export function readBoolean(body: unknown, name: string): boolean | undefined {
  const value = readProperty(body, name);
  return typeof value === 'boolean' ? value : undefined;
}

/** The property's strings; empty where it is null, absent or no list. */
export function readStrings(body: unknown, name: string): string[] {
  const value = readProperty(body, name);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The property's items; empty where it is null, absent or no list. */
export function readItems(body: unknown, name: string): unknown[] {
  const value = readProperty(body, name);
  return Array.isArray(value) ? (value as unknown[]) : [];
}
