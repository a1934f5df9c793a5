import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { Notifications } from './notifications.ts';
import type { OpenedWorkbench } from './openWorkbench.ts';
import { QuickPick } from './quickPick.ts';
import { completeSignIn } from './completeSignIn.ts';
import { TreeView } from './treeView.ts';

export const screenshotsFolder = path.join(import.meta.dirname, '..', '..', 'out', 'screenshots');

const decisionTitles = {
  accept: 'Accept: Write What Is Shown',
  keepBoth: 'Accept: Keep Both',
  overwrite: 'Accept: Overwrite',
  discard: 'Discard: Write Nothing',
} as const;

/** VS Code as a person sees it: every method does or reads what a person could. */
export class Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly quickPick: QuickPick;
  readonly notifications: Notifications;
  readonly tree: TreeView;
  readonly kubeconfigTree: TreeView;
  readonly #opened: OpenedWorkbench;

  constructor(opened: OpenedWorkbench) {
    this.#opened = opened;
    this.page = opened.page;
    this.context = opened.context;
    this.quickPick = new QuickPick(this.page);
    this.notifications = new Notifications(this.page);
    this.tree = new TreeView(this.page);
    this.kubeconfigTree = new TreeView(this.page, 'kubeconfig');
    this.page.setDefaultTimeout(20_000);
  }

  /** Runs a command from the palette. @param title as the palette shows it, with its category ("AKS Entra: Show Log"). */
  async runCommand(title: string): Promise<void> {
    // Commands of an extension appear once the extension host has told the workbench about them.
    const row = this.quickPick.row(title);
    for (let attempt = 0; ; attempt += 1) {
      await this.page.keyboard.press('F1');
      try {
        // What takes the focus away closes the palette, at any moment: a person presses the key again.
        await this.quickPick.input().fill(`>${title}`, { timeout: 3_000 });
        await row.click({ timeout: 3_000 });
        return;
      } catch (error) {
        if (attempt === 5) {
          throw error;
        }
        await this.quickPick.cancel();
      }
    }
  }

  /** Opens a view container by its name in the activity bar. */
  async openViewContainer(name: string): Promise<void> {
    const tab = this.page.locator('.activitybar .action-item', { has: this.page.getByRole('tab', { name }) });
    const link = tab.or(this.page.locator(`.activitybar .action-label[aria-label^="${name}"]`)).first();
    if ((await link.getAttribute('class'))?.includes('checked') !== true) {
      await link.click();
    }
  }

  /** @param itemId as given to createStatusBarItem, of the product unless the extension is named. */
  statusBarItem(itemId: string, extensionId = 'aks-entra.aks-entra'): Locator {
    return this.page.locator(`.statusbar-item[id="${extensionId}.${itemId}"]`);
  }

  /** What a screen reader says of a status bar item. */
  async statusBarLabel(itemId: string): Promise<string> {
    return (await this.statusBarItem(itemId).locator('a').getAttribute('aria-label')) ?? '';
  }

  /** Waits until a screen reader would say this of a status bar item; returns all that it says. */
  async waitForStatusBarLabel(itemId: string, label: RegExp): Promise<string> {
    for (let waitedMs = 0; ; waitedMs += 100) {
      const said = await this.statusBarLabel(itemId);
      if (label.test(said)) {
        return said;
      }
      if (waitedMs >= 20_000) {
        throw new Error(`The status bar says "${said}" and not ${String(label)}.`);
      }
      await this.page.waitForTimeout(100);
    }
  }

  /** The text of the hover that rests on an element. */
  async hoverText(element: Locator): Promise<string> {
    const hover = this.page.locator('.monaco-hover:not(.hidden)').first();
    // One that is open already may lie on something else; that of a status bar item stays, though, when its text changes.
    await this.page.mouse.move(0, 0);
    await hover.waitFor({ state: 'hidden', timeout: 1_000 }).catch(() => undefined);
    for (let attempt = 0; ; attempt += 1) {
      await element.hover();
      try {
        await hover.waitFor({ timeout: 4_000 });
        break;
      } catch (error) {
        // A row that is drawn anew under the pointer knows of none until it moves.
        if (attempt === 3) {
          throw error;
        }
        await this.page.mouse.move(0, 0);
      }
    }
    return (await hover.innerText()).replaceAll('\u00a0', ' ').trim();
  }

  /** Waits until nothing spins: no progress notification, no progress bar in the side bar or the picker. */
  async waitUntilIdle(timeoutMs = 20_000): Promise<void> {
    const spinning = this.page.locator(
      ':is(.notifications-toasts, .sidebar, .quick-input-widget) .monaco-progress-container.active',
    );
    for (let waitedMs = 0; ; waitedMs += 100) {
      if ((await spinning.filter({ visible: true }).count()) === 0) {
        return;
      }
      if (waitedMs >= timeoutMs) {
        throw new Error('Something still spins.');
      }
      await this.page.waitForTimeout(100);
    }
  }

  /** What was copied last. */
  async clipboard(): Promise<string> {
    await this.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** Waits until something is copied: VS Code writes a moment after the click. */
  async waitForClipboard(wanted: string | RegExp, timeoutMs = 10_000): Promise<void> {
    for (let waitedMs = 0; ; waitedMs += 200) {
      const copied = await this.clipboard();
      if (typeof wanted === 'string' ? copied === wanted : wanted.test(copied)) {
        return;
      }
      if (waitedMs >= timeoutMs) {
        throw new Error(`The clipboard holds "${copied}" and not ${String(wanted)}.`);
      }
      await this.page.waitForTimeout(200);
    }
  }

  /** The modal dialog that is open, with `getByRole('button', { name })` inside. */
  modal(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** All that a modal dialog says, without its buttons. */
  async modalText(): Promise<string> {
    const text = await this.modal().locator('.dialog-message-container').innerText();
    return text.replaceAll(/\s*\n\s*/g, '\n').trim();
  }

  async clickInModal(button: string): Promise<void> {
    await this.modal().getByRole('button', { name: button, exact: true }).click();
  }

  /** Answers what an editor shows, in that editor's title. */
  async decide(answer: keyof typeof decisionTitles): Promise<void> {
    await this.decision(answer).click();
  }

  /** What stands in the title of an editor that shows something to be decided. */
  decision(answer: keyof typeof decisionTitles): Locator {
    const title = this.page.locator('.editor-group-container.active .title .editor-actions');
    return title.locator(`.action-label[aria-label^="${decisionTitles[answer]}"]`);
  }

  /** What the tab says that is in front. */
  async activeTab(): Promise<string> {
    const tab = this.page.locator('.editor-group-container.active .tab.active .label-name');
    return (await tab.innerText()).replaceAll('\u00a0', ' ');
  }

  /** The welcome text and buttons of the clusters' view. */
  welcome(): Locator {
    return this.tree.welcome();
  }

  /** The active editor's visible text; VS Code draws spaces as no-break spaces. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-instance .view-lines').first();
    await lines.waitFor();
    return (await lines.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Goes through the whole sign-in of VS Code's Microsoft provider, which something else has just started. */
  async completeSignIn(upn: string): Promise<void> {
    await completeSignIn(this, upn);
  }

  /** Signs in with the product's own command. */
  async signIn(upn: string): Promise<void> {
    await this.runCommand('AKS Entra: Sign In to Azure');
    await this.completeSignIn(upn);
  }

  /** Opens another window of the same VS Code, in front, with the same sessions. */
  async openWindow(): Promise<Workbench> {
    const page = await this.context.newPage();
    await page.goto(this.page.url());
    await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    return new Workbench({ page, context: this.context, close: () => page.close() });
  }

  /** Closes every menu, picker, dialog and toast, so that a failed test does not take the next ones along. */
  async dismissAll(): Promise<void> {
    for (let times = 0; times < 4; times += 1) {
      await this.page.keyboard.press('Escape');
    }
    await this.notifications.clear();
  }

  /** Saves what is seen now to `out/screenshots/<name>.png`, unless `AKS_ENTRA_PICTURES` is `failures`. */
  async screenshot(name: string): Promise<void> {
    if (process.env['AKS_ENTRA_PICTURES'] !== 'failures') {
      await this.keepPicture(name);
    }
  }

  /** Saves what is seen now, of a test that failed. */
  async keepPicture(name: string): Promise<void> {
    mkdirSync(screenshotsFolder, { recursive: true });
    await this.page.screenshot({ path: path.join(screenshotsFolder, `${name}.png`), animations: 'disabled' });
  }

  /** Ends the browser as a crash does: VS Code's server goes on running the extensions for this window for minutes. */
  async close(): Promise<void> {
    await this.#opened.close();
  }

  /** Leaves the page as a person does, so that VS Code ends the extensions of this window, and then ends the browser. */
  async leave(): Promise<void> {
    if (!this.page.isClosed()) {
      await this.page.goto('about:blank').catch(() => undefined);
    }
    await this.close();
  }
}
