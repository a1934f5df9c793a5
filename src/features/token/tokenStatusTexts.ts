import type * as vscode from 'vscode';
import { formatTimeLeft, msUntilNextMinute, tokenStatus } from '../../core/entra/tokenStatus.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { shortName } from '../../core/shortName.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { msUntilOtherText, otherSignInTexts } from './otherSignInTexts.ts';
import type { ShownSignIn } from './shownSignIn.ts';

/** What package.json's setting offers; `hidden` shows nothing. */
export type ShownParts = 'contextAndTime' | 'time';

/** What a click may offer beside what it always offers: a new token, or the sign-in that brings one. */
export type TokenAction = { readonly kind: 'refresh' } | { readonly kind: 'signIn'; readonly purpose: string };

export interface TokenStatusTexts {
  readonly text: string;
  /** Lines of a label and what it says; one without a label is a sentence. */
  readonly tooltip: readonly (readonly [label: string, value: string])[];
  readonly accessibleLabel: string;
  readonly command: vscode.Command;
  readonly needsAttention: boolean;
  /** When the text changes next, or the state is worth another look; undefined where only an event changes it. */
  readonly changesInMs: number | undefined;
}

/** A machine that wakes up has no network for a moment. */
const failedAgainAfterMs = 60_000;

/** The state in a few words, and what is said of it in full. */
interface State {
  readonly brief: string;
  /** Stands behind the context's name without brackets. */
  readonly isTime?: boolean;
  readonly lines: TokenStatusTexts['tooltip'];
  readonly label: string;
  readonly needsAttention?: boolean;
  readonly command: CommandId;
  readonly action?: TokenAction;
}

/** What the status bar item says at one moment, to the eye and to a screen reader, and what a click on it does. */
export function tokenStatusTexts(shown: ShownSignIn, nowMs: number, parts: ShownParts): TokenStatusTexts {
  const { brief, isTime = false, lines, label, needsAttention = false, command, action } = stateOf(shown, nowMs);
  const name = shown.kind === 'noContext' || parts === 'time' ? undefined : shortName(shown.contextName);
  const said = name === undefined ? brief : isTime ? `${name} ${brief}` : l10n`${name} (${brief})`;
  return {
    text: l10n`$(key) AKS: ${said}`,
    tooltip: shown.kind === 'noContext' ? lines : [[l10n`Context`, printable(shown.contextName)], ...lines],
    accessibleLabel: label,
    needsAttention,
    command: { command, title: l10n`AKS context`, arguments: action === undefined ? [] : [action] },
    changesInMs: msUntilChange(shown, nowMs),
  };
}

function msUntilChange(shown: ShownSignIn, nowMs: number): number | undefined {
  switch (shown.kind) {
    case 'token': {
      const { expiresOnMs } = shown.token;
      return tokenStatus(expiresOnMs, nowMs).kind === 'valid'
        ? msUntilNextMinute(expiresOnMs, nowMs)
        : failedAgainAfterMs;
    }
    case 'failed':
      // VS Code answers without a network as without a session: the next look may find both.
      return failedAgainAfterMs;
    case 'other':
      return msUntilOtherText(shown.validity, nowMs);
    case 'noContext':
    case 'noToken':
    case 'signedOut':
      return undefined;
  }
}

function stateOf(shown: ShownSignIn, nowMs: number): State {
  switch (shown.kind) {
    case 'noContext':
      return noContext(shown);
    case 'signedOut': {
      const brief = l10n`signed out`;
      const label = l10n`AKS: ${printable(shown.contextName)}, signed out. Sign in`;
      const sentence = l10n`kubectl gets its token from VS Code here, where nobody is signed in. Sign in to Azure.`;
      return { brief, label, lines: [['', sentence]], command: 'aksEntra.signIn' };
    }
    case 'noToken':
      return noToken(shown);
    case 'failed':
      return failed(shown);
    case 'token':
      return ofToken(shown, nowMs);
    case 'other': {
      const { brief, sentence, needsAttention } = otherSignInTexts(shown.signIn, shown.validity, nowMs);
      const label = l10n`AKS: ${printable(shown.contextName)}. ${sentence}`;
      return { brief, label, lines: [[l10n`Sign-in`, sentence]], needsAttention, command: 'aksEntra.showTokenActions' };
    }
  }
}

