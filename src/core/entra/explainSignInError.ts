/** What a person should do about the AADSTS codes that sign-ins fail with. Source: Microsoft's AADSTS code reference. */
const advice: Record<string, string> = {
  '50076': 'Multi-factor authentication is needed. Sign in again and complete it.',
  '50079': 'Multi-factor authentication must be set up for this account. Sign in again and follow the steps.',
  '50072': 'Multi-factor authentication must be set up for this account. Sign in again and follow the steps.',
  '50074': 'Multi-factor authentication is needed. Sign in again and complete it.',
  '50078': 'The session has expired. Sign in again.',
  '70043': 'The session has expired under a Conditional Access policy. Sign in again.',
  '50173': 'The session was revoked, for example by a password change. Sign in again.',
  '53003': 'A Conditional Access policy blocks this sign-in. Ask your Entra administrator which policy applies.',
  '53000': 'A Conditional Access policy asks for a compliant device.',
  '53001': 'A Conditional Access policy asks for a domain-joined device.',
  '50097': 'A Conditional Access policy asks for device authentication.',
  '530035': 'Security defaults block this sign-in.',
  '50020': 'This account does not exist in that tenant. Ask for a guest invitation, or use another account.',
  '50034': 'There is no such user in that tenant. Use another account.',
  '50057': 'This account is disabled.',
  '50126': 'The user name or password is wrong.',
  '50105': 'This account is not assigned to the application. Ask an administrator to assign it.',
  '65001': 'Consent is missing for this application in that tenant. Ask an administrator to grant it.',
  '90094': 'An administrator has to grant consent for this application in that tenant.',
  '65002': 'VS Code’s own application is not pre-authorised for this resource in that tenant.',
  '65004': 'Consent was declined.',
  '700082': 'The session has expired. Sign in again.',
  '70008': 'The session has expired. Sign in again.',
  '500011': 'The AKS application does not exist in that tenant.',
  '700016': 'VS Code’s own application does not exist in that tenant.',
  '90002': 'There is no such tenant.',
  '90038': 'That tenant is in another cloud.',
};

/**
 * A failed sign-in as a sentence with cause and next step.
 *
 * @param text the error text of the authentication provider, in which Entra's `AADSTS<n>` may stand
 */
export function explainSignInError(text: string): string {
  const code = /AADSTS(\d+)/.exec(text)?.[1];
  if (code === undefined) {
    return 'The sign-in did not complete. Sign in again; the log has the details.';
  }
  return `${advice[code] ?? 'Microsoft Entra ID refused the sign-in.'} (AADSTS${code})`;
}
