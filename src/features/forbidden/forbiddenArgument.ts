import * as vscode from 'vscode';
import { readString } from '../../core/azure/readProperty.ts';
import { kubeconfigOf } from '../terminals/clusterTerminals.ts';
import type { AskedForbidden } from './forbiddenChecks.ts';

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
