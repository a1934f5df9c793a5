import { dirname, resolve, sep } from 'node:path';
import { AksEntraError } from '../core/aksEntraError.ts';
import { isCancellation } from '../core/cancellation.ts';
import { type ForeignKubeconfig, splitForeignKubeconfig } from '../core/kubeconfig/foreignKubeconfig.ts';
import { readContexts } from '../core/kubeconfig/readContexts.ts';
import type { KubeconfigStore } from '../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../core/l10n.ts';
import { partsByFile } from '../core/merge/mergeParts.ts';
import type { MergeAllRequest, MergedContext } from '../core/merge/planMerge.ts';
import { printable } from '../core/printable.ts';
import type { CommandLinePorts } from './commandLinePorts.ts';
import { decodeForReading } from '../core/kubeconfigText/decodeText.ts';
import { atLine } from '../core/kubeconfigText/loadableModel.ts';
import { withPathInErrors } from '../core/kubeconfigText/withPathInErrors.ts';
import { mergeIntoFiles, type MergeTargets, planMergeIntoFiles } from './mergeIntoFiles.ts';
import { describeFlags, type Flag, parseFlags, typedKubeconfig, type TypedFlags, UsageError } from './parseFlags.ts';

const flags = {
  from: { value: 'FILE', help: l10n`The kubeconfig to merge; "-" is standard input` },
  kubeconfig: { value: 'FILE', help: l10n`The file to merge into; without it KUBECONFIG, else ~/.kube/config` },
  context: { value: 'NAME', help: l10n`The name of the new context, where --from holds one` },
  'on-conflict': { value: 'WAY', help: l10n`fail (the default), overwrite or keep-both, where names are taken` },
  'set-current': { isSwitch: true, help: l10n`Makes the new context the current one` },
  'keep-current': { isSwitch: true, help: l10n`Keeps the current context even where there is none` },
  'dry-run': { isSwitch: true, help: l10n`Tells what would be done, and writes nothing` },
} satisfies Readonly<Record<string, Flag>>;

const usage = l10n`Merges the contexts of a kubeconfig into yours, with their clusters and users: all of them, or none.

Usage: node cli.js merge-kubeconfig --from FILE|- [flags]

Every other entry of your file, its comments and its order stay as they are. Where KUBECONFIG is a list, a context goes
into the file that has its names already, and a new one into the first that exists. A credential that could run an unknown
program or send its token elsewhere is refused. The current context changes only where there is none, or on demand.

Flags:
${describeFlags(flags)}`;

const conflictWays = { fail: 'ask', overwrite: 'overwrite', 'keep-both': 'keepBoth' } as const satisfies Readonly<
  Record<string, MergeAllRequest['onConflict']>
>;

interface MergeWishes {
  readonly contextName: string | undefined;
  readonly onConflict: MergeAllRequest['onConflict'];
  /** undefined: only where there is none */
  readonly setsCurrent: boolean | undefined;
}

/** `merge-kubeconfig` */
export async function mergeKubeconfig(args: readonly string[], ports: CommandLinePorts): Promise<void> {
  const typed = parseFlags(args, flags);
  if (typed === undefined) {
    ports.writeOutput(usage);
    return;
  }
  const wishes = wishesOf(typed);
  const explicit = typedKubeconfig(typed);
  const from = typed.text('from') ?? '';
  if (from === '') {
    throw new UsageError(l10n`--from is required: the file to merge, or "-" for standard input`);
  }
  const folder = from === '-' ? '.' : dirname(from);
  const rules = { resolve: (path: string) => resolve(folder, path), separator: sep };
  const text = await readSource(from, ports);
  const source = withPathInErrors(nameOfSource(from), () => {
    const split = splitForeignKubeconfig(text, rules);
    assertMergeable(split, wishes);
    return split;
  });
  for (const { contextName, reason } of source.incomplete) {
    ports.writeError(l10n`Warning: the context "${printable(contextName)}" was left out: ${reason}.`);
  }
  for (const { contextName, cautions } of source.credentials) {
    for (const caution of cautions) {
      ports.writeError(l10n`Warning: "${printable(contextName)}": ${caution}`);
    }
  }
  const files = await ports.openFiles();
  const targets = await targetsOf(explicit === undefined ? undefined : resolve(explicit), source, wishes, files);
  const isDryRun = typed.isOn('dry-run') === true;
  // All of them first: what fails here has changed nothing.
  const planned = await planMergeIntoFiles(targets, files);
  for (const { path, loadProblem } of planned) {
    if (loadProblem !== undefined) {
      ports.writeError(l10n`Warning: kubectl cannot load ${path} as it is. ${loadProblem}`);
    }
  }
  const merged = isDryRun ? planned : await mergeIntoFiles(targets, planned, files, ports.signal);
  for (const { path, contexts, replaced } of merged) {
    for (const context of contexts) {
      ports.writeOutput(describe(context, path, isDryRun));
    }
    if (replaced !== undefined) {
      ports.writeOutput(describeReplaced(replaced, isDryRun));
    }
  }
}

