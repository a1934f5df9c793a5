import { isYamlList, isYamlMap, ownValue, stringAt, type YamlMap, type YamlValue } from '../yamlValue.ts';
import { decodedBase64, isGoBase64 } from './base64.ts';
import { type FieldType, kubeconfigType } from './kubeconfigTypes.ts';
import { placeholderSource } from './placeholder.ts';

/** From the root of a kubeconfig to a value: keys, and indexes of lists. */
export type ValuePath = readonly (string | number)[];

export interface TypeProblem {
  readonly path: ValuePath;
  readonly kind:
    'wrongType' | 'badBase64' | 'repeatedName' | 'otherKind' | 'placeholder' | 'noCertificate' | 'interactiveMode';
  /** What the field has to be. */
  readonly type: FieldType;
  /** undefined where it is missing. */
  readonly value: YamlValue | undefined;
  /** kubectl refuses the whole file; else only what uses this entry fails. */
  readonly refusesFile: boolean;
}

/** client-go's ExecInteractiveMode; for v1beta1 it may be absent. */
const interactiveModes = ['Never', 'IfAvailable', 'Always'];
const execV1 = 'client.authentication.k8s.io/v1';

/** Base64 of `-----BEGIN CERTIFICATE-----`, with which nearly all of them begin. */
const certificateStart = 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t';

/** A placeholder that a program took for bytes is no longer than this, and a certificate is. */
const longestAsBytes = 140;

/**
 * What keeps kubectl from loading a kubeconfig, or from using an entry of it: values of other types than client-go's,
 * bytes that are no base64 or no certificate, placeholders of secrets, a missing `interactiveMode`. In the order of the
 * model.
 */
export function typeProblemsIn(model: YamlMap): TypeProblem[] {
  const walk = new TypeWalk();
  walk.visit(model, kubeconfigType);
  return [...otherKind(model), ...walk.problems, ...interactiveModeProblems(model)];
}

/** One way through a model. Every merge takes it, also into files of thousands of entries. */
class TypeWalk {
  readonly problems: TypeProblem[] = [];
  readonly #path: (string | number)[] = [];
  /** What was looked at already, and as what: a few hundred bytes of aliases can stand for a tree that never ends. */
  readonly #seen = new Map<FieldType, Set<object>>();

  /** @param type what the value has to be */
  visit(value: YamlValue, type: FieldType): void {
    if (value === null || type.kind === 'anything' || (typeof value === 'object' && this.#isSeen(value, type))) {
      return;
    }
    switch (type.kind) {
      case 'truthValue':
        if (typeof value !== 'boolean') {
          this.#found('wrongType', type, value, true);
        }
        return;
      case 'text':
        if (typeof value !== 'string') {
          this.#found('wrongType', type, value, true);
        } else if (placeholderSource(value) !== undefined && isBelowEntry(this.#path)) {
          this.#found('placeholder', type, value, false);
        }
        return;
      case 'bytes':
        this.#visitBytes(value, type);
        return;
      case 'list':
        if (isYamlList(value)) {
          this.#visitList(value, type);
        } else {
          this.#found('wrongType', type, value, true);
        }
        return;
      case 'mapOf':
      case 'fields':
        if (isYamlMap(value)) {
          this.#visitMap(value, type);
        } else {
          this.#found('wrongType', type, value, true);
        }
    }
  }

  #visitMap(map: YamlMap, type: FieldType & { readonly kind: 'mapOf' | 'fields' }): void {
    for (const key of Object.keys(map)) {
      const item = map[key];
      const itemType = type.kind === 'mapOf' ? type.item : ownType(type.fields, key);
      if (itemType !== undefined && item !== undefined && !isOrdinaryText(item, itemType)) {
        this.#path.push(key);
        this.visit(item, itemType);
        this.#path.pop();
      }
    }
  }

  #visitList(list: readonly YamlValue[], type: FieldType & { readonly kind: 'list' }): void {
    const names = new Set<string>();
    for (const [index, item] of list.entries()) {
      if (isOrdinaryText(item, type.item)) {
        continue;
      }
      this.#path.push(index);
      this.visit(item, type.item);
      if (type.hasNames && (item === null || isYamlMap(item))) {
        const name = item === null ? '' : (stringAt(item, 'name') ?? '');
        if (names.has(name)) {
          this.#found('repeatedName', type, name, true);
        }
        names.add(name);
      }
      this.#path.pop();
    }
  }

