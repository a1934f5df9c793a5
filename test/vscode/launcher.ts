import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { codeForTimeLimit, launchDesktop } from './launchDesktop.ts';
import { openWorkbench } from './openWorkbench.ts';
import { prepareForUi } from './prepareVsCode.ts';
import { startVsCode } from './startVsCode.ts';

/**
 * What test-electron's runTests starts: desktop VS Code under a time limit or, where there is none, something that plays
 * it. That takes the same arguments, starts VS Code's server and a Chromium, runs the extension tests in its extension host and exits with their code. The code alone says little
 * (a crashed host gives 0): runHostTests.ts also asks for the results file.
 */
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
  },
});
const developmentPaths = (values.extensionDevelopmentPath ?? []).filter((value) => typeof value === 'string');
const testsPath = values.extensionTestsPath;
if (typeof testsPath !== 'string') {
  throw new Error('--extensionTestsPath is missing');
}
const timeLimitMs = Number(process.env['AKS_ENTRA_HOST_TEST_LIMIT_MS'] ?? 300_000);

const desktop = process.env['AKS_ENTRA_LAUNCH_DESKTOP'];
if (desktop) {
  process.exit(await launchDesktop(desktop, process.argv.slice(2), timeLimitMs));
}

const { server, chromium } = await prepareForUi();
const folder = await mkdtemp(path.join(os.tmpdir(), 'aks-entra-host-'));
const vscode = await startVsCode({ server, vsix: [], folder, env: testEnvironment() });
let code = 1;
try {
  code = await runInHost();
} finally {
  await vscode.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
process.exit(code);

async function runInHost(): Promise<number> {
  let finish: (code: number) => void = () => undefined;
  const finished = new Promise<number>((resolve) => {
    finish = resolve;
  });
  const timer = setTimeout(() => {
    console.error(`The extension host did not finish within ${timeLimitMs / 1000} s.`);
    finish(codeForTimeLimit);
  }, timeLimitMs);
  const workspaceFolder = positionals.find((value) => value.startsWith('/'));
  const opened = openWorkbench({
    chromium,
    url: vscode.url,
    profileFolder: path.join(folder, 'profile'),
    ...(workspaceFolder ? { workspaceFolder } : {}),
    preparePage: (page) => putTestsIntoPage(page, finish),
  });
  opened.catch(() => undefined);
  try {
    return await Promise.race([finished, opened.then(() => finished)]);
  } finally {
    clearTimeout(timer);
    await (await opened).close();
  }
}

/** The web workbench reads its development options from an attribute of the page that the server fills in. */
async function putTestsIntoPage(page: Page, finish: (code: number) => void): Promise<void> {
  await page.exposeFunction('codeAutomationExit', finish);
  await page.exposeFunction('codeAutomationLog', (_level: string, args: unknown[]) => {
    console.log(format(...args));
  });
  const toRemote = (file: string): object => ({
    scheme: 'vscode-remote',
    authority: `127.0.0.1:${vscode.port}`,
    path: path.resolve(file),
  });
  const options = { extensions: developmentPaths.map(toRemote), extensionTestsPath: toRemote(String(testsPath)) };
  await page.addInitScript(`{
    const getAttribute = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = getAttribute.call(this, name);
      if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration') return value;
      const config = JSON.parse(value);
      config.developmentOptions = { ...config.developmentOptions, ...${JSON.stringify(options)} };
      return JSON.stringify(config);
    };
  }`);
}

/** startVsCode drops most of a shell's VS Code and proxy settings, but what the test run itself set is for the host. */
function testEnvironment(): Record<string, string> {
  const wanted = Object.entries(process.env).filter(([name]) => name.startsWith('AKS_ENTRA_') || name === 'KUBECONFIG');
  return Object.fromEntries(wanted.map(([name, value]) => [name, value ?? '']));
}
