import type { NewObject } from './objectStore.ts';
import type { Json } from './requestBody.ts';

/** What the server adds to a namespace. */
const activeNamespace = { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } };

/** The fields that the API server itself sets or moves. */
export function withServerDefaults(kind: string, object: Json & NewObject): Json & NewObject {
  switch (kind) {
    case 'Namespace': {
      const { metadata } = object;
      const labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name };
      return { ...activeNamespace, ...object, metadata: { ...metadata, labels } };
    }
    case 'Secret': {
      const { stringData = {}, data = {}, type = 'Opaque', ...rest } = object;
      const given = Object.entries(stringData as Record<string, string>);
      const encoded = given.map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
      return { ...rest, type, data: { ...(data as object), ...Object.fromEntries(encoded) } };
    }
    default:
      return object;
  }
}
