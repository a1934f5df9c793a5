import type { BindingSubject, PlannedBinding } from './grantPlan.ts';

export const rbacGroup = 'rbac.authorization.k8s.io';

/** A binding as the API server has it, as far as it matters here. */
export interface BindingManifest {
  readonly apiVersion: string;
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly roleRef: { readonly apiGroup: string; readonly kind: string; readonly name: string };
  readonly subjects: readonly (BindingSubject & { readonly apiGroup: string })[];
}

/** The label tells what was given from here. */
export function manifestOf({ name, namespace, clusterRole, subject }: PlannedBinding): BindingManifest {
  return {
    apiVersion: `${rbacGroup}/v1`,
    kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { 'app.kubernetes.io/managed-by': 'aks-entra' },
    },
    roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: clusterRole },
    subjects: [{ apiGroup: rbacGroup, ...subject }],
  };
}

/** The same as YAML for `kubectl apply`. What comes from outside stands in quotes: an object id may look like a number. */
export function yamlOf(binding: PlannedBinding): string {
  const { apiVersion, kind, metadata, roleRef, subjects } = manifestOf(binding);
  return [
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    'metadata:',
    `  name: ${quoted(metadata.name)}`,
    ...(metadata.namespace === undefined ? [] : [`  namespace: ${quoted(metadata.namespace)}`]),
    '  labels:',
    ...Object.entries(metadata.labels).map(([key, value]) => `    ${key}: ${value}`),
    'roleRef:',
    `  apiGroup: ${roleRef.apiGroup}`,
    `  kind: ${roleRef.kind}`,
    `  name: ${roleRef.name}`,
    'subjects:',
    ...subjects.flatMap((subject) => [
      `  - apiGroup: ${subject.apiGroup}`,
      `    kind: ${subject.kind}`,
      `    name: ${quoted(subject.name)}`,
    ]),
    '',
  ].join('\n');
}

/** A JSON string is a YAML one. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
