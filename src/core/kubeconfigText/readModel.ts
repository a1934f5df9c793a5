import { loadAll, YAMLException } from 'js-yaml';
import { parse } from 'yaml';
import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { kubectlSchema, kubectlTags } from './kubectlSchema.ts';
import { firstDocument } from '../yaml/firstDocument.ts';
import { indentFlowLines } from '../yaml/indentFlowLines.ts';
import { invalidYaml, lineOfOffset, parseSyntaxTree, severalDocuments } from '../yaml/syntaxTree.ts';
import { isYamlList, isYamlMap, ownValue, type YamlMap, type YamlValue } from '../yaml/yamlValue.ts';

/**
 * A few hundred bytes of aliases stand for gigabytes, or for a map that holds itself. Neither ARM nor kubectl writes any,
 * so they are refused in what comes from outside; what the user's own files hold is the user's.
 */
export type Aliases = 'followed' | 'refused';

/**
 * The values of a kubeconfig, read by a parser that is independent of the one that locates text (and about five times
 * as fast). An empty text is an empty map.
 *
 * @throws AksEntraError kubeconfigInvalid, kubeconfigMultipleDocuments; credentialInvalid where aliases are refused
 */
export function readModel(text: string, aliases: Aliases = 'followed'): YamlMap {
  const first = firstDocument(text);
  const documents = readDocuments(first.isOnly ? first.text : text, aliases);
  if (documents.length > 1) {
    // The other parser knows the line.
    parseSyntaxTree(text);
    throw severalDocuments(undefined);
  }
  return rootMap(documents[0]);
}

/** As kubectl reads: of several documents the first. For looking only. */
export function readFirstModel(text: string): YamlMap {
  return rootMap(readDocuments(firstDocument(text).text, 'followed')[0]);
}

function readDocuments(text: string, aliases: Aliases): YamlValue[] {
  try {
    return load(text, aliases);
  } catch (error) {
    if (!(error instanceof YAMLException)) {
      throw error;
    }
    // No text file holds a null byte.
    if (text.includes('\0')) {
      throw invalidYaml(error.reason, lineOfOffset(text, text.indexOf('\0')), error);
    }
    return loadIndented(text, aliases) ?? readLeniently(text, aliases, error);
  }
}

/** What is laid out as only kubectl's reader takes it. */
function loadIndented(text: string, aliases: Aliases): YamlValue[] | undefined {
  const indented = indentFlowLines(text);
  try {
    return indented && load(indented.text, aliases);
  } catch (error) {
    if (error instanceof YAMLException) {
      return undefined;
    }
    throw error;
  }
}

function load(text: string, aliases: Aliases): YamlValue[] {
  try {
    // `json` lets a repeated key pass: where an edit does not touch it, it is not ours to judge.
    const options = { schema: kubectlSchema, json: true, maxAliases: aliases === 'refused' ? 0 : -1 };
    return loadAll(text, options) as YamlValue[];
  } catch (error) {
    throw error instanceof YAMLException && error.reason.startsWith('aliases exceeded') ? refusedAlias(error) : error;
  }
}

/** js-yaml refuses some texts that kubectl reads, such as a closing bracket in the first column. */
function readLeniently(text: string, aliases: Aliases, refusal: YAMLException): YamlValue[] {
  // Its messages are the better ones.
  parseSyntaxTree(text);
  try {
    const options = {
      schema: 'failsafe',
      merge: true,
      uniqueKeys: false,
      logLevel: 'silent',
      customTags: kubectlTags,
    } as const;
    return [parse(text, aliases === 'refused' ? { ...options, maxAliasCount: 0 } : options) as YamlValue];
  } catch (cause) {
    if (aliases === 'refused' && cause instanceof ReferenceError) {
      throw refusedAlias(cause);
    }
    const line = refusal.mark === undefined ? undefined : refusal.mark.line + 1;
    throw invalidYaml(refusal.reason, line, cause);
  }
}

function refusedAlias(cause: Error): AksEntraError {
  return new AksEntraError(
    'credentialInvalid',
    l10n`This kubeconfig uses YAML aliases (*), which is refused in a file from outside: a few of them can stand for gigabytes. ` +
      l10n`Ask for one that has its values written out.`,
    { cause },
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
