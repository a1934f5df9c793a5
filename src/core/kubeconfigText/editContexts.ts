import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { applyChanges, type KubeconfigChange } from './applyChanges.ts';
import { openKubeconfig, sectionOf } from './editableKubeconfig.ts';
import { printable } from '../printable.ts';
import { mapAt, ownValue, stringAt, withoutKeys, type YamlMap } from '../yamlValue.ts';

/**
 * The text with another current context; undefined unsets it (to "", as kubectl does).
 *
 * @returns the text itself where nothing changes
 * @throws AksEntraError kubeconfigEntryNotFound, and as `applyChanges`
 */
export function setCurrentContext(text: string, contextName: string | undefined): string {
  const kubeconfig = openKubeconfig(text);
  const { model } = kubeconfig;
  if (contextName !== undefined) {
    contextNamed(model, contextName);
  }
  if ((stringAt(model, 'current-context') ?? '') === (contextName ?? '')) {
    return text;
  }
  return applyChanges(kubeconfig, [{ kind: 'setCurrentContext', contextName: contextName ?? '' }]);
}

/**
 * The text with a current context that another file of the KUBECONFIG list may hold.
 *
 * @throws AksEntraError as `applyChanges`
 */
export function pointCurrentContext(text: string, contextName: string): string {
  return applyChanges(openKubeconfig(text), [{ kind: 'setCurrentContext', contextName }]);
}

/**
 * The text without a context and without its user and cluster, unless another context uses them.
 *
 * @throws AksEntraError kubeconfigEntryNotFound, and as `applyChanges`
 */
export function removeEntries(text: string, contextName: string): string {
  const kubeconfig = openKubeconfig(text);
  const { model } = kubeconfig;
  const context = contextNamed(model, contextName);
  const others = sectionOf(model, 'contexts').filter((entry) => entry !== context);
  const changes: KubeconfigChange[] = [{ kind: 'remove', section: 'contexts', name: contextName }];
  for (const [section, key] of [
    ['clusters', 'cluster'],
    ['users', 'user'],
  ] as const) {
    const name = stringAt(mapAt(context, 'context'), key);
    const isPresent = sectionOf(model, section).some((entry) => ownValue(entry, 'name') === name);
    const isShared = others.some((entry) => stringAt(mapAt(entry, 'context'), key) === name);
    if (name !== undefined && isPresent && !isShared) {
      changes.push({ kind: 'remove', section, name });
    }
  }
  if (stringAt(model, 'current-context') === contextName) {
    changes.push({ kind: 'setCurrentContext', contextName: '' });
  }
  return applyChanges(kubeconfig, changes);
}

/**
 * The text with another namespace in a context; undefined: without one, so that kubectl takes `default`.
 *
 * @returns the text itself where nothing changes
 * @throws AksEntraError kubeconfigEntryNotFound, and as `applyChanges`
 */
export function setNamespace(text: string, contextName: string, namespace: string | undefined): string {
  const kubeconfig = openKubeconfig(text);
  const entry = contextNamed(kubeconfig.model, contextName);
  const context = mapAt(entry, 'context') ?? {};
  const changed = namespace === undefined ? withoutKeys(context, ['namespace']) : { ...context, namespace };
  return applyChanges(kubeconfig, [
    { kind: 'put', section: 'contexts', name: contextName, entry: { ...entry, context: changed } },
  ]);
}

/**
 * The text with another name of a context; where that is the current one, it stays that.
 *
 * @throws AksEntraError kubeconfigEntryNotFound, and as `applyChanges`
 */
export function renameContext(text: string, contextName: string, newName: string): string {
  const kubeconfig = openKubeconfig(text);
  const entry = contextNamed(kubeconfig.model, contextName);
  const changes: KubeconfigChange[] = [
    { kind: 'put', section: 'contexts', name: contextName, entry: { ...entry, name: newName } },
  ];
  if (stringAt(kubeconfig.model, 'current-context') === contextName) {
    changes.push({ kind: 'setCurrentContext', contextName: newName });
  }
  return applyChanges(kubeconfig, changes);
}

function contextNamed(model: YamlMap, contextName: string): YamlMap {
  const entry = sectionOf(model, 'contexts').find((candidate) => ownValue(candidate, 'name') === contextName);
  if (entry !== undefined) {
    return entry;
  }
  throw new AksEntraError(
    'kubeconfigEntryNotFound',
    l10n`There is no context named "${printable(contextName)}" in this kubeconfig. Choose one of those that it holds.`,
  );
}
