import type * as vscode from 'vscode';
import type { AccessToken } from '../../core/entra/accessToken.ts';
import type { Account } from '../../core/entra/signIn.ts';
import { formatTimeLeft, tokenStatus, type TokenStatus } from '../../core/entra/tokenStatus.ts';
import type { TokenTarget } from '../../core/entra/tokenTarget.ts';
import { l10n } from '../../core/l10n.ts';
import type { CommandId } from '../../ui/commandIds.ts';

/** What the status bar knows of the token of the current context. */
export type ShownToken =
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'failed'; readonly target: TokenTarget; readonly account: Account; readonly message: string }
  | { readonly kind: 'token'; readonly target: TokenTarget; readonly account: Account; readonly token: AccessToken };

interface TokenStatusTexts {
  readonly status: TokenStatus;
  readonly text: string;
  /** One sentence, or lines of a label and what it says. */
  readonly tooltip: string | readonly (readonly [label: string, value: string])[];
  readonly accessibleLabel: string;
  readonly command: vscode.Command;
  readonly needsAttention: boolean;
}

/** What the status bar item says at one moment, to the eye and to a screen reader, and what a click on it does. */
export function tokenStatusTexts(shown: ShownToken, nowMs: number): TokenStatusTexts {
  const status = statusOf(shown, nowMs);
  return {
    status,
    text: statusText(status),
    tooltip: tooltip(shown, status),
    accessibleLabel: accessibleLabel(shown, status),
    command: clickCommand(status),
    needsAttention: status.kind === 'expired' || status.kind === 'needsSignIn',
  };
}

function statusOf(shown: ShownToken, nowMs: number): TokenStatus {
  switch (shown.kind) {
    case 'signedOut':
      return { kind: 'signedOut' };
    case 'failed':
      return { kind: 'needsSignIn', purpose: shown.target.purpose };
    case 'token':
      return tokenStatus(shown.token.expiresOnMs, nowMs);
  }
}

function clickCommand(status: TokenStatus): vscode.Command {
  const command = (status.kind === 'signedOut' ? 'aksEntra.signIn' : 'aksEntra.showTokenActions') satisfies CommandId;
  const needed = status.kind === 'needsSignIn' ? [status.purpose] : [];
  return { command, title: l10n`AKS token`, arguments: needed };
}

function statusText(status: TokenStatus): string {
  switch (status.kind) {
    case 'signedOut':
      return l10n`$(key) AKS: signed out`;
    case 'needsSignIn':
      return l10n`$(key) AKS: needs sign-in`;
    case 'expired':
      return l10n`$(key) AKS: expired`;
    case 'valid':
      return l10n`$(key) AKS: ${formatTimeLeft(status.minutesLeft)}`;
  }
}

function accessibleLabel(shown: ShownToken, status: TokenStatus): string {
  switch (status.kind) {
    case 'signedOut':
      return l10n`AKS: signed out. Sign in`;
    case 'needsSignIn':
      return l10n`AKS: a sign-in is needed for ${status.purpose}`;
    case 'expired':
      return l10n`AKS: the token has expired`;
    case 'valid':
      return shown.kind === 'token'
        ? l10n`AKS token for ${shown.target.purpose}: ${formatTimeLeft(status.minutesLeft)} left`
        : l10n`AKS token`;
  }
}

function tooltip(shown: ShownToken, status: TokenStatus): TokenStatusTexts['tooltip'] {
  if (shown.kind === 'signedOut') {
    return l10n`Sign in to Azure to see your AKS clusters and how long your token lasts.`;
  }
  const { account, target } = shown;
  return [
    [l10n`Token for`, target.purpose],
    [l10n`Account`, account.label],
    [l10n`Tenant`, shown.kind === 'token' ? (shown.token.tenantId ?? target.tenantId) : target.tenantId],
    ...(shown.kind === 'token'
      ? ([
          [l10n`Audience`, shown.token.audience ?? target.scope],
          [
            status.kind === 'expired' ? l10n`Expired` : l10n`Expires`,
            new Date(shown.token.expiresOnMs).toLocaleString(),
          ],
        ] as const)
      : ([[l10n`Problem`, shown.message]] as const)),
  ];
}
