import { dirname, resolve, sep } from 'node:path';
import { AksEntraError } from '../core/aksEntraError.ts';
import { isCancellation } from '../core/cancellation.ts';
import { splitForeignKubeconfig } from '../core/kubeconfig/foreignKubeconfig.ts';
import type { ForeignKubeconfig } from '../core/kubeconfig/foreignKubeconfig.ts';
import { planMergeAll } from '../core/kubeconfig/planMerge.ts';
import type { MergeAllRequest, MergedContext } from '../core/kubeconfig/planMerge.ts';
import { readFirstModel } from '../core/kubeconfig/readModel.ts';
import { stringAt } from '../core/kubeconfig/yamlValue.ts';
import { printable } from '../core/printable.ts';
import type { CommandLinePorts } from './commandLine.ts';
import { inFile } from '../core/kubeconfig/inFile.ts';
import { describeFlags, parseFlags, UsageError } from './parseFlags.ts';
import type { Flag, TypedFlags } from './parseFlags.ts';

const flags = {
  from: { value: 'FILE', help: 'The kubeconfig to merge; "-" is standard input' },
  kubeconfig: { value: 'FILE', help: 'The file to merge into; without it KUBECONFIG, else ~/.kube/config' },
  context: { value: 'NAME', help: 'The name of the new context, where --from holds one' },
  'on-conflict': { value: 'WAY', help: 'fail (the default), overwrite or keep-both, where names are taken' },
  'set-current': { isSwitch: true, help: 'Makes the new context the current one' },
  'keep-current': { isSwitch: true, help: 'Keeps the current context even where there is none' },
  'dry-run': { isSwitch: true, help: 'Tells what would be done, and writes nothing' },
} satisfies Readonly<Record<string, Flag>>;

const usage = `Merges the contexts of a kubeconfig into yours, with their clusters and users: all of them, or none.

Usage: node cli.js merge-kubeconfig --from FILE|- [flags]

Every other entry of your file, its comments and its order stay as they are. A credential that could run an unknown
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
  const from = typed.text('from') ?? '';
  if (from === '') throw new UsageError('--from is required: the file to merge, or "-" for standard input');
  const folder = from === '-' ? '.' : dirname(from);
  const rules = { resolve: (path: string) => resolve(folder, path), separator: sep };
  const source = splitForeignKubeconfig(await readSource(from, ports), rules);
  assertMergeable(source, wishes);
  for (const { contextName, reason } of source.incomplete) {
    ports.writeError(`Warning: the context "${contextName}" was left out: ${reason}.`);
  }
  for (const { contextName, cautions } of source.credentials) {
    for (const caution of cautions) ports.writeError(`Warning: "${contextName}": ${caution}`);
  }
  const explicit = typed.text('kubeconfig');
  const path = explicit === undefined ? await (await ports.openFiles()).writePath() : resolve(explicit);
  const isDryRun = typed.isOn('dry-run') === true;
  const isCurrentElsewhere = explicit === undefined && (await hasCurrentContextBeside(path, ports));
  const whole = { ...wishes, setsCurrent: wishes.setsCurrent ?? (isCurrentElsewhere ? false : undefined) };
  const contexts = isDryRun ? await planOnly(path, source, whole, ports) : await write(path, source, whole, ports);
  for (const context of contexts) ports.writeOutput(describe(context, path, isDryRun));
}

/** In another of the files that kubectl reads: what is set in this one might beat it. */
async function hasCurrentContextBeside(path: string, { openFiles }: CommandLinePorts): Promise<boolean> {
  const others = (await (await openFiles()).readAll()).filter((file) => file.path !== path);
  return others.some((file) =>
    inFile(file.path, () => (stringAt(readFirstModel(file.text), 'current-context') ?? '') !== ''),
  );
}

function wishesOf(typed: TypedFlags<keyof typeof flags>): MergeWishes {
  const way = typed.text('on-conflict') ?? 'fail';
  if (!isConflictWay(way)) throw new UsageError('--on-conflict is fail, overwrite or keep-both');
  const isSet = typed.isOn('set-current') === true;
  const isKept = typed.isOn('keep-current') === true;
  if (isSet && isKept) throw new UsageError('--set-current and --keep-current exclude each other');
  const contextName = typed.text('context');
  if (contextName === '') throw new UsageError('--context needs a name');
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
    if (isCancellation(error)) throw error;
    if (error instanceof RangeError) throw new UsageError(`${from} cannot be read: ${error.message}`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UsageError(`${from} cannot be read (${code})`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${from === '-' ? 'standard input' : from} is not UTF-8 text`);
  }
}

