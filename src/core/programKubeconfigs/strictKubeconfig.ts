import { loadAll, YAMLException } from 'js-yaml';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import { lineFinder } from '../yaml/lineFinder.ts';
import { isYamlList, isYamlMap, ownValue, type YamlMap, type YamlValue } from '../yamlValue.ts';
import { leadsElsewhere } from './leadsElsewhere.ts';
import { unplainPlaceOf } from './plainText.ts';
import { strictSchema } from './strictSchema.ts';

export type Section = 'clusters' | 'contexts' | 'users';

/** An entry of a section: `name` and one further value. */
export interface StrictEntry {
  readonly name: string;
  /** As it stands there, the name included. */
  readonly entry: YamlMap;
  /** Below `cluster`, `context` or `user`; empty where there is nothing. */
  readonly value: YamlMap;
}

/** A kubeconfig that every program reads in the same way. */
export type StrictKubeconfig = Readonly<Record<Section, readonly StrictEntry[]>> & { readonly text: string };

const keyOfSection: Readonly<Record<Section, string>> = { clusters: 'cluster', contexts: 'context', users: 'user' };
/** What programs look for. Go's own reader of JSON takes keys in any case, and others with underscores. */
const knownKeys = new Set([
  ...Object.entries(keyOfSection).flat(),
  ...['name', 'namespace', 'exec', 'server', 'certificate-authority', 'certificate-authority-data'],
  ...['tls-server-name', 'insecure-skip-tls-verify', 'proxy-url', 'token', 'current-context'],
]);

/**
 * The entries of a kubeconfig that every program reads in the same way, whichever reader of YAML it has. Whatever is not
 * plain is refused.
 *
 * @param path for the message
 * @throws AksEntraError kubeconfigsLeadElsewhere
 */
export function strictKubeconfig(path: string, bytes: Uint8Array): StrictKubeconfig {
  const text = decode(path, bytes);
  const root = load(path, text);
  assertExactKeys(path, root);
  const [clusters, contexts, users] = (['clusters', 'contexts', 'users'] as const).map((section) =>
    entriesOf(path, root, section),
  );
  return { text, clusters: clusters ?? [], contexts: contexts ?? [], users: users ?? [] };
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    // A byte order mark stays part of the text, and is refused there.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw leadsElsewhere(path, l10n`is not UTF-8 text. Save it as UTF-8.`, cause);
  }
}

function load(path: string, text: string): YamlMap {
  const place = unplainPlaceOf(text);
  if (place !== undefined) {
    throw odd(path, lineFinder(text)(place));
  }
  try {
    // A repeated key is refused.
    const documents = loadAll(text, { schema: strictSchema, json: false, maxAliases: 0 }) as YamlValue[];
    const root = documents[0] ?? {};
    if (documents.length <= 1 && isYamlMap(root)) {
      return root;
    }
  } catch (error) {
    if (!(error instanceof YAMLException)) {
      throw error;
    }
    // Its own message quotes the lines around it, which may hold secrets.
    throw odd(path, (error.mark?.line ?? 0) + 1);
  }
  throw odd(path, 1);
}

function entriesOf(path: string, root: YamlMap, section: Section): StrictEntry[] {
  const list = ownValue(root, section) ?? [];
  if (!isYamlList(list)) {
    throw unplain(path, section);
  }
  return list.map((entry) => {
    if (!isYamlMap(entry)) {
      throw unplain(path, section);
    }
    const name = ownValue(entry, 'name');
    const value = ownValue(entry, keyOfSection[section]) ?? {};
    if (!isPlainName(name) || !isYamlMap(value)) {
      throw unplain(path, section);
    }
    assertExactKeys(path, entry);
    assertExactKeys(path, value);
    if (section === 'contexts' && !['cluster', 'user'].every((key) => isPlainReference(ownValue(value, key)))) {
      throw unplain(path, section);
    }
    return { name, entry, value };
  });
}

function isPlainName(name: YamlValue | undefined): name is string {
  return typeof name === 'string' && name === name.trim();
}

/** The name of another entry; some programs leave out what there is none of. */
function isPlainReference(name: YamlValue | undefined): boolean {
  return name === undefined || name === null || isPlainName(name);
}

/** No key may be one that programs look for in another spelling. */
function assertExactKeys(path: string, map: YamlMap): void {
  for (const key of Object.keys(map)) {
    const spelled = key.toUpperCase().toLowerCase().replaceAll('_', '-');
    if (spelled !== key && knownKeys.has(spelled)) {
      throw leadsElsewhere(
        path,
        l10n`spells ${quotedName(spelled)} in a way that only some programs read. Correct it.`,
      );
    }
  }
}

function odd(path: string, line: number): Error {
  return leadsElsewhere(
    path,
    l10n`is written in a way that programs read differently, in line ${line}. Have kubectl write it again: "kubectl config view --raw" prints it plainly.`,
  );
}

function unplain(path: string, section: Section): Error {
  return leadsElsewhere(
    path,
    l10n`has an entry under ${quotedName(section)} without a name that is plain text, or with an unusual value. Correct it.`,
  );
}
