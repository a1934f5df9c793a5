import { isLogLevel, readGoDuration, readTruthValue } from './goValues.ts';

/** What a flag's value looks like; `short` is one letter. */
export interface FlagRule {
  readonly short?: string;
  /** Stands alone, or with a truth value behind "="; never takes the next argument. */
  readonly isSwitch?: true;
  /** Without it any text. */
  readonly holds?: 'logLevel' | 'duration';
}

export interface ReadFlag {
  readonly name: string;
  /** Of a switch that stands alone: `true`. */
  readonly value: string;
}

/** What pflag would stop at. `flag` is its name with its dashes, without its value, which may be a secret. */
export interface FlagProblem {
  readonly kind: 'unknown' | 'needsValue' | 'noTruthValue' | 'noLogLevel' | 'noDuration' | 'malformed' | 'help';
  readonly flag: string;
}

export interface ReadFlags {
  /** In their order; where a flag is repeated, the last one counts. */
  readonly flags: readonly ReadFlag[];
  /** What belongs to no flag. kubelogin takes no notice of it. */
  readonly words: readonly string[];
  readonly hasTerminator: boolean;
  /** In their order. Reading goes on behind an unknown flag, which a newer kubelogin may know. */
  readonly problems: readonly FlagProblem[];
}

/** The value that counts, of a flag that may stand there several times. */
export function lastValue(flags: readonly ReadFlag[], name: string): string | undefined {
  return flags.findLast((flag) => flag.name === name)?.value;
}

/** undefined: it does not stand there, or with something that is no truth value */
export function lastSwitch(flags: readonly ReadFlag[], name: string): boolean | undefined {
  const value = lastValue(flags, name);
  return value === undefined ? undefined : readTruthValue(value);
}

/**
 * Reads flags as the library pflag (1.0.5, kubelogin's) does: `--name value`, `--name=value`, `-n value`, `-nvalue`,
 * `-n=value`, switches in one cluster of letters, words in between, and no flags behind `--`.
 */
export function readFlags(args: readonly string[], rules: Readonly<Record<string, FlagRule>>): ReadFlags {
  const reader = new FlagReader(args, rules);
  return reader.read();
}

class FlagReader {
  readonly #rules: Readonly<Record<string, FlagRule>>;
  readonly #nameOfShort: ReadonlyMap<string, string>;
  readonly #rest: string[];
  readonly #flags: ReadFlag[] = [];
  readonly #words: string[] = [];
  readonly #problems: FlagProblem[] = [];

  constructor(args: readonly string[], rules: Readonly<Record<string, FlagRule>>) {
    this.#rest = [...args];
    this.#rules = rules;
    const shorts = Object.entries(rules).map(([name, { short }]): [string, string] => [short ?? '', name]);
    this.#nameOfShort = new Map(shorts.filter(([short]) => short !== ''));
  }

  read(): ReadFlags {
    let hasTerminator = false;
    for (let arg = this.#rest.shift(); arg !== undefined; arg = this.#rest.shift()) {
      if (arg === '--') {
        hasTerminator = true;
        this.#words.push(...this.#rest.splice(0));
      } else if (arg.startsWith('--')) {
        this.#readLong(arg.slice(2));
      } else if (arg.startsWith('-') && arg !== '-') {
        this.#readShort(arg.slice(1));
      } else {
        this.#words.push(arg);
      }
    }
    return { flags: this.#flags, words: this.#words, hasTerminator, problems: this.#problems };
  }

  #readLong(text: string): void {
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    const inline = equals === -1 ? undefined : text.slice(equals + 1);
    if (name === '' || name.startsWith('-')) {
      this.#problems.push({ kind: 'malformed', flag: `--${name}` });
      return;
    }
    const rule = this.#ruleOf(name);
    if (rule === undefined) {
      this.#readUnknown(name, `--${name}`, inline);
    } else if (inline !== undefined) {
      this.#add(name, rule, inline);
    } else if (rule.isSwitch === true) {
      this.#add(name, rule, 'true');
    } else {
      this.#addNext(name, rule);
    }
  }

  #readShort(cluster: string): void {
    for (let letters = cluster; letters !== '';) {
      // By code points, so that nobody sees half a letter.
      const letter = String.fromCodePoint(letters.codePointAt(0) ?? 0);
      const behind = letters.slice(letter.length);
      const name = this.#nameOfShort.get(letter);
      const rule = name === undefined ? undefined : this.#ruleOf(name);
      if (name === undefined || rule === undefined) {
        this.#readUnknown(letter, `-${letter}`, behind === '' ? undefined : behind);
        return;
      }
      if (behind.startsWith('=') && behind.length > 1) {
        this.#add(name, rule, behind.slice(1));
        return;
      }
      if (rule.isSwitch === true) {
        this.#add(name, rule, 'true');
        letters = behind;
        continue;
      }
      if (behind === '') {
        this.#addNext(name, rule);
      } else {
        this.#add(name, rule, behind);
      }
      return;
    }
  }

  #ruleOf(name: string): FlagRule | undefined {
    return Object.hasOwn(this.#rules, name) ? this.#rules[name] : undefined;
  }

  #readUnknown(name: string, flag: string, inline: string | undefined): void {
    if (name === 'help' || name === 'h') {
      this.#problems.push({ kind: 'help', flag });
      return;
    }
    this.#problems.push({ kind: 'unknown', flag });
    const isNextValue = inline === undefined && this.#rest[0]?.startsWith('-') === false;
    this.#flags.push({ name, value: inline ?? (isNextValue ? this.#rest.shift() : undefined) ?? '' });
  }

  #addNext(name: string, rule: FlagRule): void {
    const value = this.#rest.shift();
    if (value === undefined) {
      this.#problems.push({ kind: 'needsValue', flag: `--${name}` });
    } else {
      this.#add(name, rule, value);
    }
  }

  #add(name: string, rule: FlagRule, value: string): void {
    if (rule.isSwitch === true && readTruthValue(value) === undefined) {
      this.#problems.push({ kind: 'noTruthValue', flag: `--${name}` });
    } else if (rule.holds === 'logLevel' && !isLogLevel(value)) {
      this.#problems.push({ kind: 'noLogLevel', flag: `--${name}` });
    } else if (rule.holds === 'duration' && readGoDuration(value) === undefined) {
      this.#problems.push({ kind: 'noDuration', flag: `--${name}` });
    }
    this.#flags.push({ name, value });
  }
}
