import type { AksEntraErrorCode } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';

interface ActivationRefusal {
  readonly code: Extract<AksEntraErrorCode, `activation${string}`>;
  /** What follows "Could not …: ". */
  readonly reason: string;
}

const meanings: Readonly<Record<string, string>> = {
  ExpirationRule: l10n`The role’s rules do not allow it for so long. Choose a shorter time.`,
  MfaRule: l10n`The role’s rules ask for a sign-in with a second factor.`,
  JustificationRule: l10n`The role’s rules ask for a justification, and did not accept this one.`,
  TicketingRule: l10n`The role’s rules ask for the number of a ticket, which the Azure portal lets you give.`,
  EligibilityRule: l10n`You are not eligible for the role at this scope (any more).`,
};

/**
 * What Privileged Identity Management refuses, by ARM’s error code. The texts are those of Graph’s PIM, which is the same
 * engine (azure-docs#80426, msgraph-sdk-powershell#1808); the names of the rules may stand there between escaped quotes.
 */
export function explainActivationRefusal({
  status,
  code = '',
  message,
}: {
  readonly status?: number;
  readonly code?: string;
  readonly message: string;
}): ActivationRefusal | undefined {
  switch (code) {
    case 'RoleAssignmentRequestPolicyValidationFailed':
      return failedRules(
        [...message.matchAll(/\b[A-Z][A-Za-z]+Rule\b/g)].map(([name]) => name),
        message,
      );
    case 'RoleAssignmentRequestAcrsValidationFailed':
      return {
        code: 'activationRefused',
        reason: l10n`Conditional Access asks for a sign-in that only the Azure portal can do here. Activate it there.`,
      };
    case 'PendingRoleAssignmentRequest':
      return { code: 'activationRefused', reason: l10n`A request for this role is waiting already.` };
    case 'RoleAssignmentExists':
      // A new assignment, which is another call, is refused with 409.
      return status === 400 ? { code: 'activationRefused', reason: l10n`The role is active already.` } : undefined;
    default:
      return undefined;
  }
}

/** A time that is too long is put right first: a second factor, asked for before, would only be asked for again. */
function failedRules(rules: readonly string[], message: string): ActivationRefusal {
  const code = rules.includes('ExpirationRule')
    ? 'activationTooLong'
    : rules.join() === 'MfaRule'
      ? 'activationNeedsMfa'
      : 'activationRefused';
  const reasons = rules.map((rule) =>
    Object.hasOwn(meanings, rule) ? meanings[rule] : l10n`The role’s rules refuse it (${printable(rule)}).`,
  );
  return {
    code,
    reason: reasons.length === 0 ? printable(message.replaceAll(/\s+/g, ' ').trim()) : reasons.join(' '),
  };
}
