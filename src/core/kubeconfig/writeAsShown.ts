import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import type { KubeconfigFile, TextChange, WriteReceipt } from './kubeconfigStore.ts';

type Change<Result extends TextChange> = (text: string | undefined) => Result;

/** What writes one file under its lock and takes a write back, as `KubeconfigStore` does. */
export interface UndoableWriter<Receipt extends WriteReceipt = WriteReceipt> {
  update<Result extends TextChange>(
    path: string,
    change: Change<Result>,
  ): Promise<{ readonly receipt: Receipt; readonly result: Result }>;
  undo(receipt: Receipt): Promise<void>;
}

/** Writes one file, and returns what its change returned. */
export type Write = <Result extends TextChange>(path: string, change: Change<Result>) => Promise<Result>;

/**
 * Does work that writes several files, all or none: where it fails, what it wrote is taken back, the last one first. An
 * error of ours says so: whoever reads that one file refused must not have to look into the others.
 *
 * @param work tells what each of its writes did, and how to take back what came with them
 * @throws as the work; where a write cannot be taken back, an AksEntraError that tells of it too
 */
export async function allOrNone<Receipt extends WriteReceipt, Result>(
  writer: Pick<UndoableWriter<Receipt>, 'undo'>,
  work: (written: (receipt: Receipt) => void, came: (undo: () => Promise<void>) => void) => Promise<Result>,
): Promise<{ readonly receipts: readonly Receipt[]; readonly result: Result }> {
  const receipts: Receipt[] = [];
  const undos: (() => Promise<void>)[] = [];
  try {
    const result = await work(
      (receipt) => receipts.push(receipt),
      (undo) => undos.push(undo),
    );
    return { receipts, result };
  } catch (error) {
    throw withTakenBack(error, await takeBack(writer, receipts, undos));
  }
}

/**
 * Writes several files, all or none: see `allOrNone`.
 *
 * @param work writes one file after the other
 * @returns the receipts in the order of the writes, and what the work returned
 */
export async function writeAllOrNone<Receipt extends WriteReceipt, Result>(
  writer: UndoableWriter<Receipt>,
  work: (write: Write) => Promise<Result>,
): Promise<{ readonly receipts: readonly Receipt[]; readonly result: Result }> {
  return allOrNone(writer, (written) =>
    work(async (path, change) => {
      const { receipt, result } = await writer.update(path, change);
      written(receipt);
      return result;
    }),
  );
}

interface TakenBack {
  /** The files that are as they were. */
  readonly paths: readonly string[];
  /** Why each write, or what came with one, could not be taken back. */
  readonly left: readonly string[];
}

/** What cannot be taken back keeps no other from it. */
async function takeBack<Receipt extends WriteReceipt>(
  writer: Pick<UndoableWriter<Receipt>, 'undo'>,
  receipts: readonly Receipt[],
  undos: readonly (() => Promise<void>)[],
): Promise<TakenBack> {
  const paths: string[] = [];
  const left: string[] = [];
  for (const undo of undos.toReversed()) {
    try {
      await undo();
    } catch (error) {
      left.push(l10n`What was changed along with it could not be undone: ${reasonOf(error)}`);
    }
  }
  for (const receipt of receipts.toReversed().filter(({ kind }) => kind !== 'unchanged')) {
    try {
      await writer.undo(receipt);
      paths.unshift(receipt.path);
    } catch (error) {
      left.push(explainLeft(receipt, error));
    }
  }
  return { paths, left };
}

function explainLeft({ path, backupPath }: WriteReceipt, error: unknown): string {
  const told = l10n`What was written to ${path} could not be undone: ${reasonOf(error)}`;
  const isKept = backupPath !== undefined && !told.includes(backupPath);
  return isKept ? l10n`${told} Its former state is in ${backupPath}.` : told;
}

/** What is no error of ours may hold anything, so its text is not told. */
function reasonOf(error: unknown): string {
  return error instanceof AksEntraError ? error.message : l10n`unknown error`;
}