function assertMergeable(source: ForeignKubeconfig, wishes: MergeWishes): void {
  const distrusted = source.credentials.find(({ distrust }) => distrust.length > 0);
  if (distrusted !== undefined) {
    throw new AksEntraError(
      'credentialUntrusted',
      `the context "${distrusted.contextName}" is not trusted: ${distrusted.distrust.join('; ')}. Nothing was written`,
    );
  }
  const [incomplete] = source.incomplete;
  if (source.credentials.length === 0 && incomplete !== undefined) {
    throw new AksEntraError(
      'credentialInvalid',
      `the context "${incomplete.contextName}" cannot be merged: ${incomplete.reason}`,
    );
  }
  if (wishes.contextName !== undefined && source.credentials.length > 1) {
    throw new UsageError(`--context names one context, and --from holds ${source.credentials.length}`);
  }
}

async function write(
  path: string,
  source: ForeignKubeconfig,
  wishes: MergeWishes,
  { openFiles, signal }: CommandLinePorts,
): Promise<readonly MergedContext[]> {
  const files = await openFiles();
  let contexts: readonly MergedContext[] = [];
  await files.update(
    path,
    (text) => {
      const planned = planAll(text, path, source, wishes);
      contexts = planned.contexts;
      return planned.text;
    },
    { signal },
  );
  return contexts;
}

async function planOnly(
  path: string,
  source: ForeignKubeconfig,
  wishes: MergeWishes,
  { openFiles }: CommandLinePorts,
): Promise<readonly MergedContext[]> {
  const text = await (await openFiles()).read(path);
  return inFile(path, () => planAll(text, path, source, wishes)).contexts;
}

function planAll(
  text: string | undefined,
  path: string,
  source: ForeignKubeconfig,
  { contextName, onConflict, setsCurrent }: MergeWishes,
): { readonly text: string | undefined; readonly contexts: readonly MergedContext[] } {
  const hasCurrent = (stringAt(readFirstModel(text ?? ''), 'current-context') ?? '') !== '';
  const credentials = source.credentials.map(({ credential }) => ({
    credential,
    ...(contextName === undefined ? {} : { contextName }),
  }));
  const current = credentials[currentIndexOf(source)];
  const plan = planMergeAll({
    text,
    credentials,
    onConflict,
    current: (setsCurrent ?? !hasCurrent) ? current : undefined,
  });
  if (plan.kind === 'conflict') {
    const taken = plan.conflicts.map(({ section, name }) => `${section}: "${name}"`).join(', ');
    throw new UsageError(
      `${path} holds something else under the same name (${taken}); nothing was written. ` +
        'Choose --on-conflict overwrite or keep-both, or another --context',
    );
  }
  return plan;
}

function currentIndexOf({ credentials, currentContext }: ForeignKubeconfig): number {
  return Math.max(
    credentials.findIndex(({ contextName }) => contextName === currentContext),
    0,
  );
}

function describe({ contextName, isChanged }: MergedContext, path: string, isDryRun: boolean): string {
  const name = printable(contextName);
  if (!isChanged) return `"${name}" is in ${path} already.`;
  return `${isDryRun ? 'Would merge' : 'Merged'} "${name}" into ${path}.`;
}
