/** What Graph answers instead of what was asked for. */
export class GraphError extends Error {
  readonly status: 400 | 401 | 403 | 404;
  readonly code: string;
  /** Where no well-behaved client causes it. */
  readonly surprise: string | undefined;

  constructor(status: 400 | 401 | 403 | 404, code: string, message: string, surprise?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.surprise = surprise;
  }
}

export function badRequest(message: string): GraphError {
  return new GraphError(400, 'Request_BadRequest', message, `bad request: ${message}`);
}

/** A query that the directory does not answer. */
export function unsupportedQuery(message: string): GraphError {
  return new GraphError(400, 'Request_UnsupportedQuery', message, `unsupported query: ${message}`);
}

export function unauthorized(message: string, surprise: string | undefined): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, surprise);
}

/** The token's scopes, the tenant's settings or the person's own rights: Graph does not say which. */
export function denied(): GraphError {
  return new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

export function notFound(id: string): GraphError {
  const why = 'does not exist or one of its queried reference-property objects are not present.';
  return new GraphError(404, 'Request_ResourceNotFound', `Resource '${id}' ${why}`);
}
