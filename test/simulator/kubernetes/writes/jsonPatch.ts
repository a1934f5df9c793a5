import { badRequest } from '../answer.ts';
import { Refused } from './refused.ts';
import type { Json } from './requestBody.ts';

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

/** RFC 6902 without `move` and `copy`. @throws Refused on a path that is not there, a failed test and what is no patch */
export function jsonPatched(existing: Json, body: Buffer): Json {
  const result = structuredClone(existing);
  for (const { op, path, value } of operationsIn(body)) {
    const keys = path
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = keys.pop();
    const parent = keys.reduce<unknown>((at, key) => childOf(at, key), result);
    if (last === undefined || typeof parent !== 'object' || parent === null) {
      throw unprocessable(op, path);
    }
    if (op !== 'add' && childOf(parent, last) === undefined) {
      throw unprocessable(op, path);
    }
    if (op === 'test') {
      if (JSON.stringify(childOf(parent, last)) !== JSON.stringify(value)) {
        throw unprocessable(op, path);
      }
    } else if (Array.isArray(parent)) {
      const index = last === '-' ? parent.length : Number(last);
      parent.splice(index, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]));
    } else if (op === 'remove') {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
      delete (parent as Json)[last];
    } else {
      (parent as Json)[last] = value;
    }
  }
  return result;
}

function operationsIn(body: Buffer): Operation[] {
  let read: unknown;
  try {
    read = JSON.parse(body.toString());
  } catch {
    // Falls through to the same refusal.
  }
  const operations = Array.isArray(read) ? (read as Operation[]) : [];
  const known = ['add', 'remove', 'replace', 'test'];
  if (!Array.isArray(read) || operations.some(({ op, path }) => !known.includes(op) || typeof path !== 'string')) {
    throw new Refused(badRequest('error decoding patch: it is no list of simulated operations'));
  }
  return operations;
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Json)[key] : undefined;
}

/** The API server's text for a patch that does not fit is evanphx/json-patch's own, in a 422 without an object. */
function unprocessable(op: string, path: string): Refused {
  const message = `the server rejected our request due to an error in our request`;
  const surprise = `JSON patch: ${op} of ${path}`;
  const body = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'Invalid',
    details: {},
    code: 422,
  };
  return new Refused({ status: 422, body, surprise });
}
