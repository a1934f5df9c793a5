import { isYamlList, isYamlMap, ownValue, stringAt, type YamlMap, type YamlValue } from '../yaml/yamlValue.ts';
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

/**
 * What keeps kubectl from loading a kubeconfig, or from using an entry of it: values of other types than client-go's,
 * bytes that are no base64 or no certificate, placeholders of secrets, a missing `interactiveMode`. In the order of the
 * model.
 */
export function typeProblemsIn(model: YamlMap): TypeProblem[] {
  return [...otherKind(model), ...problemsAt(model, kubeconfigType, [], new Map()), ...interactiveModeProblems(model)];
}

/** What was looked at already, and as what: a few hundred bytes of aliases can stand for a tree that never ends. */
type Seen = Map<object, Set<FieldType>>;

/** @param type what the value has to be */
function* problemsAt(value: YamlValue, type: FieldType, path: ValuePath, seen: Seen): Generator<TypeProblem> {
  if (value === null || isSeen(value, type, seen)) {
    return;
  }
  const problem = (kind: TypeProblem['kind'], refusesFile: boolean): TypeProblem => ({
    path,
    kind,
    type,
    value,
    refusesFile,
  });
  switch (type.kind) {
    case 'anything':
      return;
    case 'truthValue':
      if (typeof value !== 'boolean') {
        yield problem('wrongType', true);
      }
      return;
    case 'text':
      if (typeof value !== 'string') {
        yield problem('wrongType', true);
      } else if (isBelowEntry(path) && placeholderSource(value) !== undefined) {
        yield problem('placeholder', false);
      }
      return;
    case 'bytes':
      yield* problemsInBytes(value, type, problem);
      return;
    case 'list':
      if (!isYamlList(value)) {
        yield problem('wrongType', true);
        return;
      }
      yield* problemsInList(value, type, path, seen);
      return;
    case 'mapOf':
    case 'fields':
      if (!isYamlMap(value)) {
        yield problem('wrongType', true);
        return;
      }
      for (const [key, item] of Object.entries(value)) {
        const itemType = type.kind === 'mapOf' ? type.item : ownType(type.fields, key);
        if (itemType !== undefined) {
          yield* problemsAt(item, itemType, [...path, key], seen);
        }
      }
  }
}

function isSeen(value: YamlValue, type: FieldType, seen: Seen): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const types = seen.get(value) ?? new Set();
  seen.set(value, types);
  const isKnown = types.has(type);
  types.add(type);
  return isKnown;
}

function* problemsInBytes(
  value: YamlValue,
  type: FieldType & { readonly kind: 'bytes' },
  problem: (kind: TypeProblem['kind'], refusesFile: boolean) => TypeProblem,
): Generator<TypeProblem> {
  if (typeof value !== 'string') {
    // Go takes a list of numbers for bytes too.
    if (!isYamlList(value) || !value.every((item) => Number.isInteger(item))) {
      yield problem('wrongType', true);
    }
  } else if (placeholderSource(value) !== undefined) {
    yield problem('placeholder', !isGoBase64(value));
  } else if (!isGoBase64(value)) {
    yield problem('badBase64', true);
  } else if (type.isCertificate && value !== '' && !decodedBase64(value).includes('-----BEGIN CERTIFICATE-----')) {
    yield problem('noCertificate', false);
  }
}

function* problemsInList(
  list: readonly YamlValue[],
  type: FieldType & { readonly kind: 'list' },
  path: ValuePath,
  seen: Seen,
): Generator<TypeProblem> {
  const names = new Set<string>();
  for (const [index, item] of list.entries()) {
    yield* problemsAt(item, type.item, [...path, index], seen);
    if (!type.hasNames || (item !== null && !isYamlMap(item))) {
      continue;
    }
    const name = item === null ? '' : (stringAt(item, 'name') ?? '');
    if (names.has(name)) {
      yield { path: [...path, index], kind: 'repeatedName', type, value: name, refusesFile: true };
    }
    names.add(name);
  }
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
