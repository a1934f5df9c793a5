/** What kubectl prints where the API server answers 403 (k8s.io/kubectl, cmd/util/helpers.go). */
const forbidden = /Error from server \(Forbidden\)/;

/** Where a line of a terminal has kubectl's Forbidden; undefined where it has none. */
export function forbiddenInLine(line: string): { readonly startIndex: number; readonly length: number } | undefined {
  const match = forbidden.exec(line);
  return match === null ? undefined : { startIndex: match.index, length: match[0].length };
}
