import { entriesOfAccount, type TrustedCluster } from '../credentialPlugin/trustedCluster.ts';
import { pluginRequestOf } from '../login/pluginRequest.ts';
import { contextKeyOf, isAsWeWrite } from '../login/writtenExec.ts';
import { isYamlList, isYamlMap, mapAt, ownValue, stringAt, type YamlValue } from '../yamlValue.ts';
import type { StrictEntry } from './strictKubeconfig.ts';

const entryKeys = ['name', 'user'];
/** Whom to act as is between the user and the cluster. */
const userKeys = ['exec', 'as', 'as-uid', 'as-groups', 'as-user-extra', 'extensions'];
const execKeys = ['apiVersion', 'args', 'command', 'env', 'installHint', 'interactiveMode', 'provideClusterInfo'];

/** Whether an entry of `users` is one of ours as we write it, with the key and the account of these clusters. */
export function isOwnUser({ entry, value }: StrictEntry, entries: readonly TrustedCluster[], key: string): boolean {
  const exec = mapAt(value, 'exec');
  const request = exec === undefined ? undefined : pluginRequestOf(exec);
  return (
    exec !== undefined &&
    request !== undefined &&
    hasOnly(entry, entryKeys) &&
    hasOnly(value, userKeys) &&
    hasOnly(exec, execKeys) &&
    isAsWeWrite(exec) &&
    contextKeyOf(exec) === key &&
    stringAt(exec, 'interactiveMode') === 'Never' &&
    // A program that can name its cluster has to.
    ownValue(exec, 'provideClusterInfo') === true &&
    entriesOfAccount(entries, request).length === entries.length
  );
}

/** Whether a text is part of any text in a value, its keys included. */
export function holds(value: YamlValue, text: string): boolean {
  if (typeof value === 'string') {
    return value.includes(text);
  }
  if (isYamlList(value)) {
    return value.some((each) => holds(each, text));
  }
  return isYamlMap(value) && Object.entries(value).some(([key, each]) => key.includes(text) || holds(each, text));
}

export function hasOnly(map: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return Object.keys(map).every((key) => keys.includes(key));
}
