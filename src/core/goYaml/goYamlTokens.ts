import { l10n } from '../l10n.ts';
import { GoYamlRefusal, type GoYamlText } from './goYamlText.ts';

export type GoYamlToken =
  | { readonly kind: GoYamlIndicator; readonly offset: number }
  | { readonly kind: 'anchor' | 'alias'; readonly offset: number; readonly name: string }
  | { readonly kind: 'tag'; readonly offset: number; readonly handle: string; readonly suffix: string }
  | { readonly kind: 'tagDirective'; readonly offset: number; readonly handle: string; readonly prefix: string }
  | { readonly kind: 'scalar'; readonly offset: number; readonly value: string; readonly isPlain: boolean };

export type GoYamlIndicator =
  | 'end'
  | 'version'
  | 'documentStart'
  | 'documentEnd'
  | 'listStart'
  | 'mapStart'
  | 'blockEnd'
  | 'dash'
  | 'key'
  | 'value'
  | '['
  | ']'
  | '{'
  | '}'
  | ',';

const uriCharacter = String.raw`[\w\-;/?:@&=+$,.!~*'()[\]%]`;
const tagDirective = new RegExp(`^%TAG[ \\t]+(!(?:[\\w-]*!)?)[ \\t]+(${uriCharacter}+)(?:[ \\t]+(?:#.*)?)?$`);

/** The name behind `&` or `*`, with that sign. */
export function scanAnchorName(source: GoYamlText): string {
  const start = source.at;
  source.advance();
  const name = /[\w-]*/y;
  name.lastIndex = source.at;
  const found = name.exec(source.text)?.[0] ?? '';
  source.skip(found.length);
  if (found === '' || !(source.isBlankOrEnd() || /[?:,\]}%@`]/.test(source.peek()))) {
    throw new GoYamlRefusal(l10n`no name of an anchor behind "&" or "*"`, start);
  }
  return found;
}

/** `!suffix`, `!!suffix`, `!handle!suffix` or `!<uri>`. */
export function scanTag(source: GoYamlText): GoYamlToken {
  const offset = source.at;
  const refuse = (): never => {
    throw new GoYamlRefusal(l10n`a tag that is not written as one`, offset);
  };
  const tag = new RegExp(`!(?:<(${uriCharacter}*)>|([\\w-]*!)?(${uriCharacter}*))`, 'y');
  tag.lastIndex = offset;
  const [all = '', uri, rest, suffix = ''] = tag.exec(source.text) ?? [];
  source.skip(all.length);
  if (all === '' || !source.isBlankOrEnd() || uri === '' || (rest !== undefined && suffix === '')) {
    return refuse();
  }
  if (uri !== undefined) {
    return { kind: 'tag', offset, handle: '', suffix: decoded(uri) ?? refuse() };
  }
  const name = decoded(suffix) ?? refuse();
  if (rest !== undefined) {
    return { kind: 'tag', offset, handle: `!${rest}`, suffix: name };
  }
  return name === ''
    ? { kind: 'tag', offset, handle: '', suffix: '!' }
    : { kind: 'tag', offset, handle: '!', suffix: name };
}

function decoded(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri);
  } catch {
    return undefined;
  }
}

/** `%YAML 1.1` or `%TAG ! tag:…`, and nothing else. */
export function scanDirective(source: GoYamlText): GoYamlToken {
  const offset = source.at;
  const start = offset;
  source.skipToLineEnd();
  const line = source.text.slice(start, source.at);
  if (/^%YAML[ \t]+0*1\.0*1[ \t]*(?:#.*)?$/.test(line)) {
    return { kind: 'version', offset };
  }
  const [, handle, prefix] = tagDirective.exec(line) ?? [];
  if (handle === undefined || prefix === undefined) {
    throw new GoYamlRefusal(l10n`a directive other than "%YAML 1.1" and "%TAG"`, offset);
  }
  return { kind: 'tagDirective', offset, handle, prefix: decoded(prefix) ?? prefix };
}
