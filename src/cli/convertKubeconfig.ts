import { resolve } from 'node:path';
import { AksEntraError } from '../core/aksEntraError.ts';
import { openKubeconfig } from '../core/kubeconfigText/editableKubeconfig.ts';
import {
  contextNamesByText,
  contextNamesByUser,
  type ConvertRequest,
  type ConvertResult,
  convertUsers,
  usersToConvert,
  withMetadataInStep,
} from '../core/conversion/convertUsers.ts';
import { targetName } from '../core/conversion/loginMode.ts';
import { sharedClaimsWarnings } from '../core/conversion/sharedClaims.ts';
import { parseDuration } from '../core/getToken/parseDuration.ts';
import type { KubeconfigFile, KubeconfigStore } from '../core/kubeconfig/kubeconfigStore.ts';
import { writeAllOrNone } from '../core/kubeconfig/writeAsShown.ts';
import { readFirstModel } from '../core/kubeconfigText/readModel.ts';
import { l10n } from '../core/l10n.ts';
import { printable } from '../core/printable.ts';
import type { CommandLinePorts } from './commandLinePorts.ts';
import { loadProblemOf } from '../core/kubeconfigText/loadableModel.ts';
import { withPathInErrors } from '../core/kubeconfigText/withPathInErrors.ts';
import { convertToFile } from './convertToFile.ts';
import { writerTo } from './writerTo.ts';
import { logFlags, loginFlags, loginModeOf, loginOptionsOf } from './loginFlags.ts';
import { describeFlags, type Flag, parseFlags, typedKubeconfig, type TypedFlags, UsageError } from './parseFlags.ts';

const flags = {
  kubeconfig: { value: 'FILE', help: l10n`The file to change; without it KUBECONFIG, else ~/.kube/config` },
  context: { value: 'NAME', help: l10n`Only the user of this context; without it every user of kubelogin` },
  outfile: {
    value: 'FILE',
    help: l10n`Writes all that kubectl reads, converted, to this file, and changes no other`,
  },
  ...loginFlags,
  'client-secret': {
    value: 'SECRET',
    help: l10n`spn: is written to the file; AAD_SERVICE_PRINCIPAL_CLIENT_SECRET is safer`,
  },
  'client-certificate-password': { value: 'SECRET', help: l10n`spn: is written to the file` },
  password: { value: 'SECRET', help: l10n`ropc: is written to the file; AAD_USER_PRINCIPAL_PASSWORD is safer` },
  'azure-config-dir': { value: 'FOLDER', help: l10n`azurecli: the Azure CLI's folder` },
} satisfies Readonly<Record<string, Flag>>;

/** kubelogin takes them too, and does not write them to a kubeconfig either. */
const withoutEffect = {
  timeout: { holds: 'duration', help: '' },
  'disable-instance-discovery': { isSwitch: true, help: '' },
  'use-azurerm-env-vars': { isSwitch: true, help: '' },
} satisfies Readonly<Record<string, Flag>>;

const usage = l10n`Changes how kubelogin signs in, as "kubelogin convert-kubeconfig" does.

Usage: node cli.js convert-kubeconfig [flags]

Every other entry of the file, its comments and its order stay as they are. A typed flag wins over an environment
variable. Secrets in the file are never carried over.

Flags:
${describeFlags(flags)}`;

/** `convert-kubeconfig`: all files of a KUBECONFIG list, or none where one of the users cannot be converted. */
export async function convertKubeconfig(args: readonly string[], ports: CommandLinePorts): Promise<void> {
  const typed = parseFlags(args, { ...flags, ...withoutEffect, ...logFlags }, 'ignored');
  if (typed === undefined) {
    ports.writeOutput(usage);
    return;
  }
  const timeout = typed.text('timeout');
  if (timeout !== undefined && parseDuration(timeout) === undefined) {
    throw new UsageError(l10n`timeout must be greater than 0`);
  }
  const azureConfigFolder = typed.text('azure-config-dir');
  const request = {
    loginMode: loginModeOf(typed, ports.environment),
    options: { ...loginOptionsOf(typed), ...(azureConfigFolder === undefined ? {} : { azureConfigFolder }) },
  };
  const context = typed.text('context');
  const contexts = context === undefined ? undefined : [context];
  const store = await ports.openFiles();
  const files = await readFiles(typedKubeconfig(typed), store);
  const outFile = typed.text('outfile');
  if (outFile !== undefined) {
    const asked = { ...request, ...(contexts === undefined ? {} : { contexts }) };
    const written = await convertToFile({ outFile, sources: files, request: asked }, store, ports);
    const { result, path, kind, wideMode } = written;
    // What goes into a pipe may go to standard output.
    const told = kind === 'streamed' ? { ...ports, writeOutput: ports.writeError } : ports;
    tell([result], told, typed);
    if (kind === 'created' || kind === 'replaced') {
      told.writeOutput(kind === 'created' ? l10n`Wrote ${path}.` : l10n`Wrote ${path} again; a backup is kept.`);
    }
    if (wideMode !== undefined) {
      const bits = wideMode.toString(8).padStart(4, '0');
      told.writeError(
        l10n`Warning: other users of this machine may read or write ${path} (its mode is ${bits}, as it was). Run chmod 600 on it.`,
      );
    }
    return;
  }
  const results = await convertInPlace(files, request, contexts, store, ports);
  tell(results, ports, typed);
}

