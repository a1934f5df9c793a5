import type { IncomingMessage } from 'node:http';
import { forbidden, internalFailure, type Answer } from './answer.ts';
import type { Identity } from './authentication.ts';
import { authorize, type AuthorizationState } from './authorization.ts';
import type { ResourceRequest } from './requestInfo.ts';

/**
 * Who the request is for: its caller, or whom its `Impersonate-…` headers name, each of which the caller has to be
 * allowed to impersonate. Follows apiserver/pkg/endpoints/filters/impersonation.go.
 * @returns the refusal where the caller may not
 */
export function impersonated(
  request: IncomingMessage,
  caller: Identity,
  state: AuthorizationState,
): { readonly identity: Identity } | { readonly refusal: Answer } {
  const headers = request.headersDistinct;
  const [userName = ''] = headers['impersonate-user'] ?? [];
  const [uid] = headers['impersonate-uid'] ?? [];
  const groups = headers['impersonate-group'] ?? [];
  const extra = extraOf(headers);
  if (userName === '') {
    if (groups.length > 0 || uid !== undefined || Object.keys(extra).length > 0) {
      const path = JSON.stringify(request.url ?? '');
      return { refusal: internalFailure(`Internal Server Error: ${path}: requested without impersonating a user`) };
    }
    return { identity: caller };
  }
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(userName);
  const asked: ResourceRequest[] = [
    account === null
      ? requestFor('', 'users', userName)
      : { ...requestFor('', 'serviceaccounts', account[2] ?? ''), namespace: account[1] },
    ...groups.map((group) => requestFor('', 'groups', group)),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((value) => ({ ...requestFor('authentication.k8s.io', 'userextras', value), subresource: key })),
    ),
    ...(uid === undefined ? [] : [requestFor('authentication.k8s.io', 'uids', uid)]),
  ];
  for (const one of asked) {
    const { isAllowed, reason } = authorize(caller, one, state);
    if (!isAllowed) {
      return { refusal: forbidden(caller.userName, one, reason) };
    }
  }
  const [objectId] = extra['oid'] ?? [];
  const own = account === null ? [] : ['system:serviceaccounts', `system:serviceaccounts:${account[1] ?? ''}`];
  return {
    identity: {
      userName,
      groups: groups.length > 0 ? groups.filter((group) => group !== 'system:authenticated') : own,
      ...(uid === undefined ? {} : { uid }),
      ...(objectId === undefined ? {} : { objectId }),
      extra,
    },
  };
}

function requestFor(group: string, resource: string, name: string): ResourceRequest {
  const version = group === '' ? 'v1' : '*';
  return {
    isResource: true,
    verb: 'impersonate',
    group,
    version,
    resource,
    subresource: undefined,
    namespace: undefined,
    name,
  };
}

function extraOf(headers: NodeJS.Dict<string[]>): Record<string, string[]> {
  const prefix = 'impersonate-extra-';
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, values = []]) => [decodeURIComponent(name.slice(prefix.length)), values]),
  );
}
