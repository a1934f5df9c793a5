import { l10n } from '../l10n.ts';
import { type GoYamlKey, GoYamlMap } from './goYamlMap.ts';
import { goYamlTagged, yamlTag } from './goYamlScalar.ts';
import type { GoYamlToken } from './goYamlTokens.ts';
import { GoYamlScanner } from './goYamlScanner.ts';
import { GoYamlRefusal } from './goYamlText.ts';
import type { YamlValue } from '../yamlValue.ts';

export interface GoYamlDocument {
  readonly value: YamlValue;
  /** Where the first document ends; what follows is not read. */
  readonly end: number;
}

/** What kubectl's reader does not take: client-go refuses the whole file then. */
const control = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * The first document of a text as kubectl reads it, by an own reader of what go-yaml (sigs.k8s.io/yaml, goyaml.v2)
 * takes for YAML, which is held against every kubectl installed (`kubectlReaderProperties.test.ts`).
 *
 * @param onAlias is told of each alias before it is looked up
 * @throws GoYamlRefusal where kubectl refuses the text
 */
export function readGoYaml(text: string, onAlias?: () => void): GoYamlDocument {
  if (text.startsWith('\uFEFF\uFEFF')) {
    // go-yaml reads on, without the first character of each line.
    throw new GoYamlRefusal(l10n`a second byte order mark`, 1);
  }
  assertNoControlCharacter(text, 0);
  return new GoYamlParser(text, onAlias).document();
}

/** @throws GoYamlRefusal where a control character stands at an offset or behind it */
export function assertNoControlCharacter(text: string, from: number): void {
  const found = control.exec(text.slice(from));
  if (found !== null) {
    throw new GoYamlRefusal(l10n`a control character`, from + found.index);
  }
}

interface Anchored {
  readonly value: YamlValue;
  /** How many values it is, with those that its own aliases stand for. */
  readonly count: number;
}

interface Property {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  readonly offset: number;
}

const notInDocument = ['version', 'tagDirective', 'documentStart', 'documentEnd'] as const;
const endsBlockValue = ['dash', 'key', 'value', 'blockEnd'] as const;

