import type { AksEntraErrorCode } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { creationRefusal } from './creationRefusal.ts';
import { explainActivationRefusal } from './explainActivationRefusal.ts';

export interface Refusal {
  readonly code: AksEntraErrorCode;
  /** What follows "Could not …: ". */
  readonly reason: string;
}

interface RefusedCall {
  readonly status?: number;
  readonly code?: string;
  readonly message: string;
}

/**
 * What ARM refuses for a reason that no role of the account explains, told by its error code; undefined for all other
 * failures. What a deny assignment refuses is no `missingRole`: a sign-in, which that offers, brings nothing. Texts:
 * ARM's, as recorded (azure-sdk-for-java#2560, ARO-RP#423, aad-pod-identity#613, azure-cli#31699).
 */
export function explainRefusal({ status, code = '', message }: RefusedCall): Refusal | undefined {
  switch (code) {
    case 'InvalidAuthenticationTokenTenant':
      return {
        code: 'notFound',
        reason: l10n`it belongs to another tenant than the one that was asked; it may have been moved. Refresh the cluster list.`,
      };
    case 'RequestDisallowedByPolicy':
      return status === 401
        ? {
            code: 'signedOut',
            reason: l10n`Azure asks for multi-factor authentication for this. Sign in again and complete it.`,
          }
        : { code: 'unexpectedAnswer', reason: policyReason(message) };
    case 'RequestDisallowedByAzure':
      return {
        code: 'regionNotOffered',
        reason: l10n`Azure does not offer this in that region to this subscription. Choose another region.`,
      };
    case 'RoleAssignmentExists':
      // An activation, which is another call, is refused with 400.
      return status === 409
        ? { code: 'alreadyAssigned', reason: l10n`the role is assigned there already.` }
        : explainActivationRefusal({ code, message, ...(status === undefined ? {} : { status }) });
    case 'RunCommandBlockedByAzurePolicy':
      return {
        code: 'commandRefused',
        reason: l10n`an Azure Policy of the cluster forbids run command. Ask the people who look after the policies of the subscription.`,
      };
    case 'PrincipalNotFound':
      return {
        code: 'principalNotFound',
        reason: l10n`the directory does not know this object id. Where the group was made a moment ago, try again in a minute or two; else check the id.`,
      };
    case 'UnmatchedPrincipalType':
      return {
        code: 'unexpectedAnswer',
        reason: l10n`the object id is of another kind: it is a group where a person was chosen, or the other way round. Choose again.`,
      };
    case 'ScopeLocked':
      return { code: 'unexpectedAnswer', reason: lockReason(message) };
    case 'LinkedAuthorizationFailed':
      return linkedRefusal(message);
    // Both spellings occur: https://learn.microsoft.com/azure/aks/use-etags, and ARM's own.
    case 'PreConditionFailed':
    case 'PreconditionFailed':
    case 'EtagMismatch':
      return changedMeanwhile();
    case 'OperationNotAllowed':
      return /\bin progress\b/i.test(message) ? busy() : creationRefusal({ code, message });
    default: {
      const refusal = creationRefusal({ code, message });
      if (refusal !== undefined) {
        return refusal;
      }
      if (status === 412) {
        return changedMeanwhile();
      }
      return status === 403 && isDenied(code, message)
        ? { code: 'unexpectedAnswer', reason: denialReason(message) }
        : explainActivationRefusal({ code, message, ...(status === undefined ? {} : { status }) });
    }
  }
}

function changedMeanwhile(): Refusal {
  return {
    code: 'clusterChanged',
    reason: l10n`somebody else changed it in the meantime. Nothing was written; look at it again and decide again.`,
  };
}

/** Its texts change (azure-workload-identity#417, azure-cli-extensions#9855); what is in progress is in all of them. */
function busy(): Refusal {
  return {
    code: 'clusterBusy',
    reason: l10n`Azure is busy with another change of it. Wait until that is done, then try again.`,
  };
}

/** ARM names the policies in JSON behind its sentence; the reasons are what the policy's own author wrote. */
function policyReason(message: string): string {
  const [text = '', identifiers = ''] = message.split('Policy identifiers:');
  const name = /"policyAssignment":\s*\{\s*"name":\s*"([^"\\]+)"/.exec(identifiers)?.[1];
  const by = name === undefined ? l10n`an Azure Policy` : l10n`the Azure Policy ${quotedName(name)}`;
  const reasons = inOneLine(
    text.replace(/^Resource '[^']*' was disallowed by policy\./, '').replace(/See error details for .*$/s, ''),
  );
  return reasons === ''
    ? l10n`${by} forbids it. Ask the people who look after the policies of the subscription.`
    : l10n`${by} forbids it: ${reasons} Ask the people who look after the policies of the subscription.`;
}

/** A ReadOnly lock also stops POSTs that only read, such as the one for a credential. */
function lockReason(message: string): string {
  const scope = /are locked: '([^']+)'/.exec(message)?.[1];
  const where = scope === undefined ? l10n`a lock` : l10n`a lock on ${printable(scope)}`;
  return l10n`${where} forbids it; a read-only lock also forbids fetching credentials. Ask an owner to remove the lock.`;
}

/** The account may do the first action; what it lacks is the second one, on the linked scope. Some texts count scopes. */
function linkedRefusal(message: string): Refusal {
  const found =
    /does not have permission to perform action(?:\(s\))? '([^']+)' on the (?:'\d+' )?linked scope\(s\) '([^']+)'/.exec(
      message,
    );
  const [, action, scopes] = found ?? [];
  if (action === undefined || scopes === undefined) {
    return {
      code: 'missingRole',
      reason: l10n`it needs a permission on another resource that is linked to it: ${inOneLine(message)}`,
    };
  }
  return /blocked by deny assignments on the (?:'\d+' )?linked/.test(message)
    ? {
        code: 'unexpectedAnswer',
        reason: l10n`a deny assignment on ${printable(scopes)} forbids ${printable(action)}, which this needs. No role helps against it: ask the person who made it.`,
      }
    : {
        code: 'missingRole',
        reason: l10n`it needs ${printable(action)} on ${printable(scopes)} too. Ask an owner of that resource for a role that allows it.`,
      };
}

function isDenied(code: string, message: string): boolean {
  return code === 'DenyAssignmentAuthorizationFailed' || /\bdeny assignment\b/i.test(message);
}

function denialReason(message: string): string {
  const action = /perform action '([^']+)'/.exec(message)?.[1];
  const what = action === undefined ? l10n`it` : printable(action);
  const name = /deny assignment with name '([^']+)'/i.exec(message)?.[1];
  const by = name === undefined ? l10n`a deny assignment` : l10n`the deny assignment ${quotedName(name)}`;
  return l10n`${by} forbids ${what}. No role helps against it: ask the person who made it, or an owner of the subscription.`;
}

function inOneLine(message: string): string {
  return printable(message.replaceAll(/\s+/g, ' ').trim());
}
