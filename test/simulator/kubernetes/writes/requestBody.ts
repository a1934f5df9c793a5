import { parse } from 'yaml';
import { badRequest, unsupportedMediaType, type Answer } from '../answer.ts';
import { groupVersionOf, type ResourceKind } from '../resourceKinds.ts';
import { isProtobuf, readProtobuf } from './protobufBody.ts';
import { Refused } from './refused.ts';
import { unknownFields } from './unknownFields.ts';

/** JSON whose shape nobody has looked at. */
export type Json = Record<string, unknown>;

const accepted = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** An object to create or replace. @throws Refused */
export function readObject(kind: ResourceKind, contentType: string, body: Buffer, query: URLSearchParams): Json {
  const type = mediaTypeOf(contentType);
  if (type !== '' && !accepted.includes(type)) {
    throw new Refused(unsupportedMediaType(accepted));
  }
  const object = decode(kind, type, body);
  requireKind(kind, object);
  const error = strictError(kind, object, query);
  if (error !== undefined) {
    const what = `${kind.kind} in version ${JSON.stringify(kind.version)}`;
    throw new Refused(badRequest(`${what} cannot be handled as a ${kind.kind}: ${error}`));
  }
  return object;
}

/** What strict field validation, where the client asks for it, finds in the object. */
export function strictError(kind: ResourceKind, object: Json, query: URLSearchParams): string | undefined {
  const unknown = unknownFields(kind.kind, object);
  return query.get('fieldValidation') === 'Strict' && unknown.length > 0
    ? `strict decoding error: ${unknown.map((field) => `unknown field ${JSON.stringify(field)}`).join(', ')}`
    : undefined;
}

/** The media type alone, in lower case. */
export function mediaTypeOf(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

/** What a body does not say of its version and kind is the path's own. @throws Refused where it says something else */
export function requireKind(kind: ResourceKind, object: Json): void {
  const expected = groupVersionOf(kind);
  const { apiVersion = expected, kind: named = kind.kind } = object;
  if (apiVersion !== expected) {
    const got = `the API version in the data (${String(apiVersion)}) does not match`;
    throw new Refused(badRequest(`${got} the expected API version (${expected})`));
  }
  if (named !== kind.kind) {
    const version = JSON.stringify(kind.version);
    throw new Refused(badRequest(`${String(named)} in version ${version} cannot be handled as a ${kind.kind}`));
  }
}

/** YAML or JSON, of which the latter is a part. @throws Refused on what is neither, and on a document that is no map */
export function readDocument(body: Buffer): Json {
  let read: unknown;
  try {
    read = parse(body.toString());
  } catch {
    // Falls through to the same refusal.
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new Refused(unreadable());
  }
  return read as Json;
}

function decode(kind: ResourceKind, type: string, body: Buffer): Json {
  if (!isProtobuf(body)) {
    return type === 'application/yaml' ? readDocument(body) : readJson(body);
  }
  try {
    // The reading client's names of version and kind are left out where they are the path's own.
    return { apiVersion: groupVersionOf(kind), kind: kind.kind, ...readProtobuf(kind.kind, body) };
  } catch {
    throw new Refused(unreadable());
  }
}

function readJson(body: Buffer): Json {
  try {
    const read: unknown = JSON.parse(body.toString());
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) {
      return read as Json;
    }
  } catch {
    // Falls through to the same refusal.
  }
  throw new Refused(unreadable());
}

function unreadable(): Answer {
  return badRequest("the object provided is unrecognized (must be of type Object): couldn't get version/kind");
}
