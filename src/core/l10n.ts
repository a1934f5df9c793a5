/**
 * The port of every text that a person reads: l10n`Could not list ${name}.`
 *
 * The texts are English, and so is what comes out. Another language is put in here, and nowhere else: the key of a text
 * is its strings joined by `{0}`, `{1}` … ("Could not list {0}."), and its translation says where the values stand. A
 * text at the top of a module is made when the module loads, so the table has to be there before.
 */
// @__NO_SIDE_EFFECTS__
export function l10n(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: strings }, ...values);
}
