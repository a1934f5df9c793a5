import { dirname, resolve, sep } from 'node:path';
import { AksEntraError } from '../core/aksEntraError.ts';
import {
  type ConvertRequest,
  type ConvertResult,
  convertUsers,
  usersToConvert,
} from '../core/conversion/convertUsers.ts';
import { loadProblemOf } from '../core/kubeconfigText/loadableModel.ts';
import { joinedKubeconfig, movableKubeconfig } from '../core/kubeconfig/joinedKubeconfig.ts';
import type { KubeconfigFile, KubeconfigStore } from '../core/kubeconfig/kubeconfigStore.ts';
import { sectionOf } from '../core/kubeconfigText/editableKubeconfig.ts';
import { readFirstModel } from '../core/kubeconfigText/readModel.ts';
import { withPathInErrors } from '../core/kubeconfigText/withPathInErrors.ts';
import { l10n } from '../core/l10n.ts';
import type { CommandLinePorts } from './commandLinePorts.ts';
import { UsageError } from './parseFlags.ts';

interface FileConversion {
  /** As it was typed. */
  readonly outFile: string;
  readonly sources: readonly KubeconfigFile[];
  readonly request: Pick<ConvertRequest, 'loginMode' | 'options' | 'contexts'>;
}

interface WrittenFile {
  readonly result: ConvertResult;
  readonly path: string;
  /** `streamed`: into a pipe or a device, which may be standard output */
  readonly kind: 'unchanged' | 'created' | 'replaced' | 'streamed';
  /** Of a file that was there and that others may read, as it was. */
  readonly wideMode?: number | undefined;
}

/**
 * `--outfile` of kubelogin 0.2.22: the whole list as one new file, converted; the sources stay as they are.
 *
 * @throws UsageError, AksEntraError; then nothing is written
 */
export async function convertToFile(
  { outFile, sources, request }: FileConversion,
  store: KubeconfigStore,
  ports: CommandLinePorts,
): Promise<WrittenFile> {
  if (outFile === '') {
    // kubelogin would convert the sources, which is not what was meant: a variable was empty.
    throw new UsageError(l10n`--outfile is empty: name the file to write`);
  }
  if (outFile.endsWith('/') || outFile.endsWith(sep)) {
    throw new UsageError(l10n`--outfile "${outFile}" names a folder, not a file`);
  }
  for (const { path, text } of sources) {
    withPathInErrors(path, () => {
      assertLoads(text);
    });
  }
  const result = convertTogether(sources, request);
  const model = readFirstModel(result.text);
  if (sectionOf(model, 'contexts').length + sectionOf(model, 'users').length === 0) {
    throw new UsageError(l10n`no kubeconfig found to convert, refusing to write an empty ${outFile}`);
  }
  const path = resolve(outFile);
  const { isSameFile, isStream, wideModeOf, writeStream } = await ports.openOutFile();
  for (const source of sources) {
    if (await isSameFile(path, source.path)) {
      throw new UsageError(
        l10n`--outfile "${outFile}" is the same file as source kubeconfig "${source.path}"; choose a different path`,
      );
    }
  }
  if (await isStream(path)) {
    await writeStream(path, result.text);
    return { result, path, kind: 'streamed' };
  }
  const { receipt } = await store.update(path, () => ({ text: result.text }), { signal: ports.signal });
  return { result, path, kind: receipt.kind, wideMode: await wideModeOf(path) };
}

/** @throws AksEntraError kubeconfigInvalid: kubectl and kubelogin load none of the list then */
function assertLoads(text: string): void {
  const problem = loadProblemOf(text, readFirstModel(text));
  if (problem !== undefined) {
    throw new AksEntraError('kubeconfigInvalid', problem);
  }
}

function convertTogether(sources: readonly KubeconfigFile[], request: FileConversion['request']): ConvertResult {
  const convert = (text: string): ConvertResult => {
    const [users = []] = usersToConvert([text], request.contexts);
    return convertUsers(text, { ...request, users });
  };
  const resolveIn = (source: KubeconfigFile | undefined, path: string): string =>
    resolve(dirname(source?.path ?? ''), path);
  const [only] = sources;
  if (only !== undefined && sources.length === 1) {
    try {
      const rules = { resolve: (path: string) => resolveIn(only, path), separator: sep };
      const text = movableKubeconfig(only.text, rules);
      if (text !== undefined) {
        return convert(text);
      }
    } catch (error) {
      if (!(error instanceof AksEntraError)) {
        throw error;
      }
      // What cannot be edited can still be written anew; what cannot be converted is said again below.
    }
  }
  const texts = sources.map(({ text }) => text);
  return convert(
    joinedKubeconfig(texts, { resolve: (index, path) => resolveIn(sources[index], path), separator: sep }),
  );
}
