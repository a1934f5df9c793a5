import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { l10n } from '../l10n.ts';
import { isSecretFlag, isSecretKey, passwordsInUrls } from './maskSecrets.ts';
import { isNothingBehind } from '../yaml/firstDocument.ts';
import { locateNodes } from '../yaml/locateNodes.ts';
import { scalarText } from '../yaml/scalarText.ts';
import { applyEdits } from '../yaml/textEdit.ts';
import { unusualCharacter } from '../yaml/ordinaryYaml.ts';

/**
 * Whole kubeconfigs to be shown to a person, with every secret replaced by `<hidden 1>`, `<hidden 2>` …; the same
 * secret has the same number in all of them, so that a diff still shows whether one changed. All other bytes stay.
 *
 * @returns for a text whose values cannot be located a sentence that says so: then they cannot be hidden
 */
export function maskTexts(texts: readonly string[]): string[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => maskText(text, numbers));
}

interface Secret {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

interface Source {
  readonly text: string;
  /** What an alias stands for; any other node is its own. */
  readonly resolve: (node: unknown) => unknown;
}

function maskText(text: string, numbers: Map<string, number>): string {
  // There a comment ends for kubectl only, and what stands behind it may be a secret.
  if (unusualCharacter.test(text)) {
    return l10n`# This text has characters that only kubectl reads as line breaks or parts of names, so its secrets cannot be hidden here.\n`;
  }
  const located = locateNodes(text);
  if (located === undefined) {
    return l10n`# This text is laid out so that its secrets cannot be found (perhaps it is not valid YAML), so nothing of it is shown.\n`;
  }
  const { document, originalOffset } = located;
  const secrets = [...secretsIn(document.contents, { text: located.text, resolve: resolverOf(document) })];
  const edits = outermost(secrets).map(({ start, end, value }) => {
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return { start: originalOffset(start), end: originalOffset(end), text: `<hidden ${number}>` };
  });
  const end = originalOffset(located.text.length);
  if (!isNothingBehind(text, end)) {
    edits.push({ start: end, end: text.length, text: l10n`# What follows is not shown: kubectl does not read it.\n` });
  }
  return applyEdits(text, edits);
}

/** In the order of the text. Through aliases one place may be found twice, and one within another. */
function outermost(secrets: readonly Secret[]): Secret[] {
  let coveredTo = 0;
  return secrets
    .toSorted((one, other) => one.start - other.start || other.end - one.end)
    .filter(({ start, end }) => {
      if (start < coveredTo) {
        return false;
      }
      coveredTo = end;
      return true;
    });
}

function resolverOf(document: Document): Source['resolve'] {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        targets.set(node, anchored.get(node.source));
      } else if (node.anchor !== undefined) {
        anchored.set(node.anchor, node);
      }
    },
  });
  return (node) => (isAlias(node) ? targets.get(node) : node);
}

/** What an alias stands for is looked at where it stands, and again only where its place makes it a secret. */
function* secretsIn(node: unknown, source: Source): Generator<Secret> {
  if (isMap(node)) {
    yield* secretsInMap(node, source);
  } else if (isSeq(node)) {
    yield* secretsInList(node, source);
  } else if (isScalar(node)) {
    yield* passwordIn(node, source);
  }
}

function* secretsInMap(map: YAMLMap, source: Source): Generator<Secret> {
  for (const { key, value } of map.items) {
    const name = scalarText(source.resolve(key));
    const target = source.resolve(value);
    if (isSecretKey(name)) {
      yield* whole(target, source);
    } else if (name === 'env') {
      yield* secretsInEnvironment(target, source);
    } else {
      yield* secretsIn(value, source);
    }
  }
}

/** A command's arguments: the value behind a secret flag, and `--flag=value`. */
function* secretsInList(list: YAMLSeq, source: Source): Generator<Secret> {
  for (const [index, item] of list.items.entries()) {
    const [flag = '', ...rest] = scalarText(source.resolve(item)).split('=');
    const isValue = isSecretFlag(scalarText(source.resolve(list.items[index - 1])));
    if (isValue || (rest.length > 0 && isSecretFlag(flag))) {
      yield* whole(source.resolve(item), source);
    } else {
      yield* secretsIn(item, source);
    }
  }
}

/** Of what is no list of variables, which kubectl refuses, everything that could be a value. */
function* secretsInEnvironment(env: unknown, source: Source): Generator<Secret> {
  if (isMap(env)) {
    for (const { value } of env.items) {
      yield* whole(source.resolve(value), source);
    }
  } else if (!isSeq(env)) {
    yield* whole(env, source);
    return;
  }
  for (const item of isSeq(env) ? env.items : []) {
    const variable = source.resolve(item);
    yield* isMap(variable) ? secretsInVariable(variable, source, new Set()) : whole(variable, source);
  }
}

/** @param seen what was looked at already: merge keys (<<) may lead to one map many times, or round in a circle */
function* secretsInVariable(variable: YAMLMap, source: Source, seen: Set<unknown>): Generator<Secret> {
  if (seen.has(variable)) {
    return;
  }
  seen.add(variable);
  for (const { key, value } of variable.items) {
    const name = scalarText(source.resolve(key));
    const target = source.resolve(value);
    if (name === '<<') {
      const merged = isSeq(target) ? target.items.map(source.resolve) : [target];
      for (const map of merged.filter((item) => isMap(item))) {
        yield* secretsInVariable(map, source, seen);
      }
    } else if (name !== 'name') {
      yield* whole(target, source);
    }
  }
}

function* whole(node: unknown, { text }: Source): Generator<Secret> {
  if (!isNode(node) || !node.range) {
    return;
  }
  const [start, rangeEnd] = node.range;
  // A block's range ends behind its line break.
  const end = start + text.slice(start, rangeEnd).replace(/\r?\n$/, '').length;
  const value = isScalar(node) ? scalarText(node) : text.slice(start, end);
  if (value !== '' && value !== 'null' && value !== '~') {
    yield { start, end, value };
  }
}

function* passwordIn(node: Node, source: Source): Generator<Secret> {
  const [password, ...others] = passwordsInUrls(scalarText(node));
  if (password === undefined || !node.range) {
    return;
  }
  const [start, end] = node.range;
  const at = source.text.slice(start, end).indexOf(`:${password}@`);
  // Written with escapes, its place is not known.
  if (at === -1 || others.length > 0) {
    yield* whole(node, source);
  } else {
    yield { start: start + at + 1, end: start + at + 1 + password.length, value: password };
  }
}
