import { type CommandWord, firstCommandOf } from './commandWords.ts';

type Program = 'kubectl' | 'helm' | 'kubelogin' | 'az';

/** A command of a terminal, as far as its line tells what it had to do with a cluster. */
export interface FailedCommand {
  readonly program: Program;
  /** The context that the line names; undefined: the current one. */
  readonly contextName: string | undefined;
  /** undefined: the terminal's. */
  readonly kubeconfig: NamedKubeconfig | undefined;
  /** Whether it uses a context, and the line says of which one, so that it can be looked at. */
  readonly usesContext: boolean;
}

/** What the line says of it: a KUBECONFIG, or the one file that --kubeconfig takes. */
export type NamedKubeconfig = { readonly list: string } | { readonly file: string };

/** They ask no cluster. */
const local: Readonly<Record<string, readonly string[]>> = {
  kubectl: ['completion', 'config', 'help', 'kustomize', 'options', 'plugin', '__complete'],
  helm: [
    ...['completion', 'create', 'dependency', 'env', 'help', 'lint', 'package', 'plugin', 'pull', 'push', 'registry'],
    ...['repo', 'search', 'show', 'template', 'verify', 'version'],
  ],
};
/** They say themselves where the cluster is, or who asks: then the context's entry decides nothing. */
const overriding =
  /^(?:--(?:server|token|user|cluster|client-certificate|client-key|username|kube-apiserver|kube-token)(?:=|$)|-s)/;
/** Of kubectl's and helm's own, which may stand before the verb. */
const withValue = [
  '--context',
  '--kube-context',
  '--kubeconfig',
  '--namespace',
  '-n',
  '--request-timeout',
  '-v',
  '--as',
];

/**
 * What a command line asked of a cluster.
 *
 * @param line as a terminal tells it, loosely: it is only read
 * @returns undefined for every other program
 */
export function failedCommandOf(line: string): FailedCommand | undefined {
  const words = firstCommandOf(line.slice(0, 4_000));
  const assigned = words.slice(
    0,
    Math.max(
      0,
      words.findIndex(({ text }) => !/^\w+=/.test(text)),
    ),
  );
  const [first, ...args] = words.slice(assigned.length);
  const program = programOf(first);
  if (program === undefined || (program === 'az' && args[0]?.text !== 'aks')) {
    return undefined;
  }
  const end = args.findIndex(({ text }) => text === '--');
  const own = end === -1 ? args : args.slice(0, end);
  const verb = verbOf(own);
  const contexts = valuesOf(own, program === 'helm' ? '--kube-context' : '--context');
  const files = valuesOf(own, '--kubeconfig');
  const variable = assigned.filter(({ text }) => text.startsWith('KUBECONFIG='));
  const named = [...contexts, ...files, ...variable];
  const isClientOnly = verb === 'version' && own.some(({ text }) => /^--client(?:=true)?$/.test(text));
  return {
    program,
    contextName: contexts.at(-1)?.text,
    kubeconfig: namedBy(files.at(-1), variable.at(-1)),
    usesContext:
      (program === 'kubectl' || program === 'helm') &&
      verb !== undefined &&
      !(local[program] ?? []).includes(verb) &&
      !isClientOnly &&
      named.every(({ isPlain, text }) => isPlain && text !== '') &&
      !own.some(({ text }) => overriding.test(text)),
  };
}

function programOf(word: CommandWord | undefined): Program | undefined {
  const name = word?.text
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.(?:exe|cmd)$/i, '');
  return name === 'kubectl' || name === 'helm' || name === 'kubelogin' || name === 'az' ? name : undefined;
}

/** The flag goes before the variable. */
function namedBy(file: CommandWord | undefined, variable: CommandWord | undefined): NamedKubeconfig | undefined {
  if (file !== undefined) {
    return { file: file.text };
  }
  return variable === undefined ? undefined : { list: variable.text.slice('KUBECONFIG='.length) };
}

function verbOf(args: readonly CommandWord[]): string | undefined {
  return args.find(({ text }, index) => !text.startsWith('-') && !withValue.includes(args[index - 1]?.text ?? ''))
    ?.text;
}

/** The last one counts. */
function valuesOf(args: readonly CommandWord[], flag: string): CommandWord[] {
  return args.flatMap((word, index): CommandWord[] => {
    if (word.text === flag) {
      return [args[index + 1] ?? { text: '', isPlain: false }];
    }
    return word.text.startsWith(`${flag}=`) ? [{ ...word, text: word.text.slice(flag.length + 1) }] : [];
  });
}
