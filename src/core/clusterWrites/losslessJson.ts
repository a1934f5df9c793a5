/** What TypeScript’s library lacks yet: https://github.com/tc39/proposal-json-parse-with-source, in Node since 21. */
interface JsonWithSource {
  parse(text: string, revive: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
}
const json = JSON as unknown as JsonWithSource;

/**
 * `JSON.parse` whose result `JSON.stringify` writes with the numbers as they stood. A number that JavaScript would write
 * otherwise (an integer past 2^53, 1.0, 1e400) is an object that only `JSON.stringify` understands.
 *
 * @throws SyntaxError where the text is no JSON
 */
export function parseLossless(text: string): unknown {
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && JSON.stringify(value) !== source
      ? json.rawJSON(source)
      : value,
  );
}
