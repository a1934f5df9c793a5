/** What became of a request to activate a role. */
export type ActivationOutcome =
  /** In force. */
  | 'active'
  /** Azure took it up; nobody can say yet that it is in force. */
  | 'asked'
  /** Somebody has to say yes first. */
  | 'waitsForApproval'
  | 'refused';

/**
 * PIM’s words for what became of a request. Only `Provisioned` says that the role is in force; `Granted` says that the
 * rules were met (az-pim-cli#13), and so do all words that are not known here: "asked" is never wrong.
 *
 * @see https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-requests
 */
export function activationOutcome(status: string): ActivationOutcome {
  switch (status.toLowerCase()) {
    case 'provisioned':
      return 'active';
    case 'pendingapproval':
    case 'pendingapprovalprovisioning':
    case 'pendingadmindecision':
    case 'pendingevaluation':
      return 'waitsForApproval';
    case 'denied':
    case 'admindenied':
    case 'canceled':
    case 'failed':
    case 'failedasresourceislocked':
    case 'invalid':
    case 'revoked':
    case 'timedout':
      return 'refused';
    default:
      return 'asked';
  }
}
