import { defineMappingTag, defineScalarTag, FAILSAFE_SCHEMA, NOT_RESOLVED } from 'js-yaml';
import type { YamlValue } from '../yamlValue.ts';

/** Stands for what some reader may take for something else than text: it equals nothing, and is no name. */
const doubtful = Number.NaN;

/** `~` is nothing for most; readers that know no more scalars than JSON take it for text. */
const doubtfulWords = /^(?:~|y|n|yes|no|on|off|true|false|null|=|<<|[-+]?\.?(?:inf|infinity|nan))$/i;
/**
 * Numbers of YAML 1.1, 1.2 and Ruby's: with underscores and commas, of any base, in minutes and seconds; and dates. What
 * is longer than any of these is looked at too, since nothing else looks like them.
 */
const doubtfulNumbers = [
  /^[-+]?(?:\d[\d_,]*)?(?:\.[\d_]*)?(?:e[-+]?[\d_]*)?$/i,
  /^[-+]?0[xob][-+]?[\da-f_,]*$/i,
  /^[-+]?\d[\d_]*(?::\d+)+(?:\.[\d_]*)?$/,
  /^\d{4}-\d\d?-\d\d?(?:[Tt \t].*)?$/,
];
const mayBeDoubtful = ['', ...'-+.~=<0123456789yYnNtTfFoOiIeE'.split('')];

const plainScalar = defineScalarTag('tag:yaml.org,2002:null', {
  implicit: true,
  implicitFirstChars: mayBeDoubtful,
  identify: () => false,
  resolve: (source) => {
    if (source === '' || source === 'null') {
      return null;
    }
    if (source === 'true' || source === 'false') {
      return source === 'true';
    }
    return doubtfulWords.test(source) || doubtfulNumbers.some((each) => each.test(source)) ? doubtful : NOT_RESOLVED;
  },
});

type Filled = Record<string, YamlValue>;

/** A map whose keys are text to every reader. */
const plainMap = defineMappingTag<Filled>('tag:yaml.org,2002:map', {
  create: () => ({}),
  addPair: (map, key, value) => {
    if (typeof key !== 'string' || key === '<<' || key === '=' || key === '__proto__') {
      // js-yaml's, and seen by nobody.
      return 'key';
    }
    map[key] = value as YamlValue;
    return '';
  },
  has: (map, key) => typeof key === 'string' && Object.hasOwn(map, key),
  keys: (map) => Object.keys(map),
  get: (map, key) => (typeof key === 'string' ? map[key] : undefined),
  identify: () => false,
});

/**
 * Scalars as every reader of YAML takes them, for js-yaml: what some may take for a number, a date or a truth value, and
 * others for text, becomes NaN, and so does every number: no name is one.
 */
export const strictSchema = FAILSAFE_SCHEMA.withTags(plainScalar, plainMap);
