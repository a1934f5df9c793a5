import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, YAMLMap, YAMLSeq } from 'yaml';
import { isSecretFlag, isSecretKey } from './maskSecrets.ts';
import { applyEdits } from './textEdit.ts';
import type { TextEdit } from './textEdit.ts';

/**
 * Whole kubeconfigs to be shown to a person, with every secret replaced by `<hidden 1>`, `<hidden 2>` …; the same
 * secret has the same number in all of them, so that a diff still shows whether one changed. All other bytes stay.
 *
 * @returns for a text that is no YAML a sentence that says so: what cannot be located cannot be hidden
 */
export function maskTexts(texts: readonly string[]): string[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => maskText(text, numbers));
}

function maskText(text: string, numbers: Map<string, number>): string {
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (document.errors.length > 0) return '# This text is not valid YAML, so its secrets cannot be hidden here.\n';
  const edits: TextEdit[] = [];
  const hide = (node: Node): void => {
    const { range } = node;
    if (!range) return;
    const [start, end] = range;
    const secret = isScalar(node) ? String(node.value) : text.slice(start, end);
    if (secret === '' || secret === 'null') return;
    const number = numbers.get(secret) ?? numbers.size + 1;
    numbers.set(secret, number);
    // A block scalar ends behind its line break.
    const lineBreak = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? '';
    edits.push({ start, end, text: `<hidden ${number}>${lineBreak}` });
  };
  visit(document.contents, hide);
  return applyEdits(text, edits);
}

function visit(node: unknown, hide: (node: Node) => void): void {
  if (isMap(node)) visitMap(node, hide);
  else if (isSeq(node)) visitList(node, hide);
}

function visitMap(map: YAMLMap, hide: (node: Node) => void): void {
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (isSecretKey(name) && (isScalar(value) || isMap(value) || isSeq(value))) hide(value);
    else if (name === 'env' && isSeq(value)) hideEnvironment(value, hide);
    else visit(value, hide);
  }
}

/** A command's arguments: the value behind a secret flag, and `--flag=value`. */
function visitList(list: YAMLSeq, hide: (node: Node) => void): void {
  for (const [index, item] of list.items.entries()) {
    if (!isScalar(item)) {
      visit(item, hide);
      continue;
    }
    const before = list.items[index - 1];
    const [flag = '', ...rest] = String(item.value).split('=');
    const isValue = isScalar(before) && isSecretFlag(String(before.value));
    if (isValue || (rest.length > 0 && isSecretFlag(flag))) hide(item);
  }
}

function hideEnvironment(env: YAMLSeq, hide: (node: Node) => void): void {
  for (const entry of env.items) {
    if (!isMap(entry)) continue;
    for (const { key, value } of entry.items) {
      if (isScalar(key) && key.value === 'value' && isScalar(value)) hide(value);
    }
  }
}
