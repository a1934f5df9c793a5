import type { FieldError } from '../answer.ts';
import type { PolicyRule } from '../policyRule.ts';
import type { Json } from '../writes/requestBody.ts';
import { rbacGroup, type RoleRef } from './rbacObjects.ts';

/** What kubernetes/pkg/apis/rbac/validation finds wrong with a role or a binding; nothing for other kinds. */
export function rbacProblems(kind: string, object: Json, existing: Json | undefined): FieldError[] {
  switch (kind) {
    case 'Role':
    case 'ClusterRole':
      return list(object['rules']).flatMap((rule, index) => ruleProblems(rule, `rules[${index}]`, kind === 'Role'));
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return [
        ...roleRefProblems(
          record(object['roleRef']),
          kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'],
        ),
        ...list(object['subjects']).flatMap((subject, index) => subjectProblems(subject, `subjects[${index}]`)),
        ...(existing === undefined ? [] : changedRoleRef(object['roleRef'] as RoleRef, existing['roleRef'] as RoleRef)),
      ];
    default:
      return [];
  }
}

function ruleProblems(rule: Json, path: string, isNamespaced: boolean): FieldError[] {
  const { verbs = [], apiGroups = [], resources = [], nonResourceURLs = [] } = rule as unknown as Partial<PolicyRule>;
  if (verbs.length === 0) {
    return [required(`${path}.verbs`, 'verbs must contain at least one value')];
  }
  if (nonResourceURLs.length > 0) {
    if (isNamespaced) {
      const text = `namespaced rules cannot apply to non-resource URLs`;
      return [invalidValue(`${path}.nonResourceURLs`, goList(nonResourceURLs), text)];
    }
    return apiGroups.length > 0 || resources.length > 0
      ? [
          invalidValue(
            `${path}.nonResourceURLs`,
            goList(nonResourceURLs),
            'rules cannot apply to both regular resources and non-resource URLs',
          ),
        ]
      : [];
  }
  return [
    ...(apiGroups.length > 0
      ? []
      : [required(`${path}.apiGroups`, 'resource rules must supply at least one api group')]),
    ...(resources.length > 0
      ? []
      : [required(`${path}.resources`, 'resource rules must supply at least one resource')]),
  ];
}

function roleRefProblems({ apiGroup, kind, name }: Json, kinds: readonly string[]): FieldError[] {
  return [
    ...(apiGroup === rbacGroup ? [] : [notSupported('roleRef.apiGroup', apiGroup, [rbacGroup])]),
    ...(kinds.includes(String(kind)) ? [] : [notSupported('roleRef.kind', kind, kinds)]),
    ...(typeof name === 'string' && name !== '' ? [] : [required('roleRef.name')]),
  ];
}

function subjectProblems({ kind, apiGroup, name, namespace }: Json, path: string): FieldError[] {
  const missing = typeof name === 'string' && name !== '' ? [] : [required(`${path}.name`)];
  switch (kind) {
    case 'User':
    case 'Group':
      return [...missing, ...(apiGroup === rbacGroup ? [] : [notSupported(`${path}.apiGroup`, apiGroup, [rbacGroup])])];
    case 'ServiceAccount':
      return [
        ...missing,
        ...(apiGroup === undefined || apiGroup === '' ? [] : [notSupported(`${path}.apiGroup`, apiGroup, [''])]),
        ...(typeof namespace === 'string' && namespace !== '' ? [] : [required(`${path}.namespace`)]),
      ];
    default:
      return [...missing, notSupported(`${path}.kind`, kind, ['Group', 'ServiceAccount', 'User'])];
  }
}

/** A binding that leads to another role would be another binding: it has to be deleted and made anew. */
function changedRoleRef(wanted: RoleRef, existing: RoleRef): FieldError[] {
  const { apiGroup, kind, name } = wanted;
  if (apiGroup === existing.apiGroup && kind === existing.kind && name === existing.name) {
    return [];
  }
  const value = `rbac.RoleRef{APIGroup:${quote(apiGroup)}, Kind:${quote(kind)}, Name:${quote(name)}}`;
  return [invalidValue('roleRef', value, 'cannot change roleRef')];
}

/** v1 fills in the API group of what names none. */
export function withRbacDefaults(kind: string, object: Json): Json {
  if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') {
    return object;
  }
  const roleRef = record(object['roleRef']);
  return {
    ...object,
    roleRef: { ...roleRef, apiGroup: roleRef['apiGroup'] ?? rbacGroup },
    ...(object['subjects'] === undefined ? {} : { subjects: list(object['subjects']).map(withApiGroup) }),
  };
}

function withApiGroup(subject: Json): Json {
  const isPerson = subject['kind'] === 'User' || subject['kind'] === 'Group';
  return isPerson && !subject['apiGroup'] ? { ...subject, apiGroup: rbacGroup } : subject;
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function required(field: string, detail = ''): FieldError {
  const message = detail === '' ? 'Required value' : `Required value: ${detail}`;
  return { field, reason: 'FieldValueRequired', message };
}

function invalidValue(field: string, value: string, detail: string): FieldError {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${detail}` };
}

function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const message = `Unsupported value: ${quote(value)}: supported values: ${supported.map(quote).join(', ')}`;
  return { field, reason: 'FieldValueNotSupported', message };
}

function goList(values: readonly string[]): string {
  return `[${values.map(quote).join(',')}]`;
}

function quote(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value : '');
}