/** The first error stays the one that is told; what became of the other files follows. */
function withTakenBack(error: unknown, { paths, left }: TakenBack): unknown {
  if (error instanceof AksEntraError && paths.length + left.length > 0) {
    const back = paths.length === 0 ? [] : [l10n`What had been written to ${paths.join(l10n` and `)} was undone.`];
    const options = error.line === undefined ? {} : { line: error.line };
    return new AksEntraError(error.code, [error.message, ...back, ...left].join(' '), { ...options, cause: error });
  }
  // Of a cancelled one only what is left is news.
  return left.length === 0 ? error : new AksEntraError('kubeconfigUndoTooLate', left.join(' '), { cause: error });
}

/** What a plan makes of a file. */
export interface PlannedChange {
  readonly path: string;
  /** The text that it was planned from, and that the user was shown; empty where there was no file. */
  readonly before: string;
  readonly after: string;
}

/** The files that a plan changes, by its texts in their order. */
export function plannedChanges(files: readonly KubeconfigFile[], texts: readonly string[]): PlannedChange[] {
  return files.flatMap(({ path, text }, index) => {
    const after = texts[index] ?? text;
    return after === text ? [] : [{ path, before: text, after }];
  });
}

/** The files as a plan makes them. */
export function withTexts(files: readonly KubeconfigFile[], texts: readonly string[]): KubeconfigFile[] {
  return files.map(({ path, text }, index) => ({ path, text: texts[index] ?? text }));
}

/**
 * Shown is written: writes what was planned and agreed to, all or none. A command reads the files once, plans from their
 * texts and shows the user what comes of it; under its lock each file has to hold the very text that the plan began with.
 * If another program has written it meanwhile, nothing is written, and the user may look again.
 *
 * A merge of new entries and a pointer to another context are planned under the lock instead, from the text that is there
 * by then: the user was shown nothing that it could contradict. What a merge does show is a conflict, and there the answer
 * holds for what was shown only: see `planAnswered`. A backup need not be text, so the store itself restores it, and calls
 * `assertAsShown`.
 *
 * @throws AksEntraError kubeconfigChanged, and as the writer
 */
export async function writeAsShown<Receipt extends WriteReceipt>(
  writer: UndoableWriter<Receipt>,
  changes: readonly PlannedChange[],
): Promise<readonly Receipt[]> {
  const { receipts } = await writeAllOrNone(writer, async (write) => {
    for (const { path, before, after } of changes) {
      await write(path, (text) => {
        assertAsShown(text, before);
        return { text: after };
      });
    }
  });
  return receipts;
}

/**
 * The same, with what comes with the writes: where that fails, the files are as they were.
 *
 * @param come run one after the other when all is written, and each returns what takes it back
 */
export async function writeAsShownWith<Receipt extends WriteReceipt>(
  writer: UndoableWriter<Receipt>,
  changes: readonly PlannedChange[],
  ...come: readonly (() => Promise<() => Promise<void>>)[]
): Promise<{ readonly receipts: readonly Receipt[]; readonly undo: () => Promise<void> }> {
  const undos: (() => Promise<void>)[] = [];
  const { receipts } = await allOrNone<Receipt, undefined>(writer, async (written, came) => {
    (await writeAsShown(writer, changes)).forEach(written);
    for (const each of come) {
      const undo = await each();
      undos.unshift(undo);
      came(undo);
    }
    return undefined;
  });
  const undo = async (): Promise<void> => {
    for (const each of undos) {
      await each();
    }
  };
  return { receipts, undo };
}

/**
 * @param text of the file under its lock; undefined: there is none
 * @param shown what it was when the user was shown it; empty where there was none
 * @throws AksEntraError kubeconfigChanged
 */
export function assertAsShown(text: string | undefined, shown: string): void {
  if ((text ?? '') !== shown) {
    throw new AksEntraError(
      'kubeconfigChanged',
      l10n`The file was changed in the meantime, so it was left as it is. Try again.`,
    );
  }
}
