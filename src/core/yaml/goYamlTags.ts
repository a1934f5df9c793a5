import { l10n } from '../l10n.ts';
import { goYamlScalar } from './goYamlScalar.ts';
import { GoYamlRefusal } from './goYamlText.ts';
import type { YamlValue } from './yamlValue.ts';

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
    throw new GoYamlRefusal(l10n`"!!binary" in front of what is no base64`, offset);
  }
  const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
