import type { Refusal, RefusedBy } from './refusal.ts';

/** As Go’s %q writes a text. */
const quoted = String.raw`"((?:[^"\\]|\\.){0,1000})"`;
/** `forbiddenMessage` in apiserver/pkg/endpoints/handlers/responsewriters/errors.go. */
const resource = new RegExp(
  `User ${quoted} cannot ([a-z]{1,40}) resource ${quoted} in API group ${quoted} (?:in the namespace ${quoted}|at the cluster scope)`,
);
const path = new RegExp(`User ${quoted} cannot ([a-z]{1,40}) path ${quoted}`);
/** The object before it: `pods "web" is forbidden: `. */
const objectName = new RegExp(`${quoted} is forbidden: $`);
const webhook = new RegExp(`admission webhook ${quoted} denied the request: ?`);
/** https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/ */
const validatingPolicy = /ValidatingAdmissionPolicy '([^']{1,300})' (?:with binding '[^']{1,300}' )?denied request: ?/;
const longest = 10_000;

/** What a line of kubectl’s, or the text of an API server’s Status, says about who was refused what, and by whom. */
export function parseRefusal(message: string): Refusal {
  // A terminal goes on in the next row where a line is too long, and kubectl’s own texts may have several lines.
  const text = message.slice(0, longest).replaceAll(/\s+/g, ' ').trim();
  const ofPolicy = policyIn(text);
  if (ofPolicy !== undefined) {
    return ofPolicy;
  }
  if (text.includes('attempting to grant RBAC permissions not currently held')) {
    return { kind: 'escalation' };
  }
  const request = requestIn(text);
  if (request !== undefined) {
    return request;
  }
  if (text.includes('is forbidden: violates PodSecurity ')) {
    return { kind: 'podSecurity' };
  }
  if (text.includes('is forbidden: exceeded quota: ')) {
    return { kind: 'quota' };
  }
  if (text.includes('because it is being terminated')) {
    return { kind: 'terminating' };
  }
  return /\(Unauthorized\)|must be logged in to the server|asked for the client to provide credentials/.test(text)
    ? { kind: 'unauthorized' }
    : { kind: 'unknown' };
}

function requestIn(text: string): Refusal | undefined {
  const found = resource.exec(text);
  if (found !== null) {
    const [whole = '', userName = '', verb = '', full = '', group = '', namespace] = found.map(
      (one: string | undefined) => (one === undefined ? undefined : unquoted(one)),
    );
    const [name = '', ...subresource] = full.split('/');
    const named = objectName.exec(text.slice(0, found.index))?.[1];
    return {
      kind: 'resource',
      userName,
      verb,
      group,
      resource: name,
      ...(subresource.length === 0 ? {} : { subresource: subresource.join('/') }),
      ...(namespace === undefined || namespace === '' ? {} : { namespace }),
      ...(named === undefined ? {} : { name: unquoted(named) }),
      by: whoSays(text.slice(found.index + whole.length)),
    };
  }
  const ofPath = path.exec(text);
  if (ofPath === null) {
    return undefined;
  }
  const [userName = '', verb = '', asked = ''] = ofPath.slice(1).map(unquoted);
  return { kind: 'path', userName, verb, path: asked, by: whoSays(text.slice(ofPath.index + ofPath[0].length)) };
}

/** @param rest what stands behind the request: a colon and what the authorizers add */
function whoSays(rest: string): RefusedBy {
  const reason = /^: (.*)$/.exec(rest)?.[1] ?? '';
  // kubeguard/guard, authz/providers/azure. Since 2026 the failure has a tail with the id of the request.
  if (/^(Azure does not have opinion for this|Access denied by Azure RBAC for non AAD users)/.test(reason)) {
    return 'azureUnknownUser';
  }
  if (reason.startsWith('User does not have access to the resource in Azure')) {
    return 'azure';
  }
  if (reason.startsWith('Access denied due to Azure RBAC check failure')) {
    return 'azureCheckFailed';
  }
  if (/^RBAC: .*not found/.test(reason)) {
    return 'missingRole';
  }
  return reason === '' ? 'kubernetes' : 'other';
}

function policyIn(text: string): Refusal | undefined {
  const ofWebhook = webhook.exec(text);
  if (ofWebhook !== null) {
    const by = unquoted(ofWebhook[1] ?? '');
    const why = text.slice(ofWebhook.index + ofWebhook[0].length);
    return { kind: 'policy', by, isOfAks: why.includes('[azurepolicy-'), text: why };
  }
  const ofPolicy = validatingPolicy.exec(text);
  if (ofPolicy === null) {
    return undefined;
  }
  const [whole, by = ''] = ofPolicy;
  return { kind: 'policy', by, isOfAks: by.startsWith('aks-'), text: text.slice(ofPolicy.index + whole.length) };
}

/** The escapes that names can hold; of others the character itself is enough. */
function unquoted(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}
