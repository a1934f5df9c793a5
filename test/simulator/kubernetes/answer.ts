import type { RequestInfo, ResourceRequest } from './requestInfo.ts';

/** What the API server says to one request. */
export interface Answer {
  readonly status: number;
  /** A string is sent as it is, anything else as JSON. */
  readonly body: unknown;
  /** `application/json` where absent. */
  readonly contentType?: string;
  /** In place of `body`: writes until the client goes. @returns called when it has */
  readonly stream?: (write: (line: object) => void, end: () => void) => () => void;
  /** Why the simulator refused the call or did not know it; goes to the recorder, not to the client. */
  readonly surprise?: string;
  /** The scopes at which the authorizer asked Azure before. */
  readonly askedScopes?: readonly string[];
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** Byte for byte what a kube-apiserver with anonymous access off answers. */
export function unauthorized(reason: string): Answer {
  return failure(401, 'Unauthorized', 'Unauthorized', undefined, reason);
}

/**
 * The text comes from `forbiddenMessage` in apiserver/pkg/endpoints/handlers/responsewriters/errors.go and
 * `NewForbidden` in apimachinery/pkg/api/errors.
 * @param reason what the authorizers had to add; empty for plain Kubernetes RBAC
 */
export function forbidden(userName: string, info: RequestInfo, reason: string): Answer {
  const why = reason === '' ? '' : `: ${reason}`;
  if (!info.isResource) {
    const message = `forbidden: User ${quote(userName)} cannot ${info.verb} path ${quote(info.path)}${why}`;
    return failure(403, 'Forbidden', message, {}, message);
  }
  const resource = info.subresource === undefined ? info.resource : `${info.resource}/${info.subresource}`;
  const scope = info.namespace === undefined ? 'at the cluster scope' : `in the namespace ${quote(info.namespace)}`;
  const object = info.name === undefined ? qualified(info) : `${qualified(info)} ${quote(info.name)}`;
  const action = `cannot ${info.verb} resource ${quote(resource)} in API group ${quote(info.group)} ${scope}`;
  const message = `${object} is forbidden: User ${quote(userName)} ${action}${why}`;
  return failure(403, 'Forbidden', message, detailsOf(info), message);
}

/** A known kind of resource, but no object of that name: an ordinary answer, no surprise. */
export function objectNotFound(info: ResourceRequest): Answer {
  return failure(404, 'NotFound', `${qualified(info)} ${quote(info.name ?? '')} not found`, detailsOf(info));
}

/** What storage refuses for a reason of its own, such as an escalation: `NewForbidden` with any text. */
export function forbiddenBecause(info: ResourceRequest, name: string, why: string): Answer {
  const message = `${qualified(info)} ${quote(name)} is forbidden: ${why}`;
  return failure(403, 'Forbidden', message, detailsOf({ ...info, name }), message);
}

/** A validating webhook's refusal: apiserver/pkg/admission/plugin/webhook/errors/statuserror.go. */
export function deniedByWebhook(webhook: string, why: string): Answer {
  const message = `admission webhook ${quote(webhook)} denied the request: ${why}`;
  return failure(403, 'Forbidden', message, undefined, message);
}

/** `NewNotFound` for another object than the one that the path names; `kind` is what the text calls it. */
export function otherNotFound(group: string, kind: string, name: string): Answer {
  const message = `${group === '' ? kind : `${kind}.${group}`} ${quote(name)} not found`;
  return failure(404, 'NotFound', message, { name, ...(group === '' ? {} : { group }), kind });
}

export function alreadyExists(info: ResourceRequest, name: string): Answer {
  return failure(
    409,
    'AlreadyExists',
    `${qualified(info)} ${quote(name)} already exists`,
    detailsOf({ ...info, name }),
  );
}

/** `NewConflict`. */
export function conflict(
  info: ResourceRequest,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
): Answer {
  const message = `Operation cannot be fulfilled on ${qualified(info)} ${quote(info.name ?? '')}: ${why}`;
  return failure(409, 'Conflict', message, detailsOf(info));
}

/** What is wrong with one field: `field` as in `roleRef.kind`, and the text behind it. */
export interface FieldError {
  readonly field: string;
  readonly reason: 'FieldValueInvalid' | 'FieldValueRequired' | 'FieldValueNotSupported';
  readonly message: string;
}

/** `NewInvalid`: one text, or several in brackets. */
export function invalid(
  info: { readonly group: string },
  kind: string,
  name: string,
  errors: readonly FieldError[],
): Answer {
  const texts = errors.map(({ field, message }) => `${field}: ${message}`);
  const [only = ''] = texts;
  const object = info.group === '' ? kind : `${kind}.${info.group}`;
  const message = `${object} ${quote(name)} is invalid: ${texts.length === 1 ? only : `[${texts.join(', ')}]`}`;
  const causes = errors.map(({ field, reason, message: text }) => ({ reason, message: text, field }));
  const details = { name, ...(info.group === '' ? {} : { group: info.group }), kind, causes };
  return failure(422, 'Invalid', message, details, message);
}

export function unsupportedMediaType(accepted: readonly string[]): Answer {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
  return failure(415, 'UnsupportedMediaType', message, {}, message);
}

/** What a deletion answers, where it does not answer the object. */
export function deleted(info: ResourceRequest, uid: string): Answer {
  return ok({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { ...detailsOf(info), uid },
  });
}

/** `responsewriters.InternalError`, which is plain text. */
export function internalFailure(text: string): Answer {
  return { status: 500, body: text, surprise: text };
}

/** @param surprise absent where clients ask for something optional as a matter of course */
export function pathNotFound(surprise?: string): Answer {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {}, surprise);
}

export function methodNotAllowed(surprise: string): Answer {
  const message = 'the server does not allow this method on the requested resource';
  return failure(405, 'MethodNotAllowed', message, {}, surprise);
}

export function badRequest(message: string): Answer {
  return failure(400, 'BadRequest', message, undefined, message);
}

export function notAcceptable(): Answer {
  const message = 'only the following media types are accepted: application/json';
  return failure(406, 'NotAcceptable', message, undefined, message);
}

export function internalError(): Answer {
  const message = 'Internal error occurred: the simulated API server failed';
  return failure(500, 'InternalError', message, undefined, message);
}

function failure(status: number, reason: string, message: string, details?: object, surprise?: string): Answer {
  const body = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details === undefined ? {} : { details }),
    code: status,
  };
  return surprise === undefined ? { status, body } : { status, body, surprise };
}

function qualified(info: ResourceRequest): string {
  return info.group === '' ? info.resource : `${info.resource}.${info.group}`;
}

function detailsOf(info: ResourceRequest): object {
  return {
    ...(info.name === undefined ? {} : { name: info.name }),
    ...(info.group === '' ? {} : { group: info.group }),
    kind: info.resource,
  };
}

/** Go's %q, for the characters that names can hold. */
function quote(text: string): string {
  return JSON.stringify(text);
}