class GoYamlParser {
  readonly #scanner: GoYamlScanner;
  readonly #anchors = new Map<string, Anchored | undefined>();
  readonly #handles = new Map([
    ['!', '!'],
    ['!!', yamlTag('')],
    ['', ''],
  ]);
  readonly #onAlias: (() => void) | undefined;
  /** How many values there are where each alias is written out, and how many of them through one. */
  #count = 0;
  #aliased = 0;
  /** JSON has no such number, but for a key, which becomes text. */
  #notFinite: number | undefined;
  /** Where the last scalar stands that is a merge key, if it is a key. */
  #mergeAt: number | undefined;

  constructor(text: string, onAlias: (() => void) | undefined) {
    this.#scanner = new GoYamlScanner(text);
    this.#onAlias = onAlias;
  }

  document(): GoYamlDocument {
    const isMarked = this.#directives();
    const isEmpty = this.#isNext('end') || (isMarked && this.#isNext(...notInDocument));
    const value = isEmpty ? null : this.#node(true, false);
    const { offset } = this.#scanner.peek();
    if (this.#notFinite !== undefined) {
      throw new GoYamlRefusal(l10n`a number that is not finite`, this.#notFinite);
    }
    return { value, end: offset };
  }

  /** @returns whether `---` opens the document */
  #directives(): boolean {
    const own = new Set<string>();
    let offset: number | undefined;
    while (this.#isNext('version', 'tagDirective')) {
      const token = this.#scanner.take();
      offset ??= token.offset;
      const name = token.kind === 'tagDirective' ? token.handle : '%';
      if (own.has(name)) {
        throw new GoYamlRefusal(l10n`the same directive a second time`, token.offset);
      }
      own.add(name);
      if (token.kind === 'tagDirective') {
        this.#handles.set(token.handle, token.prefix);
      }
    }
    if (this.#isNext('documentStart')) {
      this.#scanner.take();
      return true;
    }
    if (offset !== undefined) {
      throw new GoYamlRefusal(l10n`a directive without "---" behind it`, offset);
    }
    return false;
  }

  #isNext(...kinds: readonly GoYamlToken['kind'][]): boolean {
    return kinds.includes(this.#scanner.peek().kind);
  }

  /** @param isIndentless whether dashes in the column of the key that they belong to make a list */
  #node(isBlock: boolean, isIndentless: boolean): YamlValue {
    const token = this.#scanner.peek();
    if (token.kind === 'alias') {
      this.#scanner.take();
      this.#onAlias?.();
      const target = this.#anchors.get(token.name);
      if (target === undefined) {
        throw new GoYamlRefusal(l10n`an alias (*) of an anchor that is not before it`, token.offset);
      }
      this.#count += 1 + target.count;
      this.#aliased += target.count;
      if (isExcessive(this.#aliased, this.#count)) {
        throw new GoYamlRefusal(l10n`aliases (*) that stand for too much`, token.offset);
      }
      return target.value;
    }
    const before = this.#count;
    this.#count += 1;
    const property = this.#property();
    if (property.anchor !== undefined) {
      // Within itself an anchor is none yet.
      this.#anchors.set(property.anchor, undefined);
    }
    const value = this.#content(isBlock, isIndentless, property);
    if (property.anchor !== undefined) {
      this.#anchors.set(property.anchor, { value, count: this.#count - before });
    }
    return value;
  }

  #property(): Property {
    let anchor: string | undefined;
    let tag: string | undefined;
    const { offset } = this.#scanner.peek();
    for (;;) {
      const token = this.#scanner.peek();
      if (token.kind === 'anchor' && anchor === undefined) {
        anchor = token.name;
      } else if (token.kind === 'tag' && tag === undefined) {
        const prefix = this.#handles.get(token.handle);
        if (prefix === undefined) {
          throw new GoYamlRefusal(l10n`a tag whose beginning no "%TAG" tells`, token.offset);
        }
        tag = prefix + token.suffix;
      } else {
        return { anchor, tag, offset };
      }
      this.#scanner.take();
    }
  }

  #content(isBlock: boolean, isIndentless: boolean, { anchor, tag, offset }: Property): YamlValue {
    const token = this.#scanner.peek();
    if (token.kind === 'scalar') {
      this.#scanner.take();
      this.#mergeAt = tag === yamlTag('merge') || (tag === undefined && token.isPlain) ? offset : undefined;
      const value = goYamlTagged(tag, token.value, token.isPlain, offset);
      if (typeof value === 'number' && !Number.isFinite(value)) {
        this.#notFinite ??= offset;
      }
      return value;
    }
    if (token.kind === 'dash' && isIndentless) {
      return this.#indentlessList();
    }
    if (token.kind === '[') {
      return this.#flowList();
    }
    if (token.kind === '{') {
      return this.#flowMap();
    }
    if (token.kind === 'listStart' && isBlock) {
      return this.#blockList();
    }
    if (token.kind === 'mapStart' && isBlock) {
      return this.#blockMap();
    }
    if (anchor !== undefined || tag !== undefined) {
      return goYamlTagged(tag, '', true, offset);
    }
    throw new GoYamlRefusal(l10n`a value is missing here`, token.offset);
  }

  #blockList(): YamlValue {
    this.#scanner.take();
    const items: YamlValue[] = [];
    while (this.#isNext('dash')) {
      this.#scanner.take();
      items.push(this.#isNext('dash', 'blockEnd') ? null : this.#node(true, false));
    }
    this.#takeEnd(l10n`a line that does not begin an item of its list`);
    return items;
  }

  #indentlessList(): YamlValue {
    const items: YamlValue[] = [];
    while (this.#isNext('dash')) {
      this.#scanner.take();
      items.push(this.#isNext(...endsBlockValue) ? null : this.#node(true, false));
    }
    return items;
  }

  #blockMap(): YamlValue {
    this.#scanner.take();
    const map = new GoYamlMap();
    while (this.#isNext('key')) {
      this.#scanner.take();
      const key = this.#key(() => this.#blockValue());
      let value: YamlValue = null;
      if (this.#isNext('value')) {
        this.#scanner.take();
        value = this.#blockValue();
      }
      map.add(key, value);
    }
    this.#takeEnd(l10n`a line that does not begin a key of its map`);
    return map.value;
  }

  #blockValue(): YamlValue {
    return this.#isNext('key', 'value', 'blockEnd') ? null : this.#node(true, true);
  }

  #takeEnd(reason: string): void {
    const token = this.#scanner.take();
    if (token.kind !== 'blockEnd') {
      throw new GoYamlRefusal(reason, token.offset);
    }
  }

  #flowList(): YamlValue {
    const start = this.#scanner.take();
    const items: YamlValue[] = [];
    while (!this.#isNext(']')) {
      if (items.length > 0) {
        this.#takeComma(']', start.offset);
        if (this.#isNext(']')) {
          break;
        }
      }
      items.push(this.#isNext('key') ? this.#pairInList() : this.#node(false, false));
    }
    this.#scanner.take();
    return items;
  }

  /** `[a: b]` is a list of a map. */
  #pairInList(): YamlValue {
    const map = new GoYamlMap();
    this.#scanner.take();
    const key = this.#key(() => (this.#isNext('value', ',', ']') ? null : this.#node(false, false)));
    map.add(key, this.#flowValue(']'));
    return map.value;
  }

  #flowMap(): YamlValue {
    const start = this.#scanner.take();
    const map = new GoYamlMap();
    for (let isFirst = true; !this.#isNext('}'); isFirst = false) {
      if (!isFirst) {
        this.#takeComma('}', start.offset);
        if (this.#isNext('}')) {
          break;
        }
      }
      if (!this.#isNext('key')) {
        map.add(
          this.#key(() => this.#node(false, false)),
          null,
        );
        continue;
      }
      this.#scanner.take();
      const key = this.#key(() => (this.#isNext('value', ',', '}') ? null : this.#node(false, false)));
      map.add(key, this.#flowValue('}'));
    }
    this.#scanner.take();
    return map.value;
  }

  #flowValue(end: ']' | '}'): YamlValue {
    if (!this.#isNext('value')) {
      return null;
    }
    this.#scanner.take();
    return this.#isNext(',', end) ? null : this.#node(false, false);
  }

  #takeComma(end: ']' | '}', start: number): void {
    const token = this.#scanner.peek();
    if (token.kind === 'end') {
      throw new GoYamlRefusal(l10n`a bracket that is never closed`, start);
    }
    if (token.kind !== ',') {
      throw new GoYamlRefusal(l10n`neither "," nor "${end}" where one of them has to stand`, token.offset);
    }
    this.#scanner.take();
  }

  #key(read: () => YamlValue): GoYamlKey {
    const notFinite = this.#notFinite;
    const { offset } = this.#scanner.peek();
    const value = read();
    this.#notFinite = notFinite;
    return { value, isMerge: value === '<<' && this.#mergeAt === offset, offset };
  }
}

/** go-yaml's own measure (decode.go, `allowedAliasRatio`): the more values, the fewer of them through aliases. */
function isExcessive(aliased: number, all: number): boolean {
  const allowed = 0.99 - 0.89 * Math.min(Math.max((all - 400_000) / 3_600_000, 0), 1);
  return aliased > 100 && all > 1000 && aliased > all * allowed;
}
