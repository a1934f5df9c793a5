import { ok, type Answer } from './answer.ts';
import { groupVersionOf, resourceKinds, type ResourceKind } from './resourceKinds.ts';

/**
 * Answers `/api`, `/apis` and the lists of resources below them, aggregated where the client asks for that
 * (kubectl since 1.27: one request instead of one for each group). `undefined` for any other path.
 * Formats: apimachinery meta/v1 APIGroupList and APIResourceList, and k8s.io/api/apidiscovery.
 */
export function answerDiscovery(path: string, accept: string, host: string): Answer | undefined {
  const isAggregatable = path === '/api' || path === '/apis';
  const aggregatedVersion = ['v2', 'v2beta1'].find((version) =>
    accept.includes(`g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`),
  );
  if (isAggregatable && aggregatedVersion !== undefined) {
    return aggregated(path === '/api', aggregatedVersion);
  }
  if (path === '/api') {
    const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: host }];
    return ok({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs });
  }
  if (path === '/apis') {
    return ok({ kind: 'APIGroupList', apiVersion: 'v1', groups: namedGroups.map(describeGroup) });
  }
  const group = namedGroups.find((one) => path === `/apis/${one.group}`);
  if (group !== undefined) {
    return ok({ kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(group) });
  }
  const kinds = resourceKinds.filter(
    (kind) => path === `${kind.group === '' ? '/api' : '/apis'}/${groupVersionOf(kind)}`,
  );
  const [first] = kinds;
  if (first === undefined) {
    return undefined;
  }
  const resources = kinds.map(describeResource);
  return ok({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion: groupVersionOf(first), resources });
}

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

/** Each group has one version here. */
const namedGroups: readonly GroupVersion[] = resourceKinds.filter(
  ({ group }, index) => group !== '' && resourceKinds.findIndex((one) => one.group === group) === index,
);

function describeGroup(one: GroupVersion): object {
  const version = { groupVersion: groupVersionOf(one), version: one.version };
  return { name: one.group, versions: [version], preferredVersion: version };
}

function describeResource(kind: ResourceKind): object {
  return {
    name: kind.resource,
    singularName: kind.kind.toLowerCase(),
    namespaced: kind.isNamespaced,
    kind: kind.kind,
    verbs: kind.verbs,
    shortNames: kind.shortNames,
    categories: kind.categories,
  };
}

function aggregated(isCore: boolean, apiVersion: string): Answer {
  const groups = isCore ? [{ group: '', version: 'v1' }] : namedGroups;
  const items = groups.map(({ group, version }) => {
    const resources = resourceKinds.filter((kind) => kind.group === group).map(describeAggregatedResource);
    return {
      metadata: { name: group, creationTimestamp: null },
      versions: [{ version, resources, freshness: 'Current' }],
    };
  });
  const body = { kind: 'APIGroupDiscoveryList', apiVersion: `apidiscovery.k8s.io/${apiVersion}`, metadata: {}, items };
  const contentType = `application/json;g=apidiscovery.k8s.io;v=${apiVersion};as=APIGroupDiscoveryList`;
  return { status: 200, body, contentType };
}

function describeAggregatedResource(kind: ResourceKind): object {
  return {
    resource: kind.resource,
    responseKind: { group: kind.group, version: kind.version, kind: kind.kind },
    scope: kind.isNamespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.kind.toLowerCase(),
    verbs: kind.verbs,
    shortNames: kind.shortNames,
    categories: kind.categories,
  };
}