/** All files, or none where one of the users cannot be converted. */
async function convertInPlace(
  files: readonly KubeconfigFile[],
  request: Pick<ConvertRequest, 'loginMode' | 'options'>,
  contexts: readonly string[] | undefined,
  store: KubeconfigStore,
  ports: CommandLinePorts,
): Promise<readonly ConvertResult[]> {
  for (const { path, text } of files) {
    withPathInErrors(path, () => openKubeconfig(text));
  }
  const texts = files.map(({ text }) => text);
  const users = usersToConvert(texts, contexts);
  const models = texts.map((text) => readFirstModel(text));
  const contextsOf = contextNamesByUser(models);
  const requests = files.map(({ path, text }, index): { path: string; text: string; request: ConvertRequest } => ({
    path,
    text,
    request: { ...request, users: users[index] ?? [], contextsOf, ...(contexts === undefined ? {} : { contexts }) },
  }));
  // All of them first: what fails here has changed nothing.
  const planned = requests.map(({ path, text, request: each }) => inFile(path, () => convertUsers(text, each)));
  const convertedUsers = new Set(planned.flatMap(({ converted }) => converted.map(({ userName }) => userName)));
  const contextNames = contextNamesByText(models);
  const mode = targetName(request.loginMode);
  const convert = (text: string, each: ConvertRequest, index: number): ConvertResult => {
    const conversion = convertUsers(text, each);
    // As with kubelogin, --context writes the file of its user and no other: what other files tell of it stays.
    const described = contexts === undefined ? contextNames[index] : undefined;
    return described === undefined
      ? conversion
      : { ...conversion, text: withMetadataInStep(conversion.text, convertedUsers, mode, described) };
  };
  const plans = requests.map((each, index) => {
    const plan = inFile(each.path, () => convert(each.text, each.request, index));
    return { ...each, index, plan };
  });
  for (const [index, { path, text }] of files.entries()) {
    // kubectl loads all files of a list or none, so those that stay as they are count too.
    const problem = loadProblemOf(text, models[index] ?? {});
    if (problem !== undefined) {
      ports.writeError(l10n`Warning: kubectl cannot load ${path} as it is. ${problem}`);
    }
  }
  const { result } = await writeAllOrNone(writerTo(store, ports.signal), async (write) => {
    const results: ConvertResult[] = [];
    for (const { path, text: before, request: each, index, plan } of plans) {
      // A file that stays as it is is not locked: it may be another's, or read-only.
      results.push(plan.text === before ? plan : await write(path, (text = '') => convert(text, each, index)));
    }
    return results;
  });
  return result;
}

/** What cannot be converted is said in kubelogin's words, with the user; all else is about the file's text. */
function inFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AksEntraError && error.code !== 'credentialNotConvertible') {
      return withPathInErrors(path, () => {
        throw error;
      });
    }
    throw error;
  }
}

function tell(
  results: readonly ConvertResult[],
  ports: CommandLinePorts,
  typed: TypedFlags<keyof typeof withoutEffect>,
): void {
  for (const name of Object.keys(withoutEffect) as (keyof typeof withoutEffect)[]) {
    if (typed.text(name) !== undefined) {
      ports.writeError(l10n`Warning: --${name} has no effect on a kubeconfig.`);
    }
  }
  if (typed.hasWords) {
    ports.writeError(l10n`Warning: what belongs to no flag has no effect: a switch takes its value behind "=".`);
  }
  const converted = results.flatMap((result) => result.converted);
  for (const warning of [...results.flatMap(({ warnings }) => warnings), ...sharedClaimsWarnings(converted)]) {
    ports.writeError(`Warning: ${warning}`);
  }
  for (const { userName, from, to, isChanged } of converted) {
    ports.writeOutput(
      isChanged
        ? l10n`Converted "${printable(userName)}" from ${printable(from)} to ${to}.`
        : l10n`"${printable(userName)}" is as it should be already (${to}).`,
    );
  }
  if (converted.length === 0) {
    ports.writeOutput(l10n`Nothing to convert: none of the users signs in through kubelogin.`);
  }
}

async function readFiles(explicit: string | undefined, store: KubeconfigStore): Promise<readonly KubeconfigFile[]> {
  if (explicit === undefined) {
    return store.readAll();
  }
  const path = resolve(explicit);
  const text = await store.read(path);
  if (text !== undefined) {
    return [{ path, text }];
  }
  throw new AksEntraError('kubeconfigUnreadable', l10n`${path} does not exist. Check --kubeconfig.`);
}
