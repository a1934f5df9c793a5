import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { isYamlList, isYamlMap, stringAt, type YamlMap, type YamlValue } from '../yamlValue.ts';
import type { FieldType } from './kubeconfigTypes.ts';
import { placeholderSource } from './placeholder.ts';
import type { TypeProblem, ValuePath } from './typeProblems.ts';

/** A problem as a person reads it; no part repeats the value, which may be a secret. */
export interface DescribedProblem {
  /** `certificate-authority-data of the cluster “team”`, clean */
  readonly field: string;
  /** The rest of a sentence that begins with the field. */
  readonly cause: string;
  /** A sentence. */
  readonly remedy: string;
}

/** @param model the kubeconfig that the problem is in */
export function describeTypeProblem(problem: TypeProblem, model: YamlMap): DescribedProblem {
  return { field: fieldName(problem.path, model), ...causeAndRemedy(problem) };
}

/** Field, cause and remedy together: sentences without a line in front. */
export function typeProblemSentence(problem: TypeProblem, model: YamlMap): string {
  const { field, cause, remedy } = describeTypeProblem(problem, model);
  return `${field} ${cause}. ${remedy}`;
}

function causeAndRemedy({ kind, type, value }: TypeProblem): Pick<DescribedProblem, 'cause' | 'remedy'> {
  switch (kind) {
    case 'wrongType':
      return {
        cause: l10n`has to be ${typeName(type)}, but kubectl reads ${valueName(value)}`,
        remedy: isTextOf(type, value) ? l10n`Put it in quotes.` : l10n`Correct it.`,
      };
    case 'badBase64':
      return { cause: base64Cause(textOf(value)), remedy: l10n`Copy the whole value again from where it comes from.` };
    case 'repeatedName':
      return {
        cause: l10n`is there twice under the same name, which kubectl refuses`,
        remedy: l10n`Rename or remove one of the two.`,
      };
    case 'otherKind':
      return {
        cause: l10n`says that this is something other than a kubeconfig, which kubectl refuses`,
        remedy: l10n`Check that it is the right file: a kubeconfig has apiVersion v1 and kind Config.`,
      };
    case 'placeholder':
      return placeholderSource(textOf(value)) === 'preview'
        ? {
            cause: l10n`holds no real value, only what AKS Entra shows in its previews instead of a secret`,
            remedy: l10n`Get the credential itself with “Get AKS credentials”.`,
          }
        : {
            cause: l10n`holds no real value, only what is shown instead of a secret`,
            remedy: l10n`The command “kubectl config view --raw --flatten” gives the real values.`,
          };
    case 'noCertificate':
      return {
        cause: l10n`holds no certificate: behind the base64 there is no PEM text with BEGIN CERTIFICATE`,
        remedy: l10n`Copy the whole value again from where it comes from.`,
      };
    case 'interactiveMode':
      return value === ''
        ? {
            cause: l10n`is missing, and without it kubectl does not run a command of client.authentication.k8s.io/v1`,
            remedy: l10n`Set it to IfAvailable.`,
          }
        : {
            cause: l10n`is not Never, IfAvailable or Always, which are all that kubectl knows`,
            remedy: l10n`Set it to IfAvailable.`,
          };
  }
}

function base64Cause(value: string): string {
  if (value.includes('-----BEGIN')) {
    return l10n`holds PEM text as it is, where kubectl wants it encoded in base64`;
  }
  if (/[^\S\r\n]/.test(value)) {
    return l10n`is not base64 that kubectl reads: it has blanks in it`;
  }
  const other = /[^A-Za-z0-9+/=\r\n]/.exec(value);
  if (other !== null) {
    return /^[-_]$/.test(other[0])
      ? l10n`is base64 for URLs (with - and _), where kubectl wants standard base64 (with + and /)`
      : l10n`is not base64: it has other characters in it`;
  }
  return l10n`is not base64 that kubectl reads: its length is not a multiple of four, so a part or the padding (=) is missing`;
}

function typeName(type: FieldType): string {
  switch (type.kind) {
    case 'text':
      return l10n`text`;
    case 'truthValue':
      return l10n`true or false`;
    case 'bytes':
      return l10n`text in base64`;
    case 'list':
      return l10n`a list`;
    case 'mapOf':
    case 'fields':
      return l10n`a map`;
    case 'anything':
      return l10n`anything`;
  }
}

function valueName(value: YamlValue | undefined): string {
  if (isYamlList(value)) {
    return l10n`a list`;
  }
  if (isYamlMap(value)) {
    return l10n`a map`;
  }
  if (typeof value === 'number') {
    return l10n`a number`;
  }
  return typeof value === 'boolean' ? l10n`a truth value` : l10n`text`;
}

function textOf(value: YamlValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isTextOf(type: FieldType, value: YamlValue | undefined): boolean {
  return (type.kind === 'text' || type.kind === 'bytes') && ['number', 'boolean'].includes(typeof value);
}

const singular: Readonly<Record<string, string>> = {
  clusters: l10n`the cluster`,
  contexts: l10n`the context`,
  users: l10n`the user`,
};

/** Where a value stands, with its entry's name instead of an index. */
function fieldName([section = '', index, ...rest]: ValuePath, model: YamlMap): string {
  const of = singular[section];
  if (of === undefined || typeof index !== 'number') {
    return joined([section, ...(index === undefined ? [] : [index]), ...rest]);
  }
  const list = model[section];
  const entry = isYamlList(list) ? list[index] : undefined;
  const name = isYamlMap(entry) ? stringAt(entry, 'name') : undefined;
  const entryName = name === undefined ? l10n`${of} number ${index + 1}` : `${of} ${quotedName(name)}`;
  // `cluster`, `context` and `user` go without saying.
  const inner = rest.length > 1 ? rest.slice(1) : rest;
  return inner.length === 0 ? entryName : l10n`${joined(inner)} of ${entryName}`;
}

function joined(path: ValuePath): string {
  return printable(
    path.map((part, at) => (typeof part === 'number' ? `[${part + 1}]` : `${at === 0 ? '' : '.'}${part}`)).join(''),
  );
}
