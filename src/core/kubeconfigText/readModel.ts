import { loadAll, YAMLException } from 'js-yaml';
import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { kubectlSchema } from './kubectlSchema.ts';
import { firstDocument, isNothingBehind } from '../yaml/firstDocument.ts';
import { GoYamlRefusal } from '../goYaml/goYamlText.ts';
import { isOrdinaryYaml } from '../yaml/ordinaryYaml.ts';
import { assertNoControlCharacter, readGoYaml } from '../goYaml/readGoYaml.ts';
import { lineOfOffset, severalDocuments } from '../yaml/syntaxTree.ts';
import { isYamlList, isYamlMap, ownValue, type YamlMap, type YamlValue } from '../yamlValue.ts';

/**
 * A few hundred bytes of aliases stand for gigabytes, or for a map that holds itself. Neither ARM nor kubectl writes any,
 * so they are refused in what comes from outside; what the user's own files hold is the user's.
 */
export type Aliases = 'followed' | 'refused';

interface ReadDocument {
  readonly value: YamlValue | undefined;
  readonly end: number;
}

/**
 * The values of a kubeconfig, read by a parser that is independent of the one that locates text (and about five times
 * as fast). An empty text is an empty map.
 *
 * @throws AksEntraError kubeconfigInvalid, kubeconfigMultipleDocuments; credentialInvalid where aliases are refused
 */
export function readModel(text: string, aliases: Aliases = 'followed'): YamlMap {
  const first = firstDocument(text);
  const { value, end } = readDocument(first.text, aliases);
  if (!first.isOnly || !isNothingBehind(first.text, end)) {
    throw severalDocuments(lineOfOffset(text, end + 1));
  }
  // kubectl reads on for some bytes behind its document.
  orUnreadable(text, () => {
    assertNoControlCharacter(text, first.text.length);
  });
  return rootMap(value);
}

/** As kubectl reads: of several documents the first. For looking only. */
export function readFirstModel(text: string): YamlMap {
  return rootMap(readDocument(firstDocument(text).text, 'followed').value);
}

/** What every reader takes as kubectl's does is read by a fast one, and all else by rules that are kubectl's. */
function readDocument(text: string, aliases: Aliases): ReadDocument {
  const documents = isOrdinaryYaml(text) ? load(text) : undefined;
  if (documents === undefined || documents.length > 1) {
    return readAsKubectl(text, aliases);
  }
  return { value: documents[0], end: text.length };
}

/** @returns undefined where it is no YAML to js-yaml; ordinary YAML holds no alias. */
function load(text: string): YamlValue[] | undefined {
  try {
    // `json` lets a repeated key pass: where an edit does not touch it, it is not ours to judge.
    return loadAll(text, { schema: kubectlSchema, json: true, maxAliases: 0 }) as YamlValue[];
  } catch (error) {
    if (error instanceof YAMLException) {
      return undefined;
    }
    throw error;
  }
}

function readAsKubectl(text: string, aliases: Aliases): ReadDocument {
  return orUnreadable(text, () => readGoYaml(text, aliases === 'refused' ? refuseAlias : undefined));
}

function orUnreadable<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof GoYamlRefusal) {
      throw unreadable(text, error);
    }
    throw error;
  }
}

function unreadable(text: string, refusal: GoYamlRefusal): AksEntraError {
  const line = lineOfOffset(text, refusal.offset);
  return new AksEntraError(
    'kubeconfigInvalid',
    l10n`Line ${line}: kubectl does not read this (${refusal.message}). Correct the line, then try again.`,
    { line, cause: refusal },
  );
}

function refuseAlias(): never {
  throw new AksEntraError(
    'credentialInvalid',
    l10n`This kubeconfig uses YAML aliases (*), which is refused in a file from outside: a few of them can stand for gigabytes. ` +
      l10n`Ask for one that has its values written out.`,
  );
}

function rootMap(value: YamlValue | undefined): YamlMap {
  if (value === undefined || value === null) {
    return {};
  }
  if (isYamlMap(value)) {
    return withEmptyEntries(value);
  }
  throw new AksEntraError(
    'kubeconfigInvalid',
    l10n`This is not a kubeconfig: it holds a list or a single value instead of clusters, users and contexts. ` +
      l10n`Check that it is the right file.`,
  );
}

/** To kubectl a bare `-` is an entry in which everything is empty. */
function withEmptyEntries(root: YamlMap): YamlMap {
  const filled = ['clusters', 'contexts', 'users'].flatMap((section) => {
    const entries = ownValue(root, section);
    return isYamlList(entries) && entries.includes(null)
      ? [[section, entries.map((entry) => entry ?? {})] as const]
      : [];
  });
  return filled.length === 0 ? root : { ...root, ...Object.fromEntries(filled) };
}
