import {
  FAILSAFE_SCHEMA,
  YAMLException,
  boolYaml11Tag,
  floatYaml11Tag,
  intYaml11Tag,
  loadAll,
  mergeTag,
  nullYaml11Tag,
} from 'js-yaml';
import { parse } from 'yaml';
import type { Tags } from 'yaml';
import { AksEntraError } from '../aksEntraError.ts';
import { invalidYaml, parseSyntaxTree, severalDocuments } from './syntaxTree.ts';
import { isYamlMap } from './yamlValue.ts';
import type { YamlMap, YamlValue } from './yamlValue.ts';

/** kubectl reads YAML 1.1: an unquoted `yes` or `0123` is no string to it. */
const kubectlSchema = FAILSAFE_SCHEMA.withTags(nullYaml11Tag, boolYaml11Tag, intYaml11Tag, floatYaml11Tag, mergeTag);

/**
 * The values of a kubeconfig, read by a parser that is independent of the one that locates text (and about five times
 * as fast). An empty text is an empty map.
 *
 * @throws AksEntraError kubeconfigInvalid, kubeconfigMultipleDocuments
 */
export function readModel(text: string): YamlMap {
  const documents = readDocuments(text);
  if (documents.length > 1) {
    // The other parser knows the line.
    parseSyntaxTree(text);
    throw severalDocuments(undefined);
  }
  return rootMap(documents[0]);
}

/** As kubectl reads: of several documents the first. For looking only. */
export function readFirstModel(text: string): YamlMap {
  return rootMap(readDocuments(text)[0]);
}

function readDocuments(text: string): YamlValue[] {
  try {
    // `json` lets a repeated key pass: where an edit does not touch it, it is not ours to judge.
    return loadAll(text, { schema: kubectlSchema, json: true }) as YamlValue[];
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    // No text file holds a null byte.
    if (text.includes('\0')) throw invalidYaml(error.reason, undefined, error);
    return readLeniently(text, error);
  }
}

/** js-yaml refuses some texts that kubectl reads, such as a closing bracket in the first column. */
function readLeniently(text: string, refusal: YAMLException): YamlValue[] {
  // Its messages are the better ones.
  parseSyntaxTree(text);
  try {
    const options = { version: '1.1', uniqueKeys: false, logLevel: 'silent', customTags: withoutObjects } as const;
    return [parse(text, options) as YamlValue];
  } catch (cause) {
    const line = refusal.mark === undefined ? undefined : refusal.mark.line + 1;
    throw invalidYaml(refusal.reason, line, cause);
  }
}

/** Without the types of YAML 1.1 that JSON does not have. */
function withoutObjects(tags: Tags): Tags {
  const unwanted = ['binary', 'omap', 'pairs', 'set', 'timestamp'];
  return tags.filter((tag) => typeof tag === 'string' || !unwanted.some((name) => tag.tag.endsWith(`:${name}`)));
}

function rootMap(value: YamlValue | undefined): YamlMap {
  if (value === undefined || value === null) return {};
  if (isYamlMap(value)) return value;
  throw new AksEntraError(
    'kubeconfigInvalid',
    'This is not a kubeconfig: it holds a list or a single value instead of clusters, users and contexts. ' +
      'Check that it is the right file.',
  );
}
