import { stringAt, type YamlMap } from '../yamlValue.ts';
import { execArgumentsOf } from './execArguments.ts';
import { parsePluginArguments, type PluginRequest } from './pluginArguments.ts';

/** Where our plugin is, under any data folder: see `pluginFolder`. */
export const pluginPath = /[\\/]aks-entra[\\/]plugin[\\/]aks-entra$/;
/** On Windows it is a script behind a runtime. */
const script = /[\\/]aks-entra[\\/]plugin[\\/]plugin\.cjs$/;

/** Whether a user's exec runs our plugin, with whatever arguments. */
export function runsOwnPlugin(exec: YamlMap): boolean {
  const [first = ''] = execArgumentsOf(exec) ?? [];
  return script.test(first) || pluginPath.test(stringAt(exec, 'command') ?? '');
}

/** What a user's exec asks our plugin for; undefined where it runs something else, or our plugin with odd arguments. */
export function pluginRequestOf(exec: YamlMap): PluginRequest | undefined {
  if (!runsOwnPlugin(exec)) {
    return undefined;
  }
  const args = execArgumentsOf(exec) ?? [];
  try {
    return parsePluginArguments(script.test(args[0] ?? '') ? args.slice(1) : args);
  } catch {
    // Not ours to explain here: the plugin itself says what is wrong with them.
    return undefined;
  }
}

/** What our plugin's runtime needs in its environment, where it has one. */
export function runtimeEnvironmentOf(exec: YamlMap): Readonly<Record<string, string>> {
  return script.test(execArgumentsOf(exec)?.[0] ?? '') ? { ELECTRON_RUN_AS_NODE: '1' } : {};
}
