import type { KubernetesObject } from './clusterObjects.ts';

/**
 * Whether the object passes a `labelSelector` and a `fieldSelector` of equalities (`a=b,c!=d`) and, for labels,
 * existence (`a`, `!a`). Set-based ones are not simulated.
 * @throws RangeError on a selector that is not simulated
 */
export function isSelected(object: KubernetesObject, query: URLSearchParams): boolean {
  const labels = parse(query.get('labelSelector'));
  const fields = parse(query.get('fieldSelector'));
  return (
    labels.every((requirement) => isMet(requirement, object.metadata.labels?.[requirement.key])) &&
    fields.every((requirement) => isMet(requirement, fieldOf(object, requirement.key)))
  );
}

interface Requirement {
  readonly key: string;
  /** Absent: only the key's existence matters. */
  readonly value?: string;
  readonly isNegated: boolean;
}

function parse(selector: string | null): Requirement[] {
  if (selector === null || selector === '') {
    return [];
  }
  return selector.split(',').map((text) => {
    const equality = /^([\w./-]+)(==?|!=)([\w./-]*)$/.exec(text);
    if (equality !== null) {
      const [, key = '', operator, value = ''] = equality;
      return { key, value, isNegated: operator === '!=' };
    }
    const existence = /^(!?)([\w./-]+)$/.exec(text);
    if (existence === null) {
      throw new RangeError(`selector ${JSON.stringify(selector)} is not simulated`);
    }
    return { key: existence[2] ?? '', isNegated: existence[1] === '!' };
  });
}

function isMet({ value, isNegated }: Requirement, actual: string | undefined): boolean {
  const holds = value === undefined ? actual !== undefined : actual === value;
  return holds !== isNegated;
}

function fieldOf(object: KubernetesObject, path: string): string {
  let value: unknown = object;
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return typeof value === 'string' ? value : '';
}
