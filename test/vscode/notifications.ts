import type { Locator, Page } from 'playwright-core';

const messageSelector = '.notification-list-item-message';

/**
 * VS Code shows no toast beyond the third within 800 ms (NotificationsToasts.SPAM_PROTECTION): no person is as fast. This
 * goes on in the page as long as more than one came within 900 ms; at first, when nobody knows, it takes all of them.
 */
const toastsAreFree = `(async () => {
  const container = document.querySelector('.notifications-toasts');
  const noteToast = () => container.toastsMs.push(performance.now());
  if (container && !container.toastsMs) {
    container.toastsMs = [];
    noteToast(); noteToast();
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) addedNodes.forEach(noteToast);
    }).observe(container, { childList: true });
  }
  while (container?.toastsMs.filter((ms) => performance.now() - ms < 900).length > 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
})()`;

/** How long a notification may be behind the bell only until somebody looks there. */
const lookBehindBellAfterMs = 2_000;

/** The toasts at the bottom right, and the notification center behind the bell, where those end up that are not shown. */
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

  /** Waits for a notification whose message has this text; looks behind the bell where no toast came. */
  async waitFor(text: string | RegExp, timeoutMs = 30_000): Promise<Notification> {
    const message = this.#page.locator(messageSelector, { hasText: text });
    const toast = this.#toasts().filter({ has: message }).first();
    const inCenter = this.#inCenter().filter({ has: message }).first();
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const leftMs = deadline - performance.now();
      try {
        await toast.waitFor({ timeout: Math.max(1, Math.min(lookBehindBellAfterMs, leftMs)) });
        return new Notification(toast);
      } catch (error) {
        const isLast = leftMs <= lookBehindBellAfterMs;
        if (!isLast && !(await this.#someAreHidden())) {
          continue;
        }
        await this.#openCenter().catch(() => {
          // A menu or a dialog lies over it: that is what is wrong then.
          throw error;
        });
        if (await inCenter.isVisible()) {
          return new Notification(inCenter);
        }
        if (isLast) {
          const others = await this.#inCenter().locator(messageSelector).allInnerTexts();
          throw new Error(`No notification says ${String(text)}. There are: ${JSON.stringify(others)}`, {
            cause: error,
          });
        }
        await this.#closeCenter();
      }
    }
  }

  /** Clears all of them, so that a later one cannot be taken for an earlier one. */
  async clear(): Promise<void> {
    await this.#openCenter();
    const rows = this.#inCenter();
    for (let attempts = 0; (await rows.count()) > 0; attempts += 1) {
      if (attempts === 20) {
        throw new Error(`A notification does not go away: ${(await rows.allInnerTexts()).join()}`);
      }
      await this.#openCenter();
      // One that tells progress goes away by itself.
      await this.#center()
        .locator('.codicon-notifications-clear-all')
        .click({ timeout: 1_000 })
        // Where one comes in just then, VS Code takes the list for empty, and each has to be closed by itself.
        .catch(() => rows.first().locator('.codicon-notifications-clear').click({ timeout: 1_000 }))
        .catch(() => undefined);
      await this.#page.waitForTimeout(100);
    }
    // The center closes by itself when its last one goes.
    await this.#closeCenter();
    await this.#page.evaluate(toastsAreFree);
  }

  /** Whether the bell tells of new ones, and no toast shows any, nor is there a picker that a look would close. */
  async #someAreHidden(): Promise<boolean> {
    return (
      (await this.#page.locator('[id="status.notifications"] .codicon-bell-dot').isVisible()) &&
      (await this.#toasts().count()) === 0 &&
      !(await this.#page.locator('.quick-input-widget').isVisible())
    );
  }

  /** It closes by itself when its last one goes, be it between the click and the look: a person clicks once more. */
  async #openCenter(): Promise<void> {
    for (let attempt = 1; !(await this.#center().isVisible()); attempt += 1) {
      await this.#clickBell();
      try {
        await this.#center().waitFor({ timeout: 2_000 });
      } catch (error) {
        if (attempt === 5) {
          throw error;
        }
      }
    }
  }

  /** Where it closes by itself between the look and the click, the click opens it again: a person clicks once more. */
  async #closeCenter(): Promise<void> {
    for (let attempt = 1; await this.#center().isVisible(); attempt += 1) {
      await this.#clickBell();
      try {
        await this.#center().waitFor({ state: 'hidden', timeout: 2_000 });
      } catch (error) {
        if (attempt === 5) {
          throw error;
        }
      }
    }
  }

  /** The mouse goes away before and after: the hover of what lies under it would cover the bell. */
  async #clickBell(): Promise<void> {
    await this.#page.mouse.move(0, 0);
    await this.#page.locator('[id="status.notifications"] a').click();
    await this.#page.mouse.move(0, 0);
  }

  #center(): Locator {
    return this.#page.locator('.notifications-center.visible');
  }

  #inCenter(): Locator {
    return this.#center().locator('.monaco-list-row');
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

  /** With the keyboard: the mouse may rest where a hover appears over the button. */
  async press(name: string): Promise<void> {
    await this.locator.getByRole('button', { name, exact: true }).press('Enter');
  }

  async buttons(): Promise<string[]> {
    const names = await this.locator
      .locator('.notification-list-item-buttons-container .monaco-button')
      .allInnerTexts();
    return names.map((name) => name.trim()).filter(Boolean);
  }
}
