import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';

const longestText = 500;

/**
 * What a tool was called with. VS Code hands it over as it came, from a model or from any other extension, and holds it
 * against no schema.
 */
export class ToolInput {
  readonly #fields: ReadonlyMap<string, unknown>;

  /**
   * @param names of the fields that the tool knows: what somebody else asked for is not quietly left out
   * @throws AksEntraError toolInputInvalid, as all that reads from it
   */
  constructor(input: unknown, names: readonly string[]) {
    const given = input ?? {};
    if (typeof given !== 'object' || Array.isArray(given)) {
      throw invalid(l10n`The input must be an object.`);
    }
    const fields = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
    if (fields.some(([name]) => !names.includes(name))) {
      throw invalid(
        names.length === 0
          ? l10n`The input has a field, but this tool takes none.`
          : l10n`The input has a field that this tool does not take. It takes ${names.join(', ')}.`,
      );
    }
    this.#fields = new Map(fields);
  }

  text(name: string, longest = longestText): string {
    const value = this.optionalText(name, longest);
    if (value === undefined) {
      throw invalid(l10n`The input lacks ${name}.`);
    }
    return value;
  }

  /** undefined too where it is empty: models fill in what they do not need. */
  optionalText(name: string, longest = longestText): string | undefined {
    const value = this.#fields.get(name);
    if (value === undefined || value === '') {
      return undefined;
    }
    if (typeof value !== 'string' || value.length > longest) {
      throw invalid(l10n`${name} has to be a text of ${longest} characters at most.`);
    }
    return value;
  }

  /** False where it is absent. */
  flag(name: string): boolean {
    const value = this.#fields.get(name) ?? false;
    if (typeof value !== 'boolean') {
      throw invalid(l10n`${name} has to be true or false.`);
    }
    return value;
  }

  optionalOneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const given = this.optionalText(name);
    const found = values.find((value) => value === given);
    if (given !== undefined && found === undefined) {
      throw invalid(l10n`${name} has to be one of ${values.join(', ')}.`);
    }
    return found;
  }
}

function invalid(message: string): AksEntraError {
  return new AksEntraError('toolInputInvalid', message);
}
