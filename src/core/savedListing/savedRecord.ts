import { printable } from '../printable.ts';

/** Whether a value out of a file is one of a field's. */
type Check = (value: unknown) => boolean;

/** A check for every field of a record: a new field does not compile without one. */
export type Fields<T> = { readonly [Key in keyof Required<T>]: Check };

/** The record's fields out of whatever a file holds, and no others; undefined where one is not as it should be. */
export function readRecord<T>(value: unknown, fields: Fields<T>): T | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const found: Record<string, unknown> = {};
  // Of thousands of records, before the first row is drawn: nothing is made that is not kept.
  for (const name in fields) {
    const field = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (!fields[name](field)) {
      return undefined;
    }
    if (field !== undefined) {
      found[name] = field;
    }
  }
  return found as T;
}

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function isOneOf(...values: readonly string[]): Check {
  return (value) => typeof value === 'string' && values.includes(value);
}

export function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** A name as it is kept: cleaned, since it comes to stand in our sentences. */
export function isCleanText(value: unknown): boolean {
  return typeof value === 'string' && printable(value) === value;
}

export function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

export function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}
