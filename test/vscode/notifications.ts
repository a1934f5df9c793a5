import type { Locator, Page } from 'playwright-core';

const messageSelector = '.notification-list-item-message';

/** VS Code shows no toast beyond the third within 800 ms (NotificationsToasts.SPAM_PROTECTION): no person is as fast. */
const spamIntervalMs = 900;

/** The toasts at the bottom right. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The texts of the toasts that are shown now. */
  async texts(): Promise<string[]> {
    const texts = await this.#toasts().locator(messageSelector).allInnerTexts();
    return texts.map((text) => text.trim());
  }

  /** Waits for a toast whose message has this text. */
  async waitFor(text: string | RegExp, timeoutMs = 30_000): Promise<Notification> {
    const message = this.#page.locator(messageSelector, { hasText: text });
    const toast = this.#toasts().filter({ has: message }).first();
    await toast.waitFor({ timeout: timeoutMs });
    return new Notification(toast);
  }

  /** Clears all of them, so that a later one cannot be taken for an earlier one. */
  async clear(): Promise<void> {
    const first = this.#toasts().first();
    if (!(await first.isVisible())) return;
    for (let attempts = 0; await first.isVisible(); attempts += 1) {
      if (attempts === 20) throw new Error(`A notification does not go away: ${await first.innerText()}`);
      try {
        await first.hover({ timeout: 1_000 });
        await first.locator('.codicon-notifications-clear').click({ timeout: 1_000 });
      } catch {
        // One that tells progress goes away by itself.
      }
      await this.#page.waitForTimeout(100);
    }
    await this.#page.waitForTimeout(spamIntervalMs);
  }

  #toasts(): Locator {
    return this.#page.locator('.notifications-toasts .notification-toast');
  }
}

export class Notification {
  readonly locator: Locator;

  constructor(locator: Locator) {
    this.locator = locator;
  }

  async text(): Promise<string> {
    return (await this.locator.locator(messageSelector).innerText()).trim();
  }

  button(name: string): Locator {
    return this.locator.getByRole('button', { name, exact: true });
  }

  async buttons(): Promise<string[]> {
    const names = await this.locator
      .locator('.notification-list-item-buttons-container .monaco-button')
      .allInnerTexts();
    return names.map((name) => name.trim()).filter(Boolean);
  }
}
