import { badRequest, type Answer } from './answer.ts';
import type { Identity } from './authentication.ts';
import { authorize, rulesFor, type AuthorizationState } from './authorization.ts';
import type { RequestInfo } from './requestInfo.ts';
import { readReviewBody, type ReviewBody } from './reviewBody.ts';

/**
 * The reviews that a caller may create about themselves: who am I (`kubectl auth whoami`), may I
 * (`kubectl auth can-i`), what may I (`can-i --list`). `undefined` for any other kind.
 */
export function answerSelfReview(
  kind: string,
  body: Buffer,
  identity: Identity,
  state: AuthorizationState,
): Answer | undefined {
  switch (kind) {
    case 'SelfSubjectReview':
      return review('authentication.k8s.io/v1', kind, { status: { userInfo: userInfoOf(identity) } });
    case 'SelfSubjectAccessReview':
    case 'SelfSubjectRulesReview':
      return answerAuthorizationReview(kind, body, identity, state);
    default:
      return undefined;
  }
}

function answerAuthorizationReview(
  kind: 'SelfSubjectAccessReview' | 'SelfSubjectRulesReview',
  body: Buffer,
  identity: Identity,
  state: AuthorizationState,
): Answer {
  let spec: NonNullable<ReviewBody['spec']>;
  try {
    spec = readReviewBody(kind, body).spec ?? {};
  } catch {
    return badRequest(`the body is not a ${kind}`);
  }
  if (kind === 'SelfSubjectRulesReview') {
    return review('authorization.k8s.io/v1', kind, { spec, status: rulesStatusOf(identity, spec.namespace, state) });
  }
  const asked = attributesOf(spec);
  if (asked === undefined) {
    return badRequest('spec.resourceAttributes or spec.nonResourceAttributes, exactly one, is required');
  }
  const { isAllowed, reason } = authorize(identity, asked, state);
  const status = { allowed: isAllowed, ...(reason === '' ? {} : { reason }) };
  return review('authorization.k8s.io/v1', kind, { spec, status });
}

function review(apiVersion: string, kind: string, rest: object): Answer {
  return { status: 201, body: { kind, apiVersion, metadata: { creationTimestamp: null }, ...rest } };
}

function userInfoOf({ userName, groups, uid, objectId, extra }: Identity): object {
  const all = { ...(objectId === undefined ? {} : { oid: [objectId] }), ...extra };
  return {
    username: userName,
    ...(uid === undefined ? {} : { uid }),
    groups: [...groups, 'system:authenticated'],
    ...(Object.keys(all).length === 0 ? {} : { extra: all }),
  };
}

function rulesStatusOf(identity: Identity, namespace: string | undefined, state: AuthorizationState): object {
  const { rules, isComplete } = rulesFor(identity, namespace, state);
  return {
    resourceRules: rules.filter(({ resources }) => resources !== undefined),
    nonResourceRules: rules.filter(({ nonResourceURLs }) => nonResourceURLs !== undefined),
    incomplete: !isComplete,
    ...(isComplete ? {} : { evaluationError: 'webhook authorizer does not support user rule resolution' }),
  };
}

function attributesOf({
  resourceAttributes,
  nonResourceAttributes,
}: NonNullable<ReviewBody['spec']>): RequestInfo | undefined {
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    return undefined;
  }
  if (nonResourceAttributes !== undefined) {
    const { verb = '', path = '' } = nonResourceAttributes;
    return { isResource: false, verb, path };
  }
  if (resourceAttributes === undefined) {
    return undefined;
  }
  const { verb = '', group = '', version = '', resource = '', subresource, namespace, name } = resourceAttributes;
  return {
    isResource: true,
    verb,
    group,
    version,
    resource,
    subresource: subresource === '' ? undefined : subresource,
    namespace: namespace === '' ? undefined : namespace,
    name: name === '' ? undefined : name,
  };
}
