/** Somebody asks why a cluster answered Forbidden. */
export interface ForbiddenQuestion {
  /** The context that kubectl used; its current one where nobody knows. */
  readonly contextName?: string;
  /** What kubectl said, or the API server. */
  readonly message: string;
}

/** Who said no, as far as the reason tells. */
export type RefusedBy =
  /** Kubernetes RBAC knows no rule, and nobody said more. */
  | 'kubernetes'
  | 'azure'
  /** Azure was asked about nobody: a user that has no object id. */
  | 'azureUnknownUser'
  /** Azure did not answer. */
  | 'azureCheckFailed'
  /** A binding names a role that is not there. */
  | 'missingRole'
  | 'other';

export interface RefusedResource {
  readonly kind: 'resource';
  readonly userName: string;
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** Plural, lower case, without the subresource. */
  readonly resource: string;
  readonly subresource?: string;
  /** Absent at the scope of the cluster. */
  readonly namespace?: string;
  readonly name?: string;
  readonly by: RefusedBy;
}

interface RefusedPath {
  readonly kind: 'path';
  readonly userName: string;
  readonly verb: string;
  readonly path: string;
  readonly by: RefusedBy;
}

/** What somebody was not authorized to do. */
export type RefusedRequest = RefusedResource | RefusedPath;

/** What a cluster’s Forbidden says. */
export type Refusal =
  | RefusedRequest
  /** Somebody may not give more than they have. */
  | { readonly kind: 'escalation' }
  /** An admission policy: no role helps. */
  | { readonly kind: 'policy'; readonly by: string; readonly isOfAks: boolean; readonly text: string }
  | { readonly kind: 'podSecurity' | 'quota' | 'terminating' }
  /** 401: nobody was recognised. */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'unknown' };
