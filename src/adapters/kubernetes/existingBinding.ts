import type { ExistingBinding } from '../../core/access/accessPorts.ts';
import { readItems, readProperty, readString } from '../../core/azure/readProperty.ts';

/** A binding of the API server's answer; undefined where it is none. */
export function existingBindingFrom(body: unknown): ExistingBinding | undefined {
  const metadata = readProperty(body, 'metadata');
  const [name, namespace] = [readString(metadata, 'name'), readString(metadata, 'namespace')];
  const [uid, resourceVersion] = [readString(metadata, 'uid'), readString(metadata, 'resourceVersion')];
  const roleRef = readProperty(body, 'roleRef');
  const [kind, role] = [readString(roleRef, 'kind'), readString(roleRef, 'name')];
  if (!name || !uid || !resourceVersion || !kind || !role) {
    return undefined;
  }
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid,
    resourceVersion,
    role: { kind, name: role },
    subjects: readItems(body, 'subjects').flatMap(subjectFrom),
  };
}

function subjectFrom(body: unknown): ExistingBinding['subjects'] {
  const [kind, name, namespace] = ['kind', 'name', 'namespace'].map((key) => readString(body, key));
  return kind === undefined || name === undefined
    ? []
    : [{ kind, name, ...(namespace === undefined ? {} : { namespace }) }];
}
