import { badRequest, methodNotAllowed, objectNotFound, ok, pathNotFound, type Answer } from './answer.ts';
import type { Identity } from './authentication.ts';
import type { AuthorizationState } from './authorization.ts';
import { objectsOf, type KubernetesObject } from './clusterObjects.ts';
import { aggregatedRules } from './rbac/grants.ts';
import type { ResourceRequest } from './requestInfo.ts';
import { groupVersionOf, isWritable, resourceKinds, type ResourceKind } from './resourceKinds.ts';
import { isSelected } from './selector.ts';
import { answerSelfReview } from './selfReviews.ts';
import { tableOf, wantsTable } from './table.ts';
import { watchObjects } from './watchObjects.ts';
import { writeObject } from './writes/writeObject.ts';

export interface ResourceCall {
  readonly url: URL;
  readonly accept: string;
  readonly contentType: string;
  readonly body: Buffer;
  readonly identity: Identity;
  readonly state: AuthorizationState;
  readonly createdMs: number;
  readonly now: () => number;
}

/** A request for a resource, from somebody who is authorized to make it. */
export function answerResource(info: ResourceRequest, call: ResourceCall): Answer {
  const { url, body, identity, state } = call;
  const kind = resourceKinds.find(
    ({ group, version, resource }) =>
      group === info.group && version === info.version && resource === info.resource && info.subresource === undefined,
  );
  if (kind === undefined) {
    // Older clients try the beta versions of `whoami`, which are off in a real cluster too.
    return pathNotFound(info.resource === 'selfsubjectreviews' ? undefined : `unknown resource ${url.pathname}`);
  }
  if (!kind.verbs.includes(info.verb) || !isWhole(info, kind)) {
    return methodNotAllowed(`${info.verb} ${url.pathname}`);
  }
  try {
    const review = answerSelfReview(kind.kind, body, identity, state);
    if (review !== undefined) {
      return review;
    }
    return ['get', 'list', 'watch'].includes(info.verb)
      ? read(info, kind, call)
      : writeObject({ request: info, kind, query: url.searchParams, ...call });
  } catch (error) {
    if (error instanceof RangeError) {
      return badRequest(error.message);
    }
    throw error;
  }
}

/** A new object goes to its list, in a namespace where it has one; what is changed or deleted has a name. */
function isWhole({ verb, name, namespace }: ResourceRequest, kind: ResourceKind): boolean {
  const isRead = ['get', 'list', 'watch'].includes(verb);
  const hasPlace = isRead || !kind.isNamespaced || namespace !== undefined;
  return hasPlace && (verb !== 'create' || name === undefined);
}

function read(info: ResourceRequest, kind: ResourceKind, call: ResourceCall): Answer {
  const { url, accept, state, createdMs, now } = call;
  const query = url.searchParams;
  const existing = isWritable(kind)
    ? state.store.list(info.resource)
    : info.group === ''
      ? objectsOf(state.cluster, info.resource, createdMs)
      : [];
  const isMeant = (object: KubernetesObject): boolean =>
    (!kind.isNamespaced || info.namespace === undefined || object.metadata.namespace === info.namespace) &&
    (info.name === undefined ? isSelected(object, query) : object.metadata.name === info.name);
  const found = existing.filter(isMeant).map((object) => presented(kind, object, state));
  if (info.verb === 'get' && found.length === 0) {
    return objectNotFound(info);
  }

  const apiVersion = groupVersionOf(kind);
  const whole = (object: KubernetesObject): KubernetesObject => ({ apiVersion, kind: kind.kind, ...object });
  const table = (objects: readonly KubernetesObject[], resourceVersion: string): object =>
    tableOf(info.resource, objects.map(whole), {
      includeObject: query.get('includeObject'),
      resourceVersion,
      nowMs: now(),
    });
  if (info.verb === 'watch') {
    const shown = (object: KubernetesObject): object => {
      const complete = presented(kind, object, state);
      return wantsTable(accept) ? table([complete], complete.metadata.resourceVersion) : whole(complete);
    };
    const named = { apiVersion, kind: kind.kind };
    return watchObjects({
      resource: info.resource,
      kind: named,
      query,
      store: state.store,
      existing: found,
      isMeant,
      shown,
    });
  }
  if (wantsTable(accept)) {
    return ok(table(found, state.store.resourceVersion));
  }
  if (info.name !== undefined) {
    return ok(found.map(whole)[0]);
  }
  const metadata = { resourceVersion: state.store.resourceVersion };
  return ok({ kind: `${kind.kind}List`, apiVersion, metadata, items: found });
}

/** A ClusterRole that aggregates others shows their rules as its own. */
function presented(kind: ResourceKind, object: KubernetesObject, { store }: AuthorizationState): KubernetesObject {
  return kind.kind === 'ClusterRole' && object['aggregationRule'] !== undefined
    ? { ...object, rules: aggregatedRules(object, store) }
    : object;
}
