import { contextKeyVariable, pluginEnvironment } from '../login/contextKey.ts';
import { execArgumentsOf } from '../login/execArguments.ts';
import { renderPluginArguments } from '../login/pluginArguments.ts';
import { pluginRequestOf, runtimeEnvironmentOf } from '../login/pluginRequest.ts';
import { contextKeyOf, environmentNamesOf, hasKeylessEnvironment } from '../login/writtenExec.ts';
import { isEqualValue, mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

/**
 * A user that signs in through our plugin and takes the place of the present one, with what that has of its own: the
 * fallback that was chosen for it alone, and its key, where both ask for the same.
 *
 * @param isSameServer whether the present one signs in to that server already: a key is for one cluster
 */
export function withPluginOf(present: YamlMap, user: YamlMap, isSameServer: boolean): YamlMap {
  const [before, exec] = [mapAt(present, 'exec'), mapAt(user, 'exec')];
  if (before === undefined || exec === undefined) {
    return user;
  }
  const alike = withFallbackOf(before, exec);
  const after = isSameServer ? withKeyOf(before, alike) : alike;
  return after === exec ? user : { ...user, exec: after };
}

/**
 * Whether a user of our plugin only gets what this version writes, or another key: then there is nothing to ask about. It
 * is so where nothing else differs, and where the present one sets no variable that is not ours, and would not lose its key.
 *
 * @param isSame compares two users
 * @param isShared whether it serves contexts of other clusters too, which may need the key that it has
 */
export function isRenewal(
  before: YamlMap,
  after: YamlMap,
  isSame: (one: YamlMap, other: YamlMap) => boolean,
  isShared: boolean,
): boolean {
  const [former, exec] = [mapAt(before, 'exec'), mapAt(after, 'exec')];
  if (former === undefined || exec === undefined || !isSameRequest(former, exec)) {
    return false;
  }
  const ours = [...environmentNamesOf(exec), contextKeyVariable];
  if (!environmentNamesOf(former).every((name) => name !== undefined && ours.includes(name))) {
    return false;
  }
  const key = contextKeyOf(former);
  if (key !== undefined && (hasKeylessEnvironment(exec) || (isShared && contextKeyOf(exec) !== key))) {
    return false;
  }
  const { apiVersion = null, env = null } = exec;
  return isSame({ ...before, exec: { ...former, apiVersion, env } }, after);
}

function withFallbackOf(before: YamlMap, exec: YamlMap): YamlMap {
  const fallback = pluginRequestOf(before)?.fallback;
  const request = pluginRequestOf(exec);
  if (request === undefined || fallback === undefined || request.fallback !== undefined) {
    return exec;
  }
  const args = execArgumentsOf(exec) ?? [];
  const first = args.slice(0, args.indexOf('get-token'));
  return { ...exec, args: [...first, ...renderPluginArguments({ ...request, fallback })] };
}

/** A key that the new one brings is the list's, and newer. Another program of that name gets none. */
function withKeyOf(before: YamlMap, exec: YamlMap): YamlMap {
  const key = contextKeyOf(before);
  const isSame = isSameRequest(before, exec) && isEqualValue(programOf(before), programOf(exec));
  return key !== undefined && hasKeylessEnvironment(exec) && isSame
    ? { ...exec, env: pluginEnvironment(runtimeEnvironmentOf(exec), key) }
    : exec;
}

/** With what stands before the plugin's own arguments. */
function programOf(exec: YamlMap): readonly string[] {
  const args = execArgumentsOf(exec) ?? [];
  return [stringAt(exec, 'command') ?? '', ...args.slice(0, args.indexOf('get-token'))];
}

function isSameRequest(one: YamlMap, other: YamlMap): boolean {
  const [request, otherRequest] = [pluginRequestOf(one), pluginRequestOf(other)];
  return request !== undefined && otherRequest !== undefined && isEqualValue({ ...request }, { ...otherRequest });
}
