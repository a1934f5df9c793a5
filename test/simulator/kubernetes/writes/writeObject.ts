import { randomBytes } from 'node:crypto';
import {
  alreadyExists,
  badRequest,
  conflict,
  deleted,
  deniedByWebhook,
  forbidden,
  forbiddenBecause,
  invalid,
  objectNotFound,
  ok,
  otherNotFound,
  type Answer,
} from '../answer.ts';
import type { Identity } from '../authentication.ts';
import { authorize, type AuthorizationState } from '../authorization.ts';
import type { KubernetesObject } from '../clusterObjects.ts';
import { refuseEscalation } from '../rbac/escalation.ts';
import { rbacGroup } from '../rbac/rbacObjects.ts';
import { rbacProblems, withRbacDefaults } from '../rbac/validation.ts';
import type { ResourceRequest } from '../requestInfo.ts';
import { groupVersionOf, type ResourceKind } from '../resourceKinds.ts';
import { terminate } from './namespaces.ts';
import type { NewObject } from './objectStore.ts';
import { patched } from './patches.ts';
import { Refused } from './refused.ts';
import { readObject, requireKind, strictError, type Json } from './requestBody.ts';
import { withServerDefaults } from './serverDefaults.ts';

/** A request to create, replace, patch or delete one object, which its caller is authorized to send. */
export interface WriteCall {
  readonly request: ResourceRequest;
  readonly kind: ResourceKind;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
  readonly identity: Identity;
  readonly state: AuthorizationState;
}

/** What a body says of its metadata, as far as a client may say it. */
interface GivenMeta {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly finalizers?: string[];
  readonly ownerReferences?: object[];
}

/** Follows the handlers of apiserver/pkg/endpoints and the generic registry in their order of refusals. */
export function writeObject(call: WriteCall): Answer {
  try {
    switch (call.request.verb) {
      case 'create':
        return create(call, readObject(call.kind, call.contentType, call.body, call.query));
      case 'update':
        return update(call);
      case 'patch':
        return patch(call);
      default:
        return remove(call);
    }
  } catch (error) {
    if (error instanceof Refused) {
      return error.answer;
    }
    throw error;
  }
}

