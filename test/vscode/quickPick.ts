import type { Locator, Page } from 'playwright-core';
import { ariaLabels } from './ariaLabels.ts';
import { exactly } from './exactly.ts';

/** A list that stays, since more can be ticked in it or something else is asked on top of it, is left after this. */
const goesWithinMs = 1_000;

const whatIsShown = `(() => {
  const widget = document.querySelector('.quick-input-widget');
  if (!widget || widget.style.display === 'none') return '';
  const texts = [...widget.querySelectorAll('.quick-input-title, .quick-input-message, .monaco-list-row')];
  const input = widget.querySelector('.quick-input-filter input');
  return JSON.stringify([texts.map((one) => one.textContent), input?.value, input?.placeholder]);
})()`;

/** The quick pick or input box at the top of the window. */
export class QuickPick {
  readonly #page: Page;
  readonly #widget: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget');
  }

  /** The rows that are drawn (a long list draws the visible ones only): label, description and detail of each. */
  async rows(): Promise<string[]> {
    await this.#rows().first().waitFor();
    return ariaLabels(this.#rows());
  }

  /** The row with this label (its exact text, without icons). */
  row(label: string): Locator {
    return this.#rows()
      .filter({ has: this.#page.locator('.label-name', { hasText: exactly(label) }) })
      .first();
  }

  /** Replaces what is typed. */
  async filter(text: string): Promise<void> {
    await this.input().fill(text);
  }

  /** Chooses a row, wherever in a long list it is: rows out of sight are not in the page until they are searched for. */
  async choose(label: string): Promise<void> {
    // A row under the resting mouse shows a hover, which would lie over its neighbours.
    await this.#page.mouse.move(0, 0);
    const row = this.row(label);
    if (!(await row.isVisible())) {
      await this.filter(label);
    }
    const before = await this.#shown();
    await row.click();
    // What follows may look the same to a test: what it typed into the list that is just going would be lost.
    for (let waitedMs = 0; waitedMs < goesWithinMs && (await this.#shown()) === before; waitedMs += 50) {
      await this.#page.waitForTimeout(50);
    }
  }

  /** What a screen reader says of the row that Enter would choose. */
  async activeRow(): Promise<string> {
    const row = this.#widget.locator('.quick-input-list .monaco-list-row.focused');
    return (await row.getAttribute('aria-label')) ?? '';
  }

  /** Whether the title bar has a Back button. */
  async hasBackButton(): Promise<boolean> {
    return this.button('Back').isVisible();
  }

  /** A button in the title. @param label how what a screen reader says of it begins */
  button(label: string): Locator {
    return this.#widget.locator(`.quick-input-titlebar .action-label[aria-label^="${label}"]`);
  }

  /** Waits for a picker that has a title. */
  async title(): Promise<string> {
    return (await this.#widget.locator('.quick-input-title', { hasText: /\S/ }).innerText()).trim();
  }

  input(): Locator {
    return this.#widget.locator('.quick-input-filter input');
  }

  /** Waits for a picker with this title. */
  async waitForTitle(title: string): Promise<void> {
    await this.#widget.locator('.quick-input-title', { hasText: title }).waitFor();
  }

  async back(): Promise<void> {
    await this.button('Back').click();
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#widget.waitFor({ state: 'hidden' });
  }

  async waitUntilClosed(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }

  /** What tells a list from the next one. */
  async #shown(): Promise<string> {
    return this.#page.evaluate(whatIsShown);
  }

  #rows(): Locator {
    return this.#widget.locator('.quick-input-list .monaco-list-row');
  }
}
