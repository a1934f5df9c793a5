import type { Locator } from 'playwright-core';

/** What a page's element has of use here: this program is compiled without the browser's types. */
interface PageElement {
  getAttribute(name: string): string | null;
}

/** What a screen reader says of each of these rows. Read in one step: VS Code redraws its lists at any time. */
export function ariaLabels(rows: Locator): Promise<string[]> {
  return rows.evaluateAll((elements: unknown) =>
    (elements as PageElement[]).map((element) => element.getAttribute('aria-label') ?? ''),
  );
}

/** The same for the rows of a tree, each indented by its level. */
export function ariaOutline(rows: Locator): Promise<string[]> {
  return rows.evaluateAll((elements: unknown) =>
    (elements as PageElement[]).map((element) => {
      const level = Number(element.getAttribute('aria-level') ?? 1);
      return '  '.repeat(level - 1) + (element.getAttribute('aria-label') ?? '');
    }),
  );
}