  #visitBytes(value: YamlValue, type: FieldType & { readonly kind: 'bytes' }): void {
    if (typeof value !== 'string') {
      // Go takes a list of numbers for bytes too, and a null in it for a zero.
      if (!isYamlList(value) || !value.every((item) => item === null || isByte(item))) {
        this.#found('wrongType', type, value, true);
      }
    } else if (placeholderSource(value) !== undefined) {
      this.#found('placeholder', type, value, !isGoBase64(value));
    } else if (!isGoBase64(value)) {
      this.#found('badBase64', type, value, true);
    } else if (value.length <= longestAsBytes && placeholderSource(decodedBase64(value)) !== undefined) {
      this.#found('placeholder', type, value, false);
    } else if (type.isCertificate && value !== '' && !holdsCertificate(value)) {
      this.#found('noCertificate', type, value, false);
    }
  }

  #found(kind: TypeProblem['kind'], type: FieldType, value: YamlValue, refusesFile: boolean): void {
    this.problems.push({ path: [...this.#path], kind, type, value, refusesFile });
  }

  #isSeen(value: object, type: FieldType): boolean {
    const values = this.#seen.get(type) ?? new Set();
    this.#seen.set(type, values);
    const isKnown = values.has(value);
    values.add(value);
    return isKnown;
  }
}

/** Most values are texts that are to be texts: there is nothing to find in them, and no way to be noted. */
function isOrdinaryText(value: YamlValue, type: FieldType): boolean {
  return type.kind === 'text' && typeof value === 'string' && placeholderSource(value) === undefined;
}

function isByte(value: YamlValue): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}

function holdsCertificate(base64: string): boolean {
  return base64.startsWith(certificateStart) || decodedBase64(base64).includes('-----BEGIN CERTIFICATE-----');
}

function ownType(fields: Readonly<Record<string, FieldType>>, key: string): FieldType | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** Placeholders of secrets stand in clusters and users; a context may be named so. */
function isBelowEntry([section, , key, ...rest]: ValuePath): boolean {
  return (section === 'users' || section === 'clusters') && key !== 'name' && rest.length > 0;
}

/** Another kind of object, or another version of it, is no kubeconfig. */
function* otherKind(model: YamlMap): Generator<TypeProblem> {
  for (const [key, expected] of [
    ['apiVersion', 'v1'],
    ['kind', 'Config'],
  ] as const) {
    const value = stringAt(model, key) ?? '';
    if (value !== '' && value !== expected) {
      yield { path: [key], kind: 'otherKind', type: { kind: 'text' }, value, refusesFile: true };
    }
  }
}

function* interactiveModeProblems(model: YamlMap): Generator<TypeProblem> {
  const users = ownValue(model, 'users');
  for (const [index, entry] of isYamlList(users) ? users.entries() : []) {
    const user = isYamlMap(entry) ? ownValue(entry, 'user') : undefined;
    const exec = isYamlMap(user) ? ownValue(user, 'exec') : undefined;
    if (!isYamlMap(exec)) {
      continue;
    }
    const value = ownValue(exec, 'interactiveMode') ?? '';
    const isMissing = value === '' && stringAt(exec, 'apiVersion') === execV1;
    const isUnknown = typeof value === 'string' && value !== '' && !interactiveModes.includes(value);
    if (isMissing || isUnknown) {
      const path = ['users', index, 'user', 'exec', 'interactiveMode'];
      yield { path, kind: 'interactiveMode', type: { kind: 'text' }, value, refusesFile: false };
    }
  }
}
