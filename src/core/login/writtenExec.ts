import { isYamlList, isYamlMap, ownValue, stringAt, type YamlMap } from '../yamlValue.ts';
import { contextKeyVariable, isContextKey, pluginEnvironment } from './contextKey.ts';
import { pluginRequestOf, runtimeEnvironmentOf } from './pluginRequest.ts';

/** See `withPluginLogin`. */
export const writtenExecVersion = 'client.authentication.k8s.io/v1beta1';

/**
 * The key in the exec of a user of our plugin. It is no more than what somebody wrote there: see `ContextKeys`.
 *
 * @returns undefined where the exec's environment is not exactly ours, each variable once
 */
export function contextKeyOf(exec: YamlMap): string | undefined {
  const key = environmentOf(exec)?.find(({ name }) => name === contextKeyVariable)?.value ?? '';
  return isContextKey(key) && hasEnvironment(exec, key) ? key : undefined;
}

/** The key that the plugin finds when it is started, whatever else the exec's environment sets. */
export function givenKeyOf(exec: YamlMap): string | undefined {
  const env = ownValue(exec, 'env');
  const keys = (isYamlList(env) ? env : []).flatMap((entry) =>
    isYamlMap(entry) && stringAt(entry, 'name') === contextKeyVariable ? (stringAt(entry, 'value') ?? '') : [],
  );
  // Of a variable that is set twice, a program gets the last.
  return keys.at(-1);
}

/** Whether the exec of a user of our plugin sets exactly what we set where there is no key yet. */
export function hasKeylessEnvironment(exec: YamlMap): boolean {
  return hasEnvironment(exec, undefined);
}

/** The names of the variables that an exec sets; undefined for one that is not to be read. */
export function environmentNamesOf(exec: YamlMap): (string | undefined)[] {
  const env = ownValue(exec, 'env') ?? [];
  return isYamlList(env) ? env.map((entry) => (isYamlMap(entry) ? stringAt(entry, 'name') : undefined)) : [undefined];
}

/** Whether an exec is one of ours, with a key, as this version writes it. */
export function isAsWeWrite(exec: YamlMap): boolean {
  return contextKeyOf(exec) !== undefined && stringAt(exec, 'apiVersion') === writtenExecVersion;
}

function hasEnvironment(exec: YamlMap, key: string | undefined): boolean {
  const found = pluginRequestOf(exec) === undefined ? undefined : environmentOf(exec);
  const ours = pluginEnvironment(runtimeEnvironmentOf(exec), key);
  return (
    found?.length === ours.length &&
    ours.every(({ name, value }) => found.some((each) => each.name === name && each.value === value))
  );
}

/** @returns undefined where it holds anything but variables that have a name and a value */
function environmentOf(exec: YamlMap): { readonly name: string; readonly value: string }[] | undefined {
  const env = ownValue(exec, 'env') ?? [];
  const variables = (isYamlList(env) ? env : [null]).map((entry) => {
    const [name, value] = isYamlMap(entry) ? [stringAt(entry, 'name'), stringAt(entry, 'value')] : [];
    const isPlain = isYamlMap(entry) && Object.keys(entry).length === 2;
    return name === undefined || value === undefined || !isPlain ? undefined : { name, value };
  });
  return variables.every((variable) => variable !== undefined) ? variables : undefined;
}
