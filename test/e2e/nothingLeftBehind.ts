import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RecordedCall } from '../simulator/ports.ts';
import type { SimulatedVsCode } from '../vscode/startSimulatedVsCode.ts';

/** What the simulated Entra issues: JSON web tokens, and refresh tokens of 64 random bytes. */
export const secretTexts = [/eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{20,}/, /\b1\.[\w-]{86}\b/];
/** What a window and kubectl's plugin know each other by; the addresses of the windows, and nothing else, hold it. */
export const windowSecret = /Authorization: Bearer [\w-]{43}\b/;
const keyTexts = [/client-key-data/, /BEGIN [A-Z ]*PRIVATE KEY/, /LS0tLS1CRUdJTiB[\w+/]*/];

/**
 * What must hold at the end of each suite: the simulator met no call that it did not expect, no lock, draft or backup
 * lies beside the kubeconfig, and nothing that VS Code or the product wrote holds a secret.
 *
 * @param wasProvoked tells the surprises that the suite meant to cause
 */
export function assertNothingLeftBehind(
  started: SimulatedVsCode,
  wasProvoked: (call: RecordedCall) => boolean = () => false,
): void {
  // The browser asks for the icon of Entra's page by itself.
  const surprises = started.simulator.surprises().filter((call) => call.path !== '/favicon.ico' && !wasProvoked(call));
  assert.deepEqual(surprises, []);
  const kubeFolder = path.dirname(started.kubeconfigFile);
  const beside = existsSync(kubeFolder) ? readdirSync(kubeFolder).filter((name) => name.startsWith('config')) : [];
  assert.deepEqual(
    beside.filter((name) => name !== 'config'),
    [],
  );
  assertNothingSecret(started);
}

/** @throws AssertionError that names a file with a secret in it, and never the secret */
export function assertNothingSecret({ vscode, backupFolder }: Pick<SimulatedVsCode, 'vscode' | 'backupFolder'>): void {
  const logs = filesIn(vscode.logsFolder);
  const hasOwnLog = logs.some((file) => path.basename(file) === 'AKS Entra.log');
  assert.ok(hasOwnLog, 'the log of AKS Entra is where this looks for secrets');
  for (const file of [...logs, ...filesIn(path.join(vscode.folder, 'server-data'))]) {
    assertHasNone(file, [...secretTexts, ...keyTexts, windowSecret]);
  }
  // The user's home: kubeconfigs, whose keys are the user's own wish, and the plugin's data folder with the sockets.
  for (const file of filesIn(vscode.homeFolder)) {
    assertHasNone(file, secretTexts);
    if (path.extname(file) !== '.curl') {
      assertHasNone(file, [windowSecret]);
    } else {
      assert.equal(statSync(file).mode & 0o777, 0o600, file);
    }
  }
  // A backup is the kubeconfig itself, readable by its owner only.
  for (const file of existsSync(backupFolder) ? filesIn(backupFolder) : []) {
    assert.equal(statSync(file).mode & 0o777, 0o600, file);
  }
}

/** Nothing that VS Code or the product logged holds any of these texts. */
export function assertNoneOf({ vscode }: Pick<SimulatedVsCode, 'vscode'>, texts: readonly RegExp[]): void {
  for (const file of filesIn(vscode.logsFolder)) {
    assertHasNone(file, texts);
  }
}

/** The message names the file and never what was found in it. */
function assertHasNone(file: string, texts: readonly RegExp[]): void {
  const content = readIfThere(file);
  for (const text of texts) {
    assert.ok(!text.test(content), `${file} holds something like ${text.source}`);
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** VS Code goes on working: a file may go meanwhile. */
export function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return '';
    }
    throw error;
  }
}
