import * as vscode from 'vscode';
import { readString } from '../../core/azure/readProperty.ts';
import type { ForbiddenQuestion } from '../../core/forbidden/refusal.ts';
import { kubeconfigOf } from '../terminals/clusterTerminals.ts';

/** What is asked about: of a button, or of the link in a terminal. */
export interface AskedForbidden extends ForbiddenQuestion {
  /** Of a terminal that knows one context only. */
  readonly kubeconfig?: string;
}

/** @returns undefined where nobody says what kubectl said */
export function forbiddenFrom(argument: unknown): AskedForbidden | undefined {
  const message = readString(argument, 'message');
  if (message === undefined) {
    return undefined;
  }
  const contextName = readString(argument, 'contextName');
  const { terminal } = argument as { readonly terminal?: unknown };
  // Only a terminal that there is: a file that somebody names is not read.
  const real = vscode.window.terminals.find((one) => one === terminal);
  const kubeconfig = real === undefined ? undefined : kubeconfigOf(real);
  return {
    message,
    ...(contextName === undefined ? {} : { contextName }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
}