async function targetsOf(
  explicit: string | undefined,
  source: ForeignKubeconfig,
  { contextName, onConflict, setsCurrent }: MergeWishes,
  files: KubeconfigStore,
): Promise<MergeTargets> {
  const credentials = source.credentials.map(({ credential }) => ({
    credential,
    ...(contextName === undefined ? {} : { contextName }),
  }));
  const current = credentials[currentIndexOf(source)];
  if (explicit !== undefined) {
    const parts = [{ path: explicit, credentials, beside: [] }];
    return { parts, onConflict, current, currentPath: explicit, setsCurrent };
  }
  const listed = await files.readAll();
  const currentPath = await files.writePath();
  const contextsBeside = new Set<string>();
  let listedCurrent: string | undefined;
  // One file alone is looked into when it is planned.
  for (const { path, text } of listed.length > 1 ? listed : []) {
    withPathInErrors(path, () => {
      const { contexts, currentContext } = readContexts(text);
      listedCurrent ??= currentContext;
      for (const { contextName: name } of contexts) {
        contextsBeside.add(name);
      }
    });
  }
  // One in another file might be beaten by one that is set in this one.
  const isCurrent = listedCurrent !== undefined && contextsBeside.has(listedCurrent);
  const parts = partsByFile(listed, credentials, currentPath);
  return {
    parts,
    onConflict,
    current,
    currentPath,
    contextsBeside,
    setsCurrent: setsCurrent ?? (isCurrent ? false : undefined),
  };
}

function wishesOf(typed: TypedFlags<keyof typeof flags>): MergeWishes {
  const way = typed.text('on-conflict') ?? 'fail';
  if (!isConflictWay(way)) {
    throw new UsageError(l10n`--on-conflict is fail, overwrite or keep-both`);
  }
  const isSet = typed.isOn('set-current') === true;
  const isKept = typed.isOn('keep-current') === true;
  if (isSet && isKept) {
    throw new UsageError(l10n`--set-current and --keep-current exclude each other`);
  }
  const contextName = typed.text('context');
  if (contextName === '') {
    throw new UsageError(l10n`--context needs a name`);
  }
  return { contextName, onConflict: conflictWays[way], setsCurrent: isSet ? true : isKept ? false : undefined };
}

function isConflictWay(way: string): way is keyof typeof conflictWays {
  return Object.hasOwn(conflictWays, way);
}

async function readSource(from: string, ports: CommandLinePorts): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await ports.readInput(from);
  } catch (error) {
    if (isCancellation(error)) {
      throw error;
    }
    if (error instanceof RangeError) {
      throw new UsageError(l10n`${from} cannot be read: ${error.message}`);
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : l10n`unknown error`;
    throw new UsageError(l10n`${from} cannot be read (${code})`);
  }
  return decodeForReading(nameOfSource(from), bytes);
}

function nameOfSource(from: string): string {
  return from === '-' ? l10n`standard input` : from;
}

function assertMergeable(source: ForeignKubeconfig, wishes: MergeWishes): void {
  const problem = source.incomplete.find((context) => context.problem !== undefined)?.problem;
  if (problem !== undefined) {
    throw new AksEntraError('credentialInvalid', l10n`${atLine(problem)} Nothing was written.`, { line: problem.line });
  }
  const distrusted = source.credentials.find(({ distrust }) => distrust.length > 0);
  if (distrusted !== undefined) {
    throw new AksEntraError(
      'credentialUntrusted',
      l10n`the context "${printable(distrusted.contextName)}" is not trusted: ${distrusted.distrust.join('; ')}. Nothing was written`,
    );
  }
  const [incomplete] = source.incomplete;
  if (source.credentials.length === 0 && incomplete !== undefined) {
    throw new AksEntraError(
      'credentialInvalid',
      l10n`the context "${printable(incomplete.contextName)}" cannot be merged: ${incomplete.reason}`,
    );
  }
  if (wishes.contextName !== undefined && source.credentials.length > 1) {
    throw new UsageError(l10n`--context names one context, and --from holds ${source.credentials.length}`);
  }
}

function currentIndexOf({ credentials, currentContext }: ForeignKubeconfig): number {
  return Math.max(
    credentials.findIndex(({ contextName }) => contextName === currentContext),
    0,
  );
}

function describe({ contextName, isChanged }: MergedContext, path: string, isDryRun: boolean): string {
  const name = printable(contextName);
  if (!isChanged) {
    return l10n`"${name}" is in ${path} already.`;
  }
  return l10n`${isDryRun ? l10n`Would merge` : l10n`Merged`} "${name}" into ${path}.`;
}

function describeReplaced(
  replaced: { readonly dangling: string; readonly contextName: string },
  isDryRun: boolean,
): string {
  const [dangling, name] = [printable(replaced.dangling), printable(replaced.contextName)];
  return isDryRun
    ? l10n`The current context "${dangling}" does not exist; it would be "${name}".`
    : l10n`The current context "${dangling}" does not exist; it is "${name}" now.`;
}
