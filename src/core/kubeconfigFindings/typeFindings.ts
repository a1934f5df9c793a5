import { decodedBase64, isGoBase64 } from '../clientGo/base64.ts';
import { typeProblemSentence } from '../clientGo/describeTypeProblem.ts';
import { type TypeProblem, typeProblemsIn, type ValuePath } from '../clientGo/typeProblems.ts';
import { AksEntraError } from '../aksEntraError.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { l10n } from '../l10n.ts';
import { GoYamlRefusal } from '../goYaml/goYamlText.ts';
import { unusualCharacter } from '../yaml/ordinaryYaml.ts';
import { type Place, placesInText } from '../yaml/placesInText.ts';
import { isYamlList, isYamlMap, mapAt, stringAt, type YamlMap } from '../yamlValue.ts';
import { editOfUser } from './editOfUser.ts';
import type { KubeconfigFinding, KubeconfigFix } from './kubeconfigFinding.ts';

/** Each costs an edit of the whole file: who has more of them makes these first, and then there are the next. */
const mostEdits = 10;

/**
 * Where a kubeconfig is no text that kubectl's reader takes, or breaks client-go's types. Text without quotes is left to
 * `findUnquotedValues`, and entries of one name to `findRefusedText`.
 *
 * @returns nothing for a text that is no map
 */
export function findTypeProblems(text: string): KubeconfigFinding[] {
  const model = modelOf(text);
  if (model instanceof GoYamlRefusal) {
    return [unreadable(text, model)];
  }
  const all = model === undefined ? [] : typeProblemsIn(model);
  if (model === undefined || all.length === 0) {
    return [];
  }
  const places = placesInText(text);
  const problems = all.filter((problem) => !isFoundOtherwise(text, problem, places));
  const edited = new Set(problems.filter(({ kind }) => kind === 'interactiveMode').slice(0, mostEdits));
  return problems.map((problem) => {
    const place = places(problem.path);
    const fix = edited.has(problem) ? interactiveModeFix(text, model, problem) : fixInPlace(problem, place);
    return {
      code: problem.kind,
      severity: 'error',
      ...firstLineOf(text, place),
      message: typeProblemSentence(problem, model),
      ...(fix === undefined ? {} : { fix }),
    };
  });
}

function unreadable(text: string, { message, offset }: GoYamlRefusal): KubeconfigFinding {
  // Also where the text ends before it should, there is something to underline.
  const start = offset < text.length ? offset : Math.max(text.trimEnd().length - 1, 0);
  return {
    code: 'unreadableText',
    severity: 'error',
    ...firstLineOf(text, { start, end: text.length }),
    message: l10n`kubectl refuses the whole file: it does not read this (${message}).`,
  };
}

function modelOf(text: string): YamlMap | GoYamlRefusal | undefined {
  try {
    return readFirstModel(text);
  } catch (error) {
    if (error instanceof AksEntraError) {
      return error.cause instanceof GoYamlRefusal ? error.cause : undefined;
    }
    throw error;
  }
}

function isFoundOtherwise(
  text: string,
  { kind, type, value, path }: TypeProblem,
  places: (path: ValuePath) => Place,
): boolean {
  const isEntry = path.length === 2 && path[0] !== 'extensions';
  if (kind === 'repeatedName' && isEntry) {
    return true;
  }
  const isScalar = kind === 'wrongType' && (type.kind === 'text' || type.kind === 'bytes') && typeof value !== 'object';
  // A tag makes a number of quoted text too, an alias has it from elsewhere, and kubectl's lines may end earlier.
  return isScalar && places(path).isPlain && !unusualCharacter.test(text);
}

function interactiveModeFix(text: string, model: YamlMap, { path }: TypeProblem): KubeconfigFix | undefined {
  const name = userNameAt(model, path[1]);
  const edits = name === undefined ? undefined : editOfUser(text, name, withInteractiveMode);
  return edits && { kind: 'edit', title: l10n`Set interactiveMode to IfAvailable`, edits };
}

function fixInPlace({ kind, type, value }: TypeProblem, place: Place): KubeconfigFix | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const replacement = (title: string, by: string): KubeconfigFix => ({
    kind: 'edit',
    title,
    edits: [{ start: place.start, end: place.end, text: by }],
  });
  if (type.kind === 'truthValue' && /^(?:true|false)$/i.test(value)) {
    return replacement(l10n`Take its quotes away`, value.toLowerCase());
  }
  if (kind !== 'badBase64') {
    return undefined;
  }
  // Only ASCII can be encoded byte by byte.
  if (value.includes('-----BEGIN') && /^[\x00-\x7f]*$/.test(value)) {
    return replacement(l10n`Encode it in base64`, btoa(value));
  }
  const joined = value.replaceAll(/\s/g, '');
  if (joined !== value && isGoBase64(joined) && decodedBase64(joined).includes('-----BEGIN')) {
    return replacement(l10n`Take the blanks away`, joined);
  }
  return undefined;
}

function userNameAt(model: YamlMap, index: string | number | undefined): string | undefined {
  const users = model['users'];
  const entry = isYamlList(users) && typeof index === 'number' ? users[index] : undefined;
  return isYamlMap(entry) ? stringAt(entry, 'name') : undefined;
}

function withInteractiveMode(user: YamlMap): YamlMap {
  return { ...user, exec: { ...mapAt(user, 'exec'), interactiveMode: 'IfAvailable' } };
}

/** A whole map or a long value would underline half of the file. */
function firstLineOf(
  text: string,
  { start, end }: Omit<Place, 'isPlain'>,
): { readonly start: number; readonly end: number } {
  const lineEnd = text.slice(start, end).search(/\r?\n/);
  return { start, end: lineEnd === -1 ? end : start + lineEnd };
}
