/** What a request wants, as kube-apiserver's RequestInfo has it: authorization and routing both read it. */
export type RequestInfo = NonResourceRequest | ResourceRequest;

export interface NonResourceRequest {
  readonly isResource: false;
  /** The HTTP method in lower case. */
  readonly verb: string;
  readonly path: string;
}

export interface ResourceRequest {
  readonly isResource: true;
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

const namespaceSubresources = new Set(['status', 'finalize']);

/** Follows apiserver/pkg/endpoints/request/requestinfo.go for the paths that do not belong to the legacy prefixes. */
export function readRequestInfo(method: string, url: URL): RequestInfo {
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const resourceParts = parts[0] === 'api' ? parts.slice(2) : parts[0] === 'apis' ? parts.slice(3) : [];
  if (resourceParts.length === 0) {
    return { isResource: false, verb: method.toLowerCase(), path: url.pathname };
  }
  const [group, version] = parts[0] === 'api' ? ['', parts[1]] : [parts[1], parts[2]];

  let rest = resourceParts.map(decodeURIComponent);
  let namespace: string | undefined;
  const [first, second, third] = rest;
  if (first === 'namespaces' && second !== undefined) {
    namespace = second;
    if (third !== undefined && !namespaceSubresources.has(third)) {
      rest = rest.slice(2);
    }
  }
  const [resource = '', name, subresource] = rest;
  return {
    isResource: true,
    verb: verbOf(method, name, url.searchParams),
    group: group ?? '',
    version: version ?? '',
    resource,
    subresource,
    namespace,
    name,
  };
}

function verbOf(method: string, name: string | undefined, query: URLSearchParams): string {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    default:
      if (query.get('watch') === 'true' || query.get('watch') === '1') {
        return 'watch';
      }
      return name === undefined ? 'list' : 'get';
  }
}
