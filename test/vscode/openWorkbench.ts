import { randomBytes } from 'node:crypto';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

export interface OpenWorkbenchOptions {
  /** From prepareForUi(). */
  readonly chromium: string;
  /** A running VS Code's URL. */
  readonly url: string;
  /** The browser profile's folder: VS Code keeps its secrets there. */
  readonly profileFolder: string;
  /** The server's half of their key, 32 bytes: whoever opens a copy of the profile needs it again. Default: a new one. */
  readonly secretsKey?: Uint8Array;
  readonly workspaceFolder?: string;
  /** The simulator's CONNECT proxy; loopback is never sent through it. */
  readonly proxyPort?: number;
  /** Default true. */
  readonly headless?: boolean;
  /** A pause before each action, for a person who watches. */
  readonly slowMoMs?: number;
  /** Pixels of a picture for each of the page's, in either direction. Default 1. */
  readonly deviceScaleFactor?: number;
  /** What has to be done before the page loads; the browser starts meanwhile. */
  readonly ready?: Promise<unknown>;
  /** Called before the page loads: host tests put their development options into it. */
  readonly preparePage?: (page: Page) => Promise<void>;
}

export interface OpenedWorkbench {
  readonly page: Page;
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** The views share the height: as many clusters are drawn as in a window of 800 with that view alone. */
const viewport = { width: 1280, height: 1150 };
const startLimitMs = 60_000;

/** Opens VS Code's web workbench in a Chromium with a profile of its own and waits until it can be used. */
export async function openWorkbench(options: OpenWorkbenchOptions): Promise<OpenedWorkbench> {
  const headless = options.headless ?? true;
  const context = await chromium.launchPersistentContext(options.profileFolder, {
    executablePath: options.chromium,
    headless,
    slowMo: options.slowMoMs ?? 0,
    args: [...browserFlags(options.proxyPort), `--window-size=${viewport.width},${viewport.height}`],
    // In a window, the page fills it.
    viewport: headless ? viewport : null,
    ...(headless ? { deviceScaleFactor: options.deviceScaleFactor ?? 1 } : {}),
    // What slides in cannot be clicked before it stands still.
    reducedMotion: headless ? 'reduce' : null,
    // The simulated hosts present certificates of the simulator's own CA.
    ignoreHTTPSErrors: options.proxyPort !== undefined,
    chromiumSandbox: false,
  });
  try {
    await keepSecrets(context, options.secretsKey ?? randomBytes(32));
    const page = context.pages()[0] ?? (await context.newPage());
    await options.ready;
    await options.preparePage?.(page);
    const folder = options.workspaceFolder ? `&folder=${encodeURIComponent(options.workspaceFolder)}` : '&ew=true';
    await page.goto(options.url + folder, { timeout: startLimitMs });
    await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: startLimitMs });
    return { page, context, close: () => context.close() };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/**
 * VS Code in a browser encrypts its secrets with a key of which the server gives one half: code-server and `code
 * serve-web` do so, VS Code's server alone answers 404, and then each page keeps its secrets for itself. With a key, all
 * windows of a profile share them, as on a desktop.
 */
async function keepSecrets(context: BrowserContext, key: Uint8Array): Promise<void> {
  await context.addInitScript(`{
    const fetchIt = window.fetch.bind(window);
    window.fetch = (input, init) =>
      String(input).endsWith('/mint-key')
        ? Promise.resolve(new Response(new Uint8Array(${JSON.stringify([...key])})))
        : fetchIt(input, init);
  }`);
}

/** The flags that a person's browser needs too, apart from the profile. */
export function browserFlags(proxyPort?: number): string[] {
  const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  flags.push('--disable-component-update', '--disable-sync');
  if (proxyPort !== undefined) {
    flags.push(`--proxy-server=http://127.0.0.1:${proxyPort}`, '--proxy-bypass-list=127.0.0.1;localhost');
  }
  return flags;
}
