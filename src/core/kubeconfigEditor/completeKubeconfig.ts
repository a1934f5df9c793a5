import { isMap, isPair, isScalar, isSeq, visit } from 'yaml';
import { loginModeGuides } from '../conversion/loginModeGuide.ts';
import { l10n } from '../l10n.ts';
import { kubeloginOf } from '../login/kubeloginCommand.ts';
import { loginModeNames } from '../login/loginModeNames.ts';
import { locateRoughly } from '../yaml/locateNodes.ts';
import { renderScalar } from '../yaml/renderYaml.ts';
import { scalarText } from '../yaml/scalarText.ts';
import { kubeconfigSections, type SectionKind, type TextPlace } from './kubeconfigSections.ts';

/** What can stand at a place, and what it takes the place of. */
interface Completion {
  readonly kind: 'name' | 'value';
  readonly value: string;
  /** The value as it is to be written there. */
  readonly written: string;
  /** What is known of it; a sentence. */
  readonly detail?: string;
}

export interface Completions {
  readonly place: TextPlace;
  readonly choices: readonly Completion[];
}

type Choice = Omit<Completion, 'written'>;

/** It stands in no kubeconfig, and is one word to every reader of YAML. */
const mark = 'aksEntraCursorHere';

/** Only there a text is read for it: typing anywhere else costs nothing. */
const worthReading = /(?:current-context|cluster|user|apiVersion)["']?\s*:|--login|-l\b|^\s*-\s/;

/**
 * What can stand at the cursor: the name of a context, cluster or user that is there, kubelogin's login modes, the
 * versions of a credential command.
 *
 * @param offset of the cursor
 * @param otherContexts the names of contexts in the other files of the list
 */
export function completeKubeconfig(
  text: string,
  offset: number,
  otherContexts: readonly string[] = [],
): Completions | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (!worthReading.test(text.slice(lineStart, offset))) {
    return undefined;
  }
  const found = findMark(text.slice(0, offset) + mark + text.slice(offset));
  if (found === undefined) {
    return undefined;
  }
  const { place, quote } = found;
  const choices = choicesAt(text, found, otherContexts).map((choice) => ({
    ...choice,
    written: written(choice, quote),
  }));
  return choices.length === 0 ? undefined : { place, choices };
}

function written({ value }: Choice, quote: string): string {
  switch (quote) {
    case '"':
      return JSON.stringify(value).slice(1, -1);
    case "'":
      return value.replaceAll("'", "''");
    default:
      return renderScalar(value);
  }
}

/** The scalar with the cursor: where it stands in the text without the mark, and by which keys it is reached. */
interface FoundScalar {
  /** Within its quotes. */
  readonly place: TextPlace;
  /** Empty without. */
  readonly quote: string;
  /** Keys, and `[]` for an item of a list. */
  readonly path: string;
  /** What it is an item or a value of. */
  readonly parent: unknown;
  readonly index: number;
  /** The maps around it, the outermost first. */
  readonly maps: readonly unknown[];
}

function findMark(marked: string): FoundScalar | undefined {
  const { document } = locateRoughly(marked);
  let found: FoundScalar | undefined;
  visit(document, {
    Scalar(key, node, path) {
      const { range } = node;
      if (key === 'key' || !range || !scalarText(node).includes(mark)) {
        return undefined;
      }
      const source = marked.slice(range[0], range[1]);
      const quote = /^(["']).*\1$/s.exec(source)?.[1] ?? '';
      const end = range[0] + source.trimEnd().length - mark.length - quote.length;
      // A value of several lines is none of these.
      if (!source.trimEnd().includes('\n')) {
        const parent = path.findLast((each) => isMap(each) || isSeq(each));
        found = {
          place: { start: range[0] + quote.length, end },
          quote,
          path: pathOf(path),
          parent,
          index: typeof key === 'number' ? key : -1,
          maps: path.filter(isMap),
        };
      }
      return visit.BREAK;
    },
  });
  return found;
}

function pathOf(path: readonly unknown[]): string {
  return path
    .flatMap((each) => {
      if (isPair(each)) {
        const { key } = each;
        return isScalar(key) ? [scalarText(key)] : ['?'];
      }
      return isSeq(each) ? ['[]'] : [];
    })
    .join('.');
}

function choicesAt(
  text: string,
  { path, parent, index, maps }: FoundScalar,
  otherContexts: readonly string[],
): Choice[] {
  switch (path) {
    case 'current-context':
      return namesOf(text, 'contexts', otherContexts);
    case 'contexts.[].context.cluster':
      return namesOf(text, 'clusters');
    case 'contexts.[].context.user':
      return namesOf(text, 'users');
    case 'users.[].user.exec.apiVersion':
      return execVersions();
    case 'users.[].user.exec.args.[]':
      return loginsAt(parent, index, maps.at(-1));
    default:
      return [];
  }
}

function namesOf(text: string, kind: SectionKind, others: readonly string[] = []): Choice[] {
  const { sections } = kubeconfigSections(text);
  const own = sections.filter((section) => section.kind === kind).flatMap(({ entries }) => entries);
  return [...new Set([...own.map(({ name }) => name.value), ...others])].map((value) => ({ kind: 'name', value }));
}

/** kubectl 1.24 and newer refuse v1alpha1. */
function execVersions(): Choice[] {
  return [
    {
      kind: 'value',
      value: 'client.authentication.k8s.io/v1beta1',
      detail: l10n`What kubelogin and az write.`,
    },
    {
      kind: 'value',
      value: 'client.authentication.k8s.io/v1',
      detail: l10n`It needs interactiveMode beside it.`,
    },
  ];
}

/** Behind `--login` or `-l` of a command that is Azure's kubelogin; our own plugin knows one mode only. */
function loginsAt(args: unknown, index: number, exec: unknown): Choice[] {
  const before = isSeq(args) ? args.items[index - 1] : undefined;
  const flag = isScalar(before) ? scalarText(before) : '';
  const command = isMap(exec)
    ? exec.items.find(({ key }) => isScalar(key) && scalarText(key) === 'command')
    : undefined;
  const program = isScalar(command?.value) ? scalarText(command.value) : '';
  if (!/^(?:--login|-l)$/.test(flag) || kubeloginOf({ command: program, args: [] }) !== 'azure') {
    return [];
  }
  return loginModeNames.map((value) => ({ kind: 'value', value, detail: loginModeGuides[value].detail }));
}
