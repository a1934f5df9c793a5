import type { Locator, Page } from 'playwright-core';
import { ariaLabels, ariaOutline } from './ariaLabels.ts';
import { chooseInContextMenu } from './chooseInContextMenu.ts';
import { exactly } from './exactly.ts';

const kubeconfigHeader = '> .pane-header[aria-label^="Kubeconfig"]';

/** The panes of the side bar whose rows are meant: the kubeconfig has its contexts beside the clusters, by the same names. */
const panes = {
  kubeconfig: `.sidebar .pane:has(${kubeconfigHeader})`,
  others: `.sidebar .pane:not(:has(${kubeconfigHeader}))`,
};

/** A tree in the side bar. Rows are found by their visible label, exactly. */
export class TreeView {
  readonly #page: Page;
  readonly #pane: string;

  constructor(page: Page, pane: keyof typeof panes = 'others') {
    this.#page = page;
    this.#pane = panes[pane];
  }

  /** The row with this label; where several have it (same names in two subscriptions), all of them. */
  item(name: string): Locator {
    return this.#rows().filter({ has: this.#page.locator('.label-name', { hasText: exactly(name) }) });
  }

  /** What a screen reader says of each row that is drawn, from the top. */
  async labels(): Promise<string[]> {
    return ariaLabels(this.#rows());
  }

  /** The same, each row indented by its level, for a person to read. */
  async outline(): Promise<string[]> {
    return ariaOutline(this.#rows());
  }

  /** The row of which a screen reader says this, exactly: rows may share a visible label. */
  row(ariaLabel: string | RegExp): Locator {
    return this.#page.locator(this.#pane).getByRole('treeitem', { name: ariaLabel, exact: true });
  }

  /** The text above the rows. */
  message(): Locator {
    return this.#page.locator(`${this.#pane} .tree-explorer-viewlet-tree-view .message`);
  }

  /** Clicks an icon of the view's title, which is there while the mouse is over the view. */
  async titleAction(name: string): Promise<void> {
    const action = this.#page.locator(`${this.#pane} .pane-header .action-label[aria-label^="${name}"]`).first();
    await this.#page.locator(`${this.#pane} .pane-header`).first().hover();
    await action.click();
  }

  /** What the view says and offers where it has no rows. */
  welcome(): Locator {
    return this.#page.locator(`${this.#pane} .welcome-view-content`);
  }

  async expand(name: string): Promise<void> {
    await this.#setExpanded(name, true);
  }

  async collapse(name: string): Promise<void> {
    await this.#setExpanded(name, false);
  }

  /**
   * Clicks an icon that appears on a row when the mouse is over it. While a list is still coming the tree redraws its
   * rows, and a click on an icon that goes between press and release is none.
   */
  async inlineAction(name: string, action: string): Promise<void> {
    const row = this.item(name).first();
    await row.waitFor();
    await this.#settle();
    for (let attempt = 0; ; attempt += 1) {
      await row.hover();
      try {
        await row.locator(`.actions .action-label[aria-label^="${action}"]`).click({ timeout: 3_000 });
        return;
      } catch (error) {
        // The tree redraws its rows, and the new one knows of no mouse until that moves.
        if (attempt === 5) {
          throw error;
        }
        await this.#page.mouse.move(0, 0);
      }
    }
  }

  /** Opens a row's context menu and chooses an entry; `whileOpen` happens between the two. */
  async contextMenu(name: string, entry: string, whileOpen?: () => Promise<void>): Promise<void> {
    await this.#settle();
    await chooseInContextMenu(this.#page, this.item(name).first(), entry, whileOpen);
  }

  /** The entries of a row's context menu. */
  async contextMenuEntries(name: string): Promise<string[]> {
    await this.#settle();
    await this.item(name).first().click({ button: 'right' });
    const labels = this.#page.locator('.monaco-menu .action-label');
    await labels.first().waitFor();
    const entries = (await labels.allInnerTexts()).map((text) => text.trim()).filter(Boolean);
    await this.#page.keyboard.press('Escape');
    await labels.first().waitFor({ state: 'hidden' });
    return entries;
  }

  async #setExpanded(name: string, isExpanded: boolean): Promise<void> {
    const row = this.item(name).first();
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== String(isExpanded)) {
      await row.locator('.monaco-tl-twistie').click();
    }
    await this.#page.locator(`[role="treeitem"][aria-expanded="${isExpanded}"]`).and(row).waitFor();
  }

  /**
   * Waits until a list is whole and its rows stay: a row that moves meanwhile leaves the click to another one, and the
   * menu of a row that is drawn anew hands its command no row.
   */
  async #settle(): Promise<void> {
    const progress = this.#page.locator('.sidebar .monaco-progress-container.active').first();
    for (let before: string | undefined; ;) {
      await progress.waitFor({ state: 'hidden' });
      const now = (await this.labels()).join('\n');
      if (now === before) {
        return;
      }
      before = now;
      await this.#page.waitForTimeout(150);
    }
  }

  #rows(): Locator {
    return this.#page.locator(`${this.#pane} [role="treeitem"]`);
  }
}
