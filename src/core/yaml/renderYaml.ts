import { goYamlScalar } from '../goYaml/goYamlScalar.ts';
import { isYamlList, isYamlMap, type YamlMap, type YamlValue } from '../yamlValue.ts';

/** How the file around writes its blocks. */
export interface BlockStyle {
  /** Columns from a map's key to the keys of the map below it. */
  readonly mapIndent: number;
  /** Columns from a key to the dashes of its list: kubectl writes 0. */
  readonly listIndent: number;
  /** Blanks behind a dash. */
  readonly dashGap: number;
  /** Whether strings of several lines may be written as `|` blocks. */
  readonly allowLiteral: boolean;
}

export const kubectlStyle: BlockStyle = { mapIndent: 2, listIndent: 0, dashGap: 1, allowLiteral: true };

/**
 * Strings that every YAML 1.1 and 1.2 reader takes for a string without quotes: a letter, slash or option dash first,
 * or a GUID; nothing that could end or open another construct.
 */
const plainPattern =
  /^(?:(?:--?)?[A-Za-z]|\/)(?:[A-Za-z0-9_./@+=-]|:(?=[^\s]))*$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function renderScalar(value: null | boolean | number | string): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  // In any spelling: readers differ in which ones they know.
  const isText = plainPattern.test(value) && typeof goYamlScalar(value.toLowerCase()) === 'string';
  return isText ? value : quote(value);
}

/** A JSON string is a double-quoted YAML string, once the characters that YAML 1.1 takes for line breaks are escaped. */
function quote(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The lines of a map whose keys stand in the given column. */
export function renderMapLines(map: YamlMap, column: number, style: BlockStyle): string[] {
  return Object.entries(map).flatMap(([key, value]) => renderPairLines(key, value, column, style));
}

/** The lines of one `key: value`. */
export function renderPairLines(key: string, value: YamlValue, column: number, style: BlockStyle): string[] {
  const [first = '', ...rest] = renderValueLines(value, column, style);
  return [`${' '.repeat(column)}${renderScalar(key)}:${first}`, ...rest];
}

/** What follows a key's colon (in the given column): the rest of its line, then further lines. */
export function renderValueLines(value: YamlValue, column: number, style: BlockStyle): string[] {
  if (isYamlList(value)) {
    if (value.length === 0) {
      return [' []'];
    }
    return ['', ...value.flatMap((item) => renderItemLines(item, column + style.listIndent, style))];
  }
  if (isYamlMap(value)) {
    if (Object.keys(value).length === 0) {
      return [' {}'];
    }
    return ['', ...renderMapLines(value, column + style.mapIndent, style)];
  }
  return renderScalarLines(value, column + style.mapIndent, style);
}

/** The lines of one list item whose dash stands in the given column. */
export function renderItemLines(item: YamlValue, column: number, style: BlockStyle): string[] {
  const dash = `${' '.repeat(column)}-`;
  const inner = column + 1 + style.dashGap;
  if (isYamlList(item)) {
    return [`${dash} ${renderFlow(item)}`];
  }
  if (isYamlMap(item)) {
    const [first = '', ...rest] = renderMapLines(item, inner, style);
    return first === '' ? [`${dash} {}`] : [dash + first.slice(column + 1), ...rest];
  }
  const [first = '', ...rest] = renderScalarLines(item, inner, style);
  return [dash + ' '.repeat(style.dashGap) + first.slice(1), ...rest];
}

function renderScalarLines(value: null | boolean | number | string, column: number, style: BlockStyle): string[] {
  const lines = typeof value === 'string' && style.allowLiteral ? literalLines(value) : undefined;
  if (lines === undefined) {
    return [` ${renderScalar(value)}`];
  }
  return [lines.header, ...lines.body.map((line) => (line === '' ? '' : ' '.repeat(column) + line))];
}

/** A `|` block, where the text survives it without an indentation indicator. */
function literalLines(value: string): { header: string; body: string[] } | undefined {
  const body = value.split('\n');
  const isKept = body.at(-1) === '';
  if (isKept) {
    body.pop();
  }
  const firstText = body.find((line) => line !== '');
  if (body.length < 2 && !isKept) {
    return undefined;
  }
  if (firstText === undefined || firstText.startsWith(' ') || body.at(-1) === '') {
    return undefined;
  }
  if (!body.every((line) => /^[\x20-\x7e]*$/.test(line) && !/^ +$/.test(line))) {
    return undefined;
  }
  return { header: isKept ? ' |' : ' |-', body };
}

/** Layout of a flow collection: indented over several lines, or on one. */
export interface FlowLayout {
  readonly eol: string;
  /** The indentation of the line that the value starts on; undefined: everything on one line. */
  readonly indent: string | undefined;
  readonly indentUnit: string;
  /** The blank behind `:` and `,` on one line. */
  readonly gap: string;
}

const oneLine: FlowLayout = { eol: '\n', indent: undefined, indentUnit: '', gap: ' ' };

/** A value in JSON, which is YAML's flow style too. */
export function renderFlow(value: YamlValue, layout: FlowLayout = oneLine): string {
  if (isYamlList(value)) {
    return wrap(
      '[',
      value.map((item) => renderFlow(item, deeper(layout))),
      ']',
      layout,
    );
  }
  if (isYamlMap(value)) {
    const pairs = Object.entries(value).map(([key, item]) => renderFlowPair(key, item, deeper(layout)));
    return wrap('{', pairs, '}', layout);
  }
  return typeof value === 'string' ? quote(value) : String(value);
}

export function renderFlowPair(key: string, value: YamlValue, layout: FlowLayout): string {
  const gap = layout.indent === undefined ? layout.gap : ' ';
  return `${quote(key)}:${gap}${renderFlow(value, layout)}`;
}

export function deeper(layout: FlowLayout): FlowLayout {
  return layout.indent === undefined ? layout : { ...layout, indent: layout.indent + layout.indentUnit };
}

function wrap(open: string, parts: readonly string[], close: string, layout: FlowLayout): string {
  if (parts.length === 0) {
    return open + close;
  }
  if (layout.indent === undefined) {
    return open + parts.join(`,${layout.gap}`) + close;
  }
  const inner = layout.eol + layout.indent + layout.indentUnit;
  return open + inner + parts.join(`,${inner}`) + layout.eol + layout.indent + close;
}