function failed({ target, account, message, needsSignIn }: Extract<ShownSignIn, { kind: 'failed' }>): State {
  return {
    brief: needsSignIn ? l10n`needs sign-in` : l10n`no token`,
    label: needsSignIn
      ? l10n`AKS: a sign-in is needed for ${target.purpose}`
      : l10n`AKS: no token for ${target.purpose}. ${message}`,
    lines: [
      ...(account === undefined ? [] : [[l10n`Account`, account.label] as const]),
      [l10n`Tenant`, target.tenantId],
      [l10n`Problem`, message],
    ],
    needsAttention: true,
    command: 'aksEntra.showTokenActions',
    action: needsSignIn ? { kind: 'signIn', purpose: target.purpose } : { kind: 'refresh' },
  };
}

function noToken({ contextName, reason }: Extract<ShownSignIn, { kind: 'noToken' }>): State {
  if (reason === 'otherCloud') {
    const sentence = l10n`The context is of another cloud than the one that VS Code is set to, so kubectl gets no token.`;
    const label = l10n`AKS: ${printable(contextName)}. ${sentence}`;
    const lines = [['', sentence]] as const;
    return { brief: l10n`no token`, label, lines, needsAttention: true, command: 'aksEntra.showTokenActions' };
  }
  const why =
    reason === 'noKey'
      ? l10n`The context has no key, so kubectl gets no token from VS Code.`
      : l10n`VS Code knows no cluster for the key of this context as it is now, so kubectl gets no token.`;
  return {
    brief: reason === 'noKey' ? l10n`no key` : l10n`no token`,
    label: l10n`AKS: ${printable(contextName)}. ${why} Write keys to contexts`,
    lines: [['', l10n`${why} Write keys to contexts.`]],
    needsAttention: true,
    command: 'aksEntra.writeKeys',
  };
}

function noContext({ reason, isSignedOut, isRefused }: Extract<ShownSignIn, { kind: 'noContext' }>): State {
  if (isRefused === true) {
    const brief = l10n`kubeconfig cannot be read`;
    const label = l10n`AKS: ${reason}`;
    return { brief, label, lines: [['', reason]], needsAttention: true, command: 'aksEntra.openContext' };
  }
  if (!isSignedOut) {
    const label = l10n`AKS: no current context. ${reason}`;
    return { brief: l10n`no current context`, label, lines: [['', reason]], command: 'aksEntra.showTokenActions' };
  }
  return {
    brief: l10n`signed out`,
    label: l10n`AKS: signed out. Sign in. ${reason}`,
    lines: [
      ['', l10n`Sign in to Azure to see your AKS clusters.`],
      ['', reason],
    ],
    command: 'aksEntra.signIn',
  };
}

function ofToken({ target, account, token }: Extract<ShownSignIn, { kind: 'token' }>, nowMs: number): State {
  const status = tokenStatus(token.expiresOnMs, nowMs);
  const isValid = status.kind === 'valid';
  const time = isValid ? formatTimeLeft(status.minutesLeft) : l10n`expired`;
  return {
    brief: time,
    isTime: isValid,
    label: isValid
      ? l10n`AKS token for ${target.purpose}: ${time} left`
      : l10n`AKS: the token for ${target.purpose} has expired`,
    lines: [
      [l10n`Sign-in`, l10n`kubectl gets its token from VS Code.`],
      [l10n`Account`, account.label],
      [l10n`Tenant`, token.tenantId ?? target.tenantId],
      [l10n`Audience`, token.audience ?? target.scope],
      [isValid ? l10n`Expires` : l10n`Expired`, new Date(token.expiresOnMs).toLocaleString()],
    ],
    needsAttention: !isValid,
    command: 'aksEntra.showTokenActions',
    action: { kind: 'refresh' },
  };
}
