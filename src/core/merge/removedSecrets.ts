import { applyChanges } from '../kubeconfigText/applyChanges.ts';
import { removeEntries } from '../kubeconfigText/editContexts.ts';
import { openKubeconfig, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { isSecretFlag, isSecretKey } from '../kubeconfigText/maskSecrets.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { isYamlList, isYamlMap, mapAt, stringAt, type YamlMap, type YamlValue } from '../yamlValue.ts';

/** Shorter ones could stand anywhere by chance. */
const tellingLength = 16;

/**
 * After an edit that took credentials out: a function that takes them out of a backup too, with their contexts. It
 * finds them by their secrets, so under any name.
 *
 * @returns the function; it returns undefined for a backup that cannot be cleaned: then only deleting it helps
 */
export function cleanerOfRemovedSecrets(before: string, after: string): (backup: string) => string | undefined {
  const kept = secretsIn(after);
  const removed = new Set([...secretsIn(before)].filter((secret) => !kept.has(secret)));
  return (backup) => {
    try {
      const cleaned = withoutSecrets(backup, removed);
      const isLeft = [...removed].some((secret) => secret.length >= tellingLength && cleaned.includes(secret));
      return isLeft ? undefined : cleaned;
    } catch {
      return undefined;
    }
  };
}

function secretsIn(text: string): Set<string> {
  return new Set(sectionOf(readFirstModel(text), 'users').flatMap((entry) => [...secretsOf(entry)]));
}

function withoutSecrets(backup: string, secrets: ReadonlySet<string>): string {
  let text = backup;
  for (const userName of holdersOf(text, secrets)) {
    for (const contextName of contextsOf(text, userName)) {
      text = removeEntries(text, contextName);
    }
    if (holdersOf(text, secrets).includes(userName)) {
      text = applyChanges(openKubeconfig(text), [{ kind: 'remove', section: 'users', name: userName }]);
    }
  }
  return text;
}

function holdersOf(text: string, secrets: ReadonlySet<string>): string[] {
  return sectionOf(openKubeconfig(text).model, 'users').flatMap((entry) =>
    [...secretsOf(entry)].some((secret) => secrets.has(secret)) ? (stringAt(entry, 'name') ?? []) : [],
  );
}

function contextsOf(text: string, userName: string): string[] {
  return sectionOf(openKubeconfig(text).model, 'contexts').flatMap((entry) =>
    stringAt(mapAt(entry, 'context'), 'user') === userName ? (stringAt(entry, 'name') ?? []) : [],
  );
}

/** Every value that counts as a secret, wherever it stands in an entry. */
function* secretsOf(value: YamlValue | undefined): Generator<string> {
  if (isYamlList(value)) {
    for (const [index, item] of value.entries()) {
      const flag = value[index - 1];
      if (typeof item !== 'string') {
        yield* secretsOf(item);
      } else if (typeof flag === 'string' && isSecretFlag(flag)) {
        yield item;
      } else {
        const [name = '', ...rest] = item.split('=');
        if (rest.length > 0 && isSecretFlag(name)) {
          yield rest.join('=');
        }
      }
    }
  } else if (isYamlMap(value)) {
    yield* secretsOfMap(value);
  }
}

function* secretsOfMap(map: YamlMap): Generator<string> {
  for (const [key, value] of Object.entries(map)) {
    if (typeof value !== 'string') {
      yield* secretsOf(value);
    } else if (isSecretKey(key) && value !== '') {
      yield value;
    }
  }
}
