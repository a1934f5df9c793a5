import assert from 'node:assert/strict';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import type { GeneratedKubeconfig } from './generatedKubeconfig.ts';

/** Every line but the touched ones stands in the result, byte for byte and in order. */
export function assertLinesKept(
  file: GeneratedKubeconfig,
  result: string,
  isTouched: (owner: string) => boolean,
  mayGrow?: RegExp,
): void {
  if (!file.isBlock) {
    return;
  }
  const resultLines = result.split(/(?<=\n)/);
  let at = 0;
  for (const [index, { text, owner }] of file.lines.entries()) {
    if (isTouched(owner)) {
      continue;
    }
    // The last line may have had no line break, and may have one now.
    const isLast = index === file.lines.length - 1;
    const matches = (line: string | undefined) =>
      line === text || (isLast && line?.trimEnd() === text) || (mayGrow?.test(text) === true && isGrown(text, line));
    let found = at;
    while (found < resultLines.length && !matches(resultLines[found])) {
      found++;
    }
    assert.ok(
      found < resultLines.length,
      `lost: ${JSON.stringify(text)}\nin ${JSON.stringify(result)}\nof ${JSON.stringify(file.text)}`,
    );
    at = found + 1;
  }
}

/** Nothing of what is removed stays behind, but blank lines and the current context's. */
export function assertLinesGone(
  file: GeneratedKubeconfig,
  result: string,
  isRemoved: (owner: string) => boolean,
): void {
  if (!file.isBlock) {
    return;
  }
  const kept = file.lines.filter(({ owner }) => !isRemoved(owner) || owner === 'current-context');
  const linesOf = (text: string): number => text.split('\n').filter((line) => line.trim() !== '').length;
  assert.equal(linesOf(result), linesOf(kept.map(({ text }) => text).join('')), `${file.text}\n---\n${result}`);
}

/** `users:` of an emptied section becomes `users: []`. */
function isGrown(text: string, line: string | undefined): boolean {
  return line?.replace(': []', ':') === text;
}

/** All that was not the subject says what it said. A part of the cases is read by a third reader, under YAML 1.1. */
export function assertOthersKept(
  before: string,
  after: string,
  touched: readonly string[],
  ignoresCurrent: boolean,
): void {
  const read = before.length % 8 === 0 ? (text: string) => parse(text, { version: '1.1' }) as unknown : load;
  const others = (text: string) => othersOf(read(text) as Record<string, unknown>, touched, ignoresCurrent);
  assert.deepEqual(others(after), others(before));
}

function othersOf(
  model: Record<string, unknown>,
  touched: readonly string[],
  ignoresCurrent: boolean,
): Record<string, unknown> {
  const root = { ...model };
  for (const section of ['clusters', 'contexts', 'users']) {
    const entries = (root[section] ?? []) as { name: string }[];
    root[section] = entries.filter(({ name }) => !touched.includes(name));
  }
  if (ignoresCurrent) {
    delete root['current-context'];
  }
  return root;
}
