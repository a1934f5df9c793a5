import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { AccessToken } from '../../core/entra/accessToken.ts';
import type { Account, SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { formatTimeLeft, msUntilNextMinute, tokenStatus, type TokenStatus } from '../../core/entra/tokenStatus.ts';
import { accountOf, tokenTarget, type CurrentContext, type TokenTarget } from '../../core/entra/tokenTarget.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import type { CommandId } from '../../ui/commandIds.ts';

export interface TokenStatusBarPorts {
  readonly signIn: SignIn & SignedInAccounts;
  /** The current context of the user's kubeconfig; undefined where there is none or it cannot be read. */
  readonly currentContext: () => Promise<CurrentContext | undefined>;
  readonly armScope: () => string;
  readonly logger: Logger;
}

type Shown =
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'failed'; readonly target: TokenTarget; readonly account: Account; readonly message: string }
  | { readonly kind: 'token'; readonly target: TokenTarget; readonly account: Account; readonly token: AccessToken };

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
  #shown: Shown = { kind: 'signedOut' };
  #timer: NodeJS.Timeout | undefined;
  readonly #subscription: vscode.Disposable;
  /** Counts refreshes: an older one that ends later is dropped. */
  #generation = 0;

  constructor(ports: TokenStatusBarPorts) {
    this.#ports = ports;
    this.#item = vscode.window.createStatusBarItem('tokenExpiry', vscode.StatusBarAlignment.Right, 90);
    this.#item.name = 'AKS token expiry';
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

  async #read(): Promise<Shown> {
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
    const status: TokenStatus =
      shown.kind === 'token'
        ? tokenStatus(shown.token.expiresOnMs, nowMs)
        : shown.kind === 'failed'
          ? { kind: 'needsSignIn', purpose: shown.target.purpose }
          : { kind: 'signedOut' };
    this.#item.text = statusText(status);
    this.#item.tooltip = tooltip(shown, status);
    this.#item.accessibilityInformation = { label: accessibleLabel(shown, status), role: 'button' };
    this.#item.command = clickCommand(status);
    const needsAttention = status.kind === 'expired' || status.kind === 'needsSignIn';
    this.#item.backgroundColor = needsAttention ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
    if (shown.kind === 'token' && status.kind === 'valid') {
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

function clickCommand(status: TokenStatus): vscode.Command {
  const command = (status.kind === 'signedOut' ? 'aksEntra.signIn' : 'aksEntra.showTokenActions') satisfies CommandId;
  const needed = status.kind === 'needsSignIn' ? [status.purpose] : [];
  return { command, title: 'AKS token', arguments: needed };
}

function statusText(status: TokenStatus): string {
  switch (status.kind) {
    case 'signedOut':
      return '$(key) AKS: signed out';
    case 'needsSignIn':
      return '$(key) AKS: needs sign-in';
    case 'expired':
      return '$(key) AKS: expired';
    case 'valid':
      return `$(key) AKS: ${formatTimeLeft(status.minutesLeft)}`;
  }
}

function accessibleLabel(shown: Shown, status: TokenStatus): string {
  switch (status.kind) {
    case 'signedOut':
      return 'AKS: signed out. Sign in';
    case 'needsSignIn':
      return `AKS: a sign-in is needed for ${status.purpose}`;
    case 'expired':
      return 'AKS: the token has expired';
    case 'valid':
      return shown.kind === 'token'
        ? `AKS token for ${shown.target.purpose}: ${formatTimeLeft(status.minutesLeft)} left`
        : 'AKS token';
  }
}

function tooltip(shown: Shown, status: TokenStatus): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  if (shown.kind === 'signedOut') {
    return markdown.appendText('Sign in to Azure to see your AKS clusters and how long your token lasts.');
  }
  const { account, target } = shown;
  const lines = [
    ['Token for', target.purpose],
    ['Account', account.label],
    ['Tenant', shown.kind === 'token' ? (shown.token.tenantId ?? target.tenantId) : target.tenantId],
    ...(shown.kind === 'token'
      ? [
          ['Audience', shown.token.audience ?? target.scope],
          [status.kind === 'expired' ? 'Expired' : 'Expires', new Date(shown.token.expiresOnMs).toLocaleString()],
        ]
      : [['Problem', shown.message]]),
  ];
  for (const [label, value] of lines) {
    markdown
      .appendMarkdown('**')
      .appendText(label ?? '')
      .appendMarkdown('**: ')
      .appendText(value ?? '')
      .appendMarkdown('  \n');
  }
  return markdown;
}
