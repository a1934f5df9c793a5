import { ok, type Answer } from './answer.ts';
import { groupVersionOf, isWritable, resourceKinds, type ResourceKind } from './resourceKinds.ts';

const root = '/openapi/v3';

/**
 * As much of OpenAPI v3 as kubectl looks for before it writes: that patches take `fieldValidation` and `dryRun`, without
 * which it wants to check objects itself, by schemas. `undefined` for paths that are not there.
 */
export function answerOpenApi(path: string): Answer | undefined {
  const byPath = Map.groupBy(resourceKinds.filter(isWritable), pathOf);
  if (path === root) {
    const paths = [...byPath.keys()].map((one) => [one, { serverRelativeURL: `${root}/${one}?hash=0` }]);
    return ok({ paths: Object.fromEntries(paths) as object });
  }
  const kinds = byPath.get(path.slice(root.length + 1));
  return kinds && ok(documentOf(kinds));
}

function pathOf(kind: ResourceKind): string {
  return `${kind.group === '' ? 'api' : 'apis'}/${groupVersionOf(kind)}`;
}

function documentOf(kinds: readonly ResourceKind[]): object {
  const parameters = ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map((name) => ({
    name,
    in: 'query',
    schema: { type: 'string', uniqueItems: true },
  }));
  const paths = kinds.map((kind) => {
    const scope = kind.isNamespaced ? '/namespaces/{namespace}' : '';
    const patch = {
      operationId: `patch${kind.kind}`,
      parameters,
      responses: {},
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': { group: kind.group, version: kind.version, kind: kind.kind },
    };
    return [`/${pathOf(kind)}${scope}/${kind.resource}/{name}`, { patch }];
  });
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'unversioned' },
    paths: Object.fromEntries(paths) as object,
  };
}
