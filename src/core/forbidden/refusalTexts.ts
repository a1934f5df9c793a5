import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import type { RefusedBy, RefusedRequest } from './refusal.ts';

/** What was asked for: “list nodes in the whole cluster”. */
export function requestText(request: RefusedRequest): string {
  const { verb } = request;
  if (request.kind === 'path') {
    return l10n`${verb} the path ${quotedName(request.path)}`;
  }
  const { group, resource, subresource, namespace, name } = request;
  const kind = [resource, ...(subresource === undefined ? [] : [subresource])].join('/');
  const what = quotedName(group === '' ? kind : `${kind}.${group}`);
  const object = name === undefined ? what : l10n`${what} ${quotedName(name)}`;
  return namespace === undefined
    ? l10n`${verb} ${object} in the whole cluster`
    : l10n`${verb} ${object} in the namespace ${quotedName(namespace)}`;
}

/** Who decided, and what that means. */
export function decidedText(by: RefusedBy): string {
  switch (by) {
    case 'azure':
      return l10n`No role binding in the cluster covers it, and Entra ID authorization (Azure RBAC) said no.`;
    case 'azureUnknownUser':
      return l10n`No role binding in the cluster covers it, and Azure was not asked: this user has no object id of Entra. It is a local account, or somebody who is impersonated without the extra “oid”. Azure roles do not count for it, a role binding does.`;
    case 'azureCheckFailed':
      return l10n`No role binding in the cluster covers it, and Azure did not answer when AKS asked it. That says nothing about your roles. The cluster remembers such an answer for some minutes: try again then.`;
    case 'missingRole':
      return l10n`A binding in the cluster names a role that is not there, so it gives nothing.`;
    case 'kubernetes':
      return l10n`No role binding in the cluster covers it.`;
    case 'other':
      return l10n`An authorizer of the cluster said no, in words that AKS Entra does not know.`;
  }
}