function create(call: WriteCall, body: Json): Answer {
  const { request, kind } = call;
  const given = metaOf(body);
  const name =
    given.name ?? (given.generateName && `${given.generateName}${randomBytes(3).toString('hex').slice(0, 5)}`);
  if (name === undefined || name === '') {
    const message = 'Required value: name or generateName is required';
    throw new Refused(
      invalid(request, kind.kind, '', [{ field: 'metadata.name', reason: 'FieldValueRequired', message }]),
    );
  }
  if (given.resourceVersion !== undefined && given.resourceVersion !== '') {
    throw new Refused({
      status: 500,
      body: {
        ...{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' },
        ...{ message: 'resourceVersion should not be set on objects to be created', code: 500 },
      },
      surprise: `create ${name} with a resourceVersion`,
    });
  }
  requireSameNamespace(call, given);
  requireLivingNamespace(call, name);
  const object = finished(call, { ...body, metadata: { ...given, name } });
  refuseEscalation(request, object, call.identity, call.state);
  requireValid(call, object, undefined);
  requireAdmitted(call);
  if (call.state.store.get(request.resource, object.metadata.namespace, name) !== undefined) {
    throw new Refused(alreadyExists(request, name));
  }
  return { status: 201, body: stored(call, object) };
}

/** The policies that AKS Automatic brings and nobody can turn off: no role helps against them. */
function requireAdmitted({ request, state }: WriteCall): void {
  if (state.cluster.deniedByPolicy?.includes(request.resource) === true) {
    throw new Refused(
      deniedByWebhook(
        'validation.gatekeeper.sh',
        '[azurepolicy-k8sazurev1restrictedlabels-21bb0e5d0ac6a5bd4b1d] Label kubernetes.azure.com is reserved for AKS use only',
      ),
    );
  }
}

function update(call: WriteCall): Answer {
  const { request, kind, state } = call;
  const body = readObject(kind, call.contentType, call.body, call.query);
  const given = metaOf(body);
  if (given.name !== request.name) {
    const names = `the name of the object (${given.name ?? ''}) does not match the name on the URL (${request.name ?? ''})`;
    throw new Refused(badRequest(names));
  }
  requireSameNamespace(call, given);
  const existing = existingOf(call);
  if (existing === undefined) {
    if (request.group !== rbacGroup) {
      throw new Refused(objectNotFound(request));
    }
    const asked = { ...request, verb: 'create' };
    const { isAllowed, reason } = authorize(call.identity, asked, state);
    if (!isAllowed) {
      throw new Refused(forbidden(call.identity.userName, asked, reason));
    }
    return create(call, { ...body, metadata: { ...given, resourceVersion: undefined } });
  }
  return ok(replace(call, existing, body));
}

function patch(call: WriteCall): Answer {
  const existing = existingOf(call);
  if (existing === undefined) {
    throw new Refused(objectNotFound(call.request));
  }
  const whole = { apiVersion: groupVersionOf(call.kind), kind: call.kind.kind, ...existing };
  const body = patched(whole, call.contentType, call.body);
  requireKind(call.kind, body);
  const error = strictError(call.kind, body, call.query);
  if (error !== undefined) {
    const message = `Invalid value: ${JSON.stringify(call.body.toString())}: ${error}`;
    throw new Refused(invalid(nothing, '', '', [{ field: 'patch', reason: 'FieldValueInvalid', message }]));
  }
  return ok(replace(call, existing, body));
}

/** A patch that cannot be read is refused in the name of no object. */
const nothing = { group: '' };

function replace(call: WriteCall, existing: KubernetesObject, body: Json): object {
  const { request } = call;
  const given = metaOf(body);
  const { uid, resourceVersion } = existing.metadata;
  if (given.uid !== undefined && given.uid !== '' && given.uid !== uid) {
    throw new Refused(conflict(request, preconditionText('UID', given.uid, uid)));
  }
  if (
    given.resourceVersion !== undefined &&
    given.resourceVersion !== '' &&
    given.resourceVersion !== resourceVersion
  ) {
    throw new Refused(conflict(request));
  }
  const object = finished(call, { ...body, metadata: { ...given, name: existing.metadata.name } });
  refuseEscalation(request, object, call.identity, call.state);
  requireValid(call, object, existing);
  return stored(call, object);
}

function remove(call: WriteCall): Answer {
  const { request, kind, state } = call;
  const existing = existingOf(call);
  if (existing === undefined) {
    throw new Refused(objectNotFound(request));
  }
  const { uid, resourceVersion, name } = existing.metadata;
  const options = call.body.length === 0 ? {} : readOptions(call);
  const wanted = options.preconditions ?? {};
  if (wanted.uid !== undefined && wanted.uid !== uid) {
    throw new Refused(conflict(request, preconditionText('UID', wanted.uid, uid)));
  }
  if (wanted.resourceVersion !== undefined && wanted.resourceVersion !== resourceVersion) {
    throw new Refused(conflict(request, preconditionText('ResourceVersion', wanted.resourceVersion, resourceVersion)));
  }
  if (kind.kind === 'Namespace') {
    if (['default', 'kube-system', 'kube-public'].includes(name)) {
      throw new Refused(forbiddenBecause(request, name, 'this namespace may not be deleted'));
    }
    return ok(isDryRun(call) ? shown(kind, existing) : shown(kind, terminate(existing, state.store)));
  }
  if (!isDryRun(call)) {
    state.store.remove(request.resource, existing);
  }
  return deleted(request, uid);
}

function readOptions(call: WriteCall): { preconditions?: { uid?: string; resourceVersion?: string } } {
  const kind = { ...call.kind, group: '', version: 'v1', kind: 'DeleteOptions' };
  const isOwnVersion = /"apiVersion":\s*"v1"/.test(call.body.toString()) || !call.body.toString().startsWith('{');
  const body = isOwnVersion
    ? call.body
    : Buffer.from(call.body.toString().replace(/"apiVersion":\s*"[^"]*"/, '"apiVersion":"v1"'));
  return readObject(kind, call.contentType, body, new URLSearchParams());
}

/** The object as it is kept: with the server's defaults, and without what only the server says. */
function finished(
  call: WriteCall,
  body: Json & { readonly metadata: GivenMeta & { readonly name: string } },
): Json & NewObject {
  const { request, kind } = call;
  const { name, labels, annotations, finalizers, ownerReferences } = body.metadata;
  const rest = Object.entries(withRbacDefaults(kind.kind, body)).filter(
    ([field]) => !['apiVersion', 'kind', 'metadata'].includes(field),
  );
  const metadata = {
    name,
    ...(kind.isNamespaced && request.namespace !== undefined ? { namespace: request.namespace } : {}),
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(finalizers === undefined ? {} : { finalizers }),
    ...(ownerReferences === undefined ? {} : { ownerReferences }),
  };
  return withServerDefaults(kind.kind, { ...Object.fromEntries(rest), metadata });
}

function stored(call: WriteCall, object: NewObject): object {
  const { request, kind, state } = call;
  if (isDryRun(call)) {
    const existing = existingOf(call);
    return shown(kind, { ...object, metadata: { ...existing?.metadata, ...object.metadata } });
  }
  return shown(kind, state.store.put(request.resource, object));
}

function shown(kind: ResourceKind, object: object): object {
  return { apiVersion: groupVersionOf(kind), kind: kind.kind, ...object };
}

function existingOf({ request, kind, state }: WriteCall): KubernetesObject | undefined {
  const namespace = kind.isNamespaced ? request.namespace : undefined;
  return request.name === undefined ? undefined : state.store.get(request.resource, namespace, request.name);
}

function requireSameNamespace({ request, kind }: WriteCall, { namespace }: GivenMeta): void {
  if (kind.isNamespaced && namespace !== undefined && namespace !== '' && namespace !== request.namespace) {
    throw new Refused(
      badRequest('the namespace of the provided object does not match the namespace sent on the request'),
    );
  }
}

/** The admission plugin NamespaceLifecycle. */
function requireLivingNamespace({ request, kind, state }: WriteCall, name: string): void {
  if (!kind.isNamespaced || request.namespace === undefined) {
    return;
  }
  const namespace = state.store.get('namespaces', undefined, request.namespace);
  if (namespace === undefined) {
    throw new Refused(otherNotFound('', 'namespaces', request.namespace));
  }
  if (namespace.metadata.deletionTimestamp !== undefined) {
    const why = `unable to create new content in namespace ${request.namespace} because it is being terminated`;
    throw new Refused(forbiddenBecause(request, name, why));
  }
}

function requireValid({ request, kind }: WriteCall, object: Json & NewObject, existing: Json | undefined): void {
  const { name } = object.metadata;
  const isPathSegment = !/[/%]/.test(name) && name !== '.' && name !== '..';
  const isSubdomain = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) && name.length <= 253;
  const text =
    request.group === rbacGroup
      ? isPathSegment || "may not contain '/' or '%'"
      : isSubdomain ||
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  const wrongName =
    text === true
      ? []
      : [
          {
            field: 'metadata.name',
            reason: 'FieldValueInvalid' as const,
            message: `Invalid value: ${JSON.stringify(name)}: ${text}`,
          },
        ];
  const problems = [...wrongName, ...rbacProblems(kind.kind, object, existing)];
  if (problems.length > 0) {
    throw new Refused(invalid(request, kind.kind, name, problems));
  }
}

function isDryRun({ query }: WriteCall): boolean {
  return query.get('dryRun') === 'All';
}

function preconditionText(what: string, wanted: string, actual: string): string {
  return `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${actual}`;
}

function metaOf(body: Json): GivenMeta {
  return typeof body['metadata'] === 'object' && body['metadata'] !== null ? body['metadata'] : {};
}
