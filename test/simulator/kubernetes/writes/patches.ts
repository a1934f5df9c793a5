import { badRequest, unsupportedMediaType } from '../answer.ts';
import { jsonPatched } from './jsonPatch.ts';
import { Refused } from './refused.ts';
import { mediaTypeOf, readDocument, type Json } from './requestBody.ts';

const accepted = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

/**
 * The object after a patch. A strategic merge is a plain one here: the lists of the kinds that can be written (subjects,
 * rules) are atomic to Kubernetes too.
 * @throws Refused
 */
export function patched(existing: Json, contentType: string, body: Buffer): Json {
  switch (mediaTypeOf(contentType)) {
    case 'application/json-patch+json':
      return jsonPatched(existing, body);
    case 'application/merge-patch+json':
      return merged(existing, readDocument(body)) as Json;
    case 'application/strategic-merge-patch+json': {
      const patch = readDocument(body);
      if (/"\$(?:patch|retainKeys|deleteFromPrimitiveList|setElementOrder)/.test(JSON.stringify(patch))) {
        throw new Refused(badRequest('directives of strategic merge patches are not simulated'));
      }
      return merged(existing, patch) as Json;
    }
    default:
      throw new Refused(unsupportedMediaType(accepted));
  }
}

/** RFC 7396. */
function merged(existing: unknown, patch: unknown): unknown {
  if (!isMap(patch)) {
    return patch;
  }
  const result: Json = isMap(existing) ? { ...existing } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
      delete result[name];
    } else {
      result[name] = merged(result[name], value);
    }
  }
  return result;
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
