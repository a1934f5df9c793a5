import os from 'node:os';
import * as vscode from 'vscode';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { placeOfContext } from '../../core/kubeconfigView/placeOfContext.ts';
import { l10n } from '../../core/l10n.ts';
import { noListedFile } from '../../core/kubeconfig/kubeconfigPaths.ts';
import { shownPath } from '../../core/shownPath.ts';
import { pick } from '../../ui/quickPickStep.ts';
import { contextNameOf } from '../kubeconfig/pickContext.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { KubeconfigRow } from './kubeconfigNodes.ts';

/** A file, and where to look in it. */
interface PlaceToOpen {
  readonly path: string;
  readonly contextName?: string | undefined;
}

/**
 * Opens a kubeconfig at a context: that of a row, or the one that a result tells of.
 *
 * @param argument a row, or a path and mostly a context's name; else the current context's file, or one of several
 */
export async function openContext(
  { kubeconfigs }: { readonly kubeconfigs: KubeconfigStore },
  argument: unknown,
): Promise<void> {
  const { path, contextName } = placeIn(argument) ?? (await choosePlace(kubeconfigs));
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const place = contextName === undefined ? undefined : placeInText(document.getText(), contextName);
  const selection = place && new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
  await vscode.window.showTextDocument(document, { preview: false, ...(selection === undefined ? {} : { selection }) });
}

function placeIn(argument: unknown): PlaceToOpen | undefined {
  if (argument instanceof KubeconfigRow) {
    const { node } = argument;
    const { path } = node.kind === 'fact' ? node.context : node;
    return { path, contextName: nameIn(node) };
  }
  const path = typeof argument === 'object' && argument !== null && 'path' in argument ? argument.path : undefined;
  return typeof path === 'string' ? { path, contextName: contextNameOf(argument) } : undefined;
}

async function choosePlace(kubeconfigs: KubeconfigStore): Promise<PlaceToOpen> {
  // One that is no YAML is opened too: it is to be corrected.
  const files = await kubeconfigs.readAll();
  const current = await readKubeconfigs(kubeconfigs)
    .then(({ facts }) => facts.current)
    .catch(() => undefined);
  const places = files.map(({ path }, index): PlaceToOpen => {
    return { path, contextName: index === current?.fileIndex ? current.contextName : undefined };
  });
  const [first, ...others] = places;
  if (first === undefined) {
    throw noListedFile();
  }
  if (others.length === 0) {
    return first;
  }
  const preselected = places.find(({ contextName }) => contextName !== undefined);
  return pick({
    title: l10n`Open Kubeconfig`,
    placeholder: l10n`Which of your kubeconfig files?`,
    choices: places.map((value) => ({
      label: shownPath(value.path, os.homedir()),
      ...(value.contextName === undefined ? {} : { description: l10n`has the current context` }),
      value,
    })),
    ...(preselected === undefined ? {} : { preselected }),
  });
}

function nameIn(node: KubeconfigRow['node']): string | undefined {
  switch (node.kind) {
    case 'context':
      return node.facts.contextName;
    case 'fact':
      return node.context.facts.contextName;
    case 'hiddenContext':
      return node.hiddenName;
    case 'file':
    case 'problem':
    case 'remedy':
      return undefined;
  }
}

/** Of what the editor shows, which may not be saved yet, and no YAML at the moment. */
function placeInText(text: string, name: string): { readonly start: number; readonly end: number } | undefined {
  try {
    return placeOfContext(text, name);
  } catch {
    return undefined;
  }
}
