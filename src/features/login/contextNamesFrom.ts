/** The contexts that a quick fix, which names them to the command that it runs, is about. */
export function contextNamesFrom(argument: unknown): readonly string[] {
  const names =
    typeof argument === 'object' && argument !== null && 'contextNames' in argument ? argument.contextNames : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
