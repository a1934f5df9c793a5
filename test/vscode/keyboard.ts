import type { Page } from 'playwright-core';

/** What has the focus: what a screen reader says of it, and in which part of the window it is. */
interface Focus {
  readonly says: string;
  readonly place: string;
}

/** In a list the focus is the list's, which names its active row. */
const lookAtFocus = `(() => {
  const element = document.activeElement;
  const row = document.getElementById(element?.getAttribute('aria-activedescendant') ?? '');
  const said = row ?? element;
  const part = element?.closest(
    '.quick-input-widget, .monaco-dialog-box, .monaco-menu, .context-view, .notifications-toasts, .notifications-center,' +
      '.terminal-wrapper, .editor-instance, .sidebar .pane, .part',
  );
  return {
    says: said?.getAttribute('aria-label') ?? said?.textContent ?? '',
    place: part?.querySelector('.pane-header')?.getAttribute('aria-label') ?? String(part?.className ?? 'nowhere'),
  };
})()`;

/** A person with a keyboard and a screen reader, and nothing else. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Counts from now on what a pointer does: `pointerMoves` tells. */
  async leaveTheMouse(): Promise<void> {
    await this.#page.evaluate(`
      window.pointerDid = [];
      for (const type of ['pointerdown', 'pointermove', 'wheel']) {
        window.addEventListener(type, ({ isTrusted }) => isTrusted && window.pointerDid.push(type), true);
      }
    `);
  }

  async pointerMoves(): Promise<string[]> {
    return this.#page.evaluate('window.pointerDid');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.#page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async #focus(): Promise<Focus> {
    return this.#page.evaluate(lookAtFocus);
  }

  /** Waits until the focus is where this is said. @returns all that is said */
  async waitForFocus(wanted: RegExp, place?: RegExp, timeoutMs = 10_000): Promise<string> {
    for (let waitedMs = 0; ; waitedMs += 50) {
      const { says, place: where } = await this.#focus();
      if (wanted.test(says) && (place === undefined || place.test(where))) {
        return says;
      }
      if (waitedMs >= timeoutMs) {
        throw new Error(`The focus is at “${says}” (${where}) and not at ${String(wanted)}.`);
      }
      await this.#page.waitForTimeout(50);
    }
  }

  /** Presses a key until this is said of what has the focus. */
  async go(key: string, wanted: RegExp, atMost = 40): Promise<string> {
    const passed: string[] = [];
    for (let times = 0; ; times += 1) {
      const { says } = await this.#focus();
      passed.push(says);
      if (wanted.test(says)) {
        return says;
      }
      if (times >= atMost) {
        throw new Error(`${key} does not lead to ${String(wanted)} but past ${JSON.stringify([...new Set(passed)])}.`);
      }
      await this.press(key);
      // The focus follows a key a moment later.
      await this.#page.waitForTimeout(60);
    }
  }

  /** Runs a command from the palette. */
  async run(title: string): Promise<void> {
    await this.press('F1');
    await this.waitForFocus(/./, /quick-input/);
    await this.type(title);
    const escaped = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    await this.waitForFocus(new RegExp(`^${escaped}(,|$)`), /quick-input/);
    await this.press('Enter');
  }

  /** Chooses in the menu of the row that has the focus. */
  async chooseInMenu(entry: RegExp): Promise<void> {
    await this.press('Shift+F10');
    await this.#page.locator('.monaco-menu').waitFor();
    // At first the menu as a whole has the focus.
    await this.press('ArrowDown');
    await this.go('ArrowDown', entry);
    await this.press('Enter');
    await this.#page.locator('.monaco-menu').waitFor({ state: 'hidden' });
  }
}
