import { typeProblemSentence } from '../clientGo/describeTypeProblem.ts';
import { type TypeProblem, typeProblemsIn } from '../clientGo/typeProblems.ts';
import { l10n } from '../l10n.ts';
import { placesInText } from '../yaml/placesInText.ts';
import { lineFinder } from '../yaml/lineFinder.ts';
import { withValuesAt, type YamlMap, type YamlValue } from '../yamlValue.ts';

/** What keeps kubectl from a kubeconfig, or from an entry of it, with its line. */
export interface LoadProblem extends TypeProblem {
  /** 1-based. */
  readonly line: number;
  /** Field, cause and what to do, in sentences without a secret and without the line. */
  readonly sentence: string;
}

/**
 * A kubeconfig from outside as kubectl would have to read it. What stands there without quotes, and can only have been
 * text, is the text that stands there: a namespace 012 is `012`, although kubectl reads a number.
 *
 * @param model the values that `readModel` read from the text
 * @returns the model with such values as text, and the problems that are left
 */
export function loadableModel(
  text: string,
  model: YamlMap,
): { readonly model: YamlMap; readonly problems: readonly LoadProblem[] } {
  const problems = typeProblemsIn(model);
  if (problems.length === 0) {
    return { model, problems: [] };
  }
  const places = placesInText(text);
  const asText = problems.flatMap(({ kind, type, path, value }) => {
    const { start, end, isPlain } = places(path);
    const isText = kind === 'wrongType' && type.kind === 'text' && isPlain && isNumberOrTruthValue(value);
    return isText ? [{ path, value: text.slice(start, end) }] : [];
  });
  const repaired = asText.length === 0 ? model : withValuesAt(model, asText);
  return { model: repaired, problems: located(text, repaired, typeProblemsIn(repaired), places) };
}

/** What keeps kubectl from loading this kubeconfig at all; undefined where it loads. */
export function firstLoadProblem(text: string, model: YamlMap): LoadProblem | undefined {
  const problem = typeProblemsIn(model).find(({ refusesFile }) => refusesFile);
  return problem === undefined ? undefined : located(text, model, [problem], placesInText(text))[0];
}

/** The same in a sentence. */
export function loadProblemOf(text: string, model: YamlMap): string | undefined {
  const first = firstLoadProblem(text, model);
  return first === undefined ? undefined : atLine(first);
}

/** `Line 6: …` */
export function atLine({ line, sentence }: Pick<LoadProblem, 'line' | 'sentence'>): string {
  return l10n`Line ${line}: ${sentence}`;
}

function located(
  text: string,
  model: YamlMap,
  problems: readonly TypeProblem[],
  places: ReturnType<typeof placesInText>,
): LoadProblem[] {
  const lineOf = lineFinder(text);
  return problems.map((problem) => ({
    ...problem,
    line: lineOf(places(problem.path).start),
    sentence: typeProblemSentence(problem, model),
  }));
}

function isNumberOrTruthValue(value: YamlValue | undefined): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}
