/**
 * Gives the cluster and user entries of merged contexts other names, where they need some.
 *
 * @param before the texts as they were, where that is known
 * @returns one for each of the texts
 */
export type NameEntries = (
  texts: readonly string[],
  contextNames: readonly string[],
  before?: readonly string[],
) => readonly string[];

/**
 * The text that is to be written, with other names of entries. Where those stand in another file of the list they stay:
 * this one alone is written.
 *
 * @param beside the other texts of its KUBECONFIG list
 * @param before the text as it was, where that is known
 */
export function withEntryNames(
  text: string,
  beside: readonly string[],
  contextNames: readonly string[],
  nameEntries: NameEntries,
  before?: string,
): string {
  const [named = text, ...others] = nameEntries(
    [text, ...beside],
    contextNames,
    before === undefined ? undefined : [before, ...beside],
  );
  return others.every((other, index) => other === beside[index]) ? named : text;
}
