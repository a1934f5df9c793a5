import assert from 'node:assert/strict';
import { inspect } from 'node:util';

/** Fails where any text that can be reached from a value holds one of the secrets, or anything that looks like a token. */
export function assertHoldsNoSecret(value: unknown, secrets: readonly string[]): void {
  const texts = textsIn(value);
  texts.push(inspect(value, { depth: 20, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity }));
  for (const text of texts) {
    for (const secret of secrets) {
      assert.ok(!text.includes(secret), 'a secret is in the error');
    }
    assert.doesNotMatch(text, /Bearer\s(?!<token>)|eyJ[\w-]{8}/, 'something like a token is in the error');
  }
}

/** Message, stack, cause and every own property, hidden ones and symbols too, however deep. */
function textsIn(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) {
    return [];
  }
  seen.add(value);
  return [
    ...Reflect.ownKeys(value).flatMap((key) => [
      String(key),
      ...textsIn((value as Record<string | symbol, unknown>)[key], seen),
    ]),
    ...(value instanceof Error ? [value.message, value.stack ?? '', ...textsIn(value.cause, seen)] : []),
  ];
}
