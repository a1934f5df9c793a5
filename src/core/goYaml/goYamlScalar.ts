import { l10n } from '../l10n.ts';
import { GoYamlRefusal } from './goYamlText.ts';
import type { YamlValue } from '../yamlValue.ts';

const words: ReadonlyMap<string, null | boolean> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);
/** How all of those begin, and numbers. A kubeconfig holds thousands of texts, and most begin otherwise. */
const maySayMore = '-+.~0123456789yYnNtTfFoO';
const longestWord = 5;
const namedNumber = /^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/;
/** What is none of this is no number either: IDs and addresses begin as numbers do, and a kubeconfig holds thousands. */
const mayBeNumber = /^[-+]?[\da-fA-F_.xXoO]+(?:[-+][\d_]+)?$/;
const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(\d+))$/;
const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/**
 * What kubectl makes of a scalar without quotes. It reads YAML with a go-yaml of its own (sigs.k8s.io/yaml,
 * goyaml.v2/resolve.go), which is neither YAML 1.1 nor 1.2: `y` is a truth value, `012` is 10, `0o17` is 15 and `08`
 * is 8, while `12:30` and a number that Go cannot hold (`1e400`) are text. A date is text too.
 */
export function goYamlScalar(source: string): null | boolean | number | string {
  if (source !== '' && !maySayMore.includes(source.charAt(0))) {
    return source;
  }
  const word = source.length > longestWord ? undefined : words.get(source);
  if (word !== undefined) {
    return word;
  }
  if (!/^(?:[-+][._\d]|[.\d])/.test(source)) {
    return source;
  }
  if (namedNumber.test(source)) {
    return /nan/i.test(source) ? Number.NaN : source.startsWith('-') ? -Infinity : Infinity;
  }
  if (!mayBeNumber.test(source)) {
    return source;
  }
  // Underscores count for nothing; behind a dot at the start Go itself reads them, and wants digits on both sides.
  const digits = source.startsWith('.') ? source.replace(/(?<=\d)_(?=\d)/g, '') : source.replaceAll('_', '');
  return integerOf(digits) ?? decimalOf(digits) ?? source;
}

/** undefined where it does not fit into 64 bits, as in Go. */
function integerOf(digits: string): number | undefined {
  // go-yaml cuts `0b` off and has the rest read, with a sign where there is one.
  const ordinary = digits.replace(/^0b([-+])(?=[01])/, '$10b');
  const [, sign, hexadecimal, binary, octal, plain] = integer.exec(ordinary) ?? [];
  const literal =
    hexadecimal !== undefined
      ? `0x${hexadecimal}`
      : binary !== undefined
        ? `0b${binary}`
        : octal !== undefined
          ? `0o${octal}`
          : plain?.startsWith('0') === true && plain !== '0'
            ? undefined
            : plain;
  // No number of 64 bits has more digits, in binary either; a number of millions of digits would take seconds.
  if (literal === undefined || literal.replace(/^0[xbo]?0*/, '').length > 64) {
    return undefined;
  }
  const value = BigInt(literal);
  const limit = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return value > limit ? undefined : Number(sign === '-' ? -value : value);
}

function decimalOf(digits: string): number | undefined {
  const value = decimal.test(digits) ? Number(digits) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** The whole name of one of YAML's own tags: `!!int` is `tag:yaml.org,2002:int`. */
export function yamlTag(name: string): string {
  return `tag:yaml.org,2002:${name}`;
}

/** The value of a scalar, which its tag may tell. An unknown tag makes it text. */
export function goYamlTagged(tag: string | undefined, source: string, isPlain: boolean, offset: number): YamlValue {
  if (tag === undefined && !isPlain) {
    return source;
  }
  const value = goYamlScalar(source);
  switch (tag) {
    case undefined:
      return value;
    case yamlTag('binary'):
      return bytesAsText(source, offset);
    case yamlTag('int'):
      return isKind(Number.isInteger(value) && !isDecimal(source), value, offset);
    case yamlTag('float'):
      return isKind(typeof value === 'number', value, offset);
    case yamlTag('bool'):
      return isKind(typeof value === 'boolean', value, offset);
    case yamlTag('null'):
      return isKind(value === null, value, offset);
    default:
      return source;
  }
}

/** A key of a map in JSON, to which kubectl turns all YAML first. */
export function goYamlKey(key: YamlValue, offset: number): string {
  const isTooLarge = typeof key === 'number' && key > 2 ** 63 && key < 2 ** 64;
  if (key === null || typeof key === 'object' || isTooLarge) {
    throw new GoYamlRefusal(l10n`a key that is neither text nor a number of at most 63 bits nor a truth value`, offset);
  }
  if (typeof key === 'number' && !Number.isFinite(key)) {
    return Number.isNaN(key) ? '.nan' : key > 0 ? '.inf' : '-.inf';
  }
  return String(key);
}

function isKind(isIt: boolean, value: YamlValue, offset: number): YamlValue {
  if (!isIt) {
    throw new GoYamlRefusal(l10n`a value that is not what its tag (!!) says`, offset);
  }
  return value;
}

function isDecimal(source: string): boolean {
  return !/^[-+]?0[xX]/.test(source) && /[.eE]/.test(source);
}

function bytesAsText(source: string, offset: number): string {
  const base64 = source.replace(/[\r\n]/g, '');
  if (!/^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(base64) || base64.includes('_')) {
    throw new GoYamlRefusal(l10n`"!!binary" in front of what is not base64`, offset);
  }
  const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
