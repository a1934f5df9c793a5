import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { AccessToken } from '../../core/entra/accessToken.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { msUntilNextMinute, tokenStatus } from '../../core/entra/tokenStatus.ts';
import { accountOf, tokenTarget, type CurrentContext } from '../../core/entra/tokenTarget.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { type ShownToken, tokenStatusTexts } from './tokenStatusTexts.ts';

export interface TokenStatusBarPorts {
  readonly signIn: SignIn & SignedInAccounts;
  /** The current context of the user's kubeconfig; undefined where there is none or it cannot be read. */
  readonly currentContext: () => Promise<CurrentContext | undefined>;
  readonly armScope: () => string;
  readonly logger: Logger;
}

/** A machine that wakes up has no network for a moment. */
const failedAgainAfterMs = 60_000;

/**
 * The time left on the token of the cluster that kubectl points to. The minutes are counted here; the network is asked
 * only when the account, the current context or the user's wish changes, when the token has run out, and from time to
 * time where that failed.
 */
export class TokenStatusBar implements vscode.Disposable {
  readonly #ports: TokenStatusBarPorts;
  readonly #item: vscode.StatusBarItem;
  #shown: ShownToken = { kind: 'signedOut' };
  #timer: NodeJS.Timeout | undefined;
  readonly #subscription: vscode.Disposable;
  /** Counts refreshes: an older one that ends later is dropped. */
  #generation = 0;

  constructor(ports: TokenStatusBarPorts) {
    this.#ports = ports;
    this.#item = vscode.window.createStatusBarItem('tokenExpiry', vscode.StatusBarAlignment.Right, 90);
    this.#item.name = l10n`AKS token expiry`;
    this.#subscription = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused && this.#shown.kind === 'failed') {
        void this.refresh();
      }
    });
  }

  /** Reads the current context and its token anew. Never prompts and never throws. */
  async refresh(): Promise<void> {
    await this.#load().catch((error: unknown) => {
      this.#ports.logger.error(`Token status: ${messageOf(error)}`);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    this.#item.dispose();
  }

  async #load(): Promise<void> {
    const generation = ++this.#generation;
    const shown = await this.#read();
    if (generation === this.#generation) {
      this.#shown = shown;
      this.#render();
    }
  }

  async #read(): Promise<ShownToken> {
    const { signIn, armScope, currentContext } = this.#ports;
    // Somebody who never signed in here sees no other's state, whatever a kubeconfig names.
    if ((await signIn.currentAccount()) === undefined) {
      return { kind: 'signedOut' };
    }
    const target = tokenTarget(await currentContext(), armScope());
    const account = await accountOf(signIn, target);
    if (account === undefined) {
      return { kind: 'signedOut' };
    }
    const { tenantId, scope } = target;
    try {
      const token = await signIn.token({ account, tenantId, scope, interaction: 'silent' });
      return { kind: 'token', target, account, token };
    } catch (error) {
      if (error instanceof AksEntraError) {
        return { kind: 'failed', target, account, message: error.message };
      }
      throw error;
    }
  }

  #render(): void {
    clearTimeout(this.#timer);
    const shown = this.#shown;
    const nowMs = Date.now();
    const texts = tokenStatusTexts(shown, nowMs);
    this.#item.text = texts.text;
    this.#item.tooltip = tooltipOf(texts);
    this.#item.accessibilityInformation = { label: texts.accessibleLabel, role: 'button' };
    this.#item.command = texts.command;
    this.#item.backgroundColor = texts.needsAttention
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.#item.show();
    if (shown.kind === 'token' && texts.status.kind === 'valid') {
      this.#timer = setTimeout(
        () => {
          this.#tick(shown.token);
        },
        msUntilNextMinute(shown.token.expiresOnMs, nowMs),
      );
    } else if (shown.kind === 'failed') {
      // VS Code answers without a network as without a session: the next look may find both.
      this.#timer = setTimeout(() => void this.refresh(), failedAgainAfterMs);
    }
  }

  #tick(token: AccessToken): void {
    this.#render();
    if (tokenStatus(token.expiresOnMs, Date.now()).kind === 'expired') {
      void this.refresh();
    }
  }
}

function tooltipOf({ tooltip }: ReturnType<typeof tokenStatusTexts>): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  if (typeof tooltip === 'string') {
    return markdown.appendText(tooltip);
  }
  for (const [label, value] of tooltip) {
    markdown.appendMarkdown('**').appendText(label).appendMarkdown('**: ').appendText(value).appendMarkdown('  \n');
  }
  return markdown;
}
