import type { Page } from 'playwright-core';
import type { Workbench } from './workbench.ts';

const opensWithinMs = 60_000;

/**
 * Goes through a sign-in of VS Code's built-in Microsoft provider as a person would: allow the extension, let VS Code
 * open the browser, pick the account on (simulated) Entra's page, and come back.
 *
 * @throws Error that tells what is seen where it does not go on
 */
export async function completeSignIn(workbench: Workbench, upn: string): Promise<void> {
  try {
    await goThrough(workbench, upn);
  } catch (error) {
    await workbench.keepPicture('failed-sign-in').catch(() => undefined);
    const shown = (await workbench.modal().allInnerTexts()).join('; ');
    const pages = workbench.context.pages().map((page) => new URL(page.url()).host);
    throw new Error(`The sign-in stopped. Dialogs: ${shown || 'none'}; pages: ${pages.join()}`, { cause: error });
  }
}

async function goThrough(workbench: Workbench, upn: string): Promise<void> {
  const modal = workbench.modal();
  const asks = modal.filter({ hasText: 'wants to sign in' });
  const leaves = modal.filter({ hasText: 'open the external website' });
  const opened = workbench.context.waitForEvent('page', { timeout: opensWithinMs });
  opened.catch(() => undefined);
  // It does not ask again after "Sign in to another account".
  await asks.or(leaves).waitFor();
  if (await asks.isVisible()) {
    await workbench.clickInModal('Allow');
    // Once in a while VS Code opens Entra's page without its question.
    await Promise.race([leaves.waitFor({ timeout: opensWithinMs }), opened]);
  }
  const entra = (await leaves.isVisible()) ? await openBrowser(workbench, opened) : await opened;
  // VS Code's callback page closes itself where the browser lets it: whatever waits for that page then has its answer.
  const closed = new Promise<void>((resolve) => {
    entra.once('close', () => {
      resolve();
    });
  });
  const orClosed = (step: Promise<void>): Promise<void> =>
    step.catch((error: unknown) => {
      if (!entra.isClosed()) {
        throw error;
      }
    });
  const back = orClosed(entra.waitForURL((url) => url.hostname === '127.0.0.1' && url.pathname.endsWith('/callback')));
  // With an account that the browser remembers, Entra does not ask: the page goes on by itself.
  const account = entra.locator(`button[value="${upn}"]`);
  await Promise.race([orClosed(account.click()), back]);
  await Promise.race([back, closed]);
  // Closing a page that is just closing itself may never be answered, so nothing waits for ever here.
  await Promise.race([closed, entra.close().catch(() => undefined), workbench.page.waitForTimeout(5_000)]);
  await Promise.race([workbench.page.bringToFront(), workbench.page.waitForTimeout(5_000)]);
}

/** @param opened the page that it opens */
async function openBrowser(workbench: Workbench, opened: Promise<Page>): Promise<Page> {
  await workbench.clickInModal('Open');
  // A browser lets a page open another for some seconds after a click: where VS Code takes longer, it asks once more.
  const retry = workbench.modal().getByRole('button', { name: 'Retry', exact: true });
  if (await Promise.race([opened.then(() => false), retry.waitFor().then(() => true)])) {
    await retry.click();
  }
  return opened;
}
