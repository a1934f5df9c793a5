import { l10n } from '../l10n.ts';
import { contextKeyVariable } from '../login/contextKey.ts';
import { keylessUser } from '../login/pluginLogin.ts';
import { printable } from '../printable.ts';
import {
  isEqualValue,
  isYamlList,
  isYamlMap,
  mapAt,
  ownValue,
  stringAt,
  type YamlMap,
  type YamlValue,
} from '../yamlValue.ts';

/** What a user of our plugin brings in its environment, and is not taken over: whole sentences. */
export function droppedVariables(user: YamlMap): string[] {
  const exec = mapAt(user, 'exec');
  const keyless = mapAt(keylessUser(user), 'exec');
  if (exec === undefined || keyless === undefined) {
    return [];
  }
  const kept = variablesOf(keyless);
  const dropped = variablesOf(exec).filter((each) => !kept.some((other) => isEqualValue(each, other)));
  const names = dropped.map((each) => (isYamlMap(each) ? stringAt(each, 'name') : undefined) ?? '?');
  const others = names.filter((name) => name !== contextKeyVariable).map(printable);
  return [
    ...(names.includes(contextKeyVariable)
      ? [
          l10n`It holds a key of somebody else, which is not taken over: unless its cluster is one that you set up, kubectl gets no token for it until you let it use VS Code's sign-in.`,
        ]
      : []),
    ...(others.length === 0 ? [] : [l10n`It sets ${others.join(', ')}, which is not taken over.`]),
  ];
}

function variablesOf(exec: YamlMap): readonly YamlValue[] {
  const env = ownValue(exec, 'env') ?? [];
  return isYamlList(env) ? env : [env];
}
