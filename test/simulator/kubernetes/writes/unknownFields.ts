interface Shape {
  readonly [field: string]: Shape | 'any' | readonly [Shape];
}

const metadata: Shape = {
  name: 'any',
  generateName: 'any',
  namespace: 'any',
  labels: 'any',
  annotations: 'any',
  uid: 'any',
  resourceVersion: 'any',
  generation: 'any',
  creationTimestamp: 'any',
  deletionTimestamp: 'any',
  deletionGracePeriodSeconds: 'any',
  finalizers: 'any',
  ownerReferences: 'any',
  managedFields: 'any',
  selfLink: 'any',
};
const common: Shape = { apiVersion: 'any', kind: 'any', metadata };
const rules = [
  { apiGroups: 'any', resources: 'any', resourceNames: 'any', verbs: 'any', nonResourceURLs: 'any' },
] as const satisfies readonly [Shape];
const binding: Shape = {
  ...common,
  subjects: [{ kind: 'any', apiGroup: 'any', name: 'any', namespace: 'any' }],
  roleRef: { apiGroup: 'any', kind: 'any', name: 'any' },
};

const shapes: Readonly<Record<string, Shape>> = {
  Namespace: { ...common, spec: { finalizers: 'any' }, status: 'any' },
  ConfigMap: { ...common, data: 'any', binaryData: 'any', immutable: 'any' },
  Secret: { ...common, data: 'any', stringData: 'any', type: 'any', immutable: 'any' },
  ServiceAccount: { ...common, secrets: 'any', imagePullSecrets: 'any', automountServiceAccountToken: 'any' },
  Role: { ...common, rules },
  ClusterRole: { ...common, rules, aggregationRule: 'any' },
  RoleBinding: binding,
  ClusterRoleBinding: binding,
};

/** The paths of fields that this kind does not have, as in `subjects[0].nmae`: strict field validation refuses them. */
export function unknownFields(kind: string, object: object): string[] {
  const shape = shapes[kind];
  return shape === undefined ? [] : unknownIn(object, shape, '');
}

function unknownIn(value: object, shape: Shape, path: string): string[] {
  return Object.entries(value).flatMap(([name, field]: [string, unknown]) => {
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (known === undefined) {
      return [`${path}${name}`];
    }
    if (known === 'any') {
      return [];
    }
    if (isList(known)) {
      const items: unknown[] = Array.isArray(field) ? field : [];
      return items.flatMap((item, index) =>
        isObject(item) ? unknownIn(item, known[0], `${path}${name}[${index}].`) : [],
      );
    }
    return isObject(field) ? unknownIn(field, known, `${path}${name}.`) : [];
  });
}

function isList(shape: Shape | readonly [Shape]): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
