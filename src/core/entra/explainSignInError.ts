import { l10n } from '../l10n.ts';

/** What a person should do about the AADSTS codes that sign-ins fail with. Source: Microsoft's AADSTS code reference. */
const advice: Record<string, string> = {
  '50076': l10n`Multi-factor authentication is needed. Sign in again and complete it.`,
  '50079': l10n`Multi-factor authentication must be set up for this account. Sign in again and follow the steps.`,
  '50072': l10n`Multi-factor authentication must be set up for this account. Sign in again and follow the steps.`,
  '50074': l10n`Multi-factor authentication is needed. Sign in again and complete it.`,
  '50078': l10n`The session has expired. Sign in again.`,
  '70043': l10n`The session has expired under a Conditional Access policy. Sign in again.`,
  '50173': l10n`The session was revoked, for example by a password change. Sign in again.`,
  '53003': l10n`A Conditional Access policy blocks this sign-in. Ask your Entra administrator which policy applies.`,
  '53000': l10n`A Conditional Access policy asks for a compliant device.`,
  '53001': l10n`A Conditional Access policy asks for a domain-joined device.`,
  '50097': l10n`A Conditional Access policy asks for device authentication.`,
  '53002': l10n`A Conditional Access policy asks for an application that is approved.`,
  '53004': l10n`Multi-factor authentication cannot be set up while this sign-in counts as risky. Ask your Entra administrator.`,
  '53009': l10n`A Conditional Access policy asks for an application that Intune protects.`,
  '53011': l10n`The account counts as risky in its home tenant, which blocks this sign-in. Ask the administrator there.`,
  '530032': l10n`A security policy of the tenant blocks this sign-in. Ask your Entra administrator which policy applies.`,
  '50005': l10n`A Conditional Access policy does not let this kind of device sign in.`,
  '50131': l10n`A Conditional Access policy blocks this sign-in. Ask your Entra administrator which policy applies.`,
  '50132': l10n`The session was revoked, for example by a password change. Sign in again.`,
  '50133': l10n`The session was revoked, for example by a password change. Sign in again.`,
  '50158': l10n`A second factor of another provider is needed. Sign in again and complete it.`,
  '50049': l10n`Entra does not know the address of this cloud’s sign-in.`,
  '500571': l10n`This guest account is disabled in that tenant.`,
  '900021': l10n`There is no such tenant.`,
  '900023': l10n`There is no such tenant.`,
  '530035': l10n`Security defaults block this sign-in.`,
  '530003': l10n`A Conditional Access policy asks for a device that your organisation manages.`,
  '530036': l10n`A Conditional Access policy blocks device codes. Choose another login mode: VS Code sign-in or the browser.`,
  '530084': l10n`A Conditional Access policy asks for token protection, which az, kubelogin and device codes cannot give. VS Code sign-in can, on a device where VS Code signs in through the operating system.`,
  '50053': l10n`The account is locked after too many wrong sign-ins, or the sign-in comes from an address that is blocked. Wait some minutes, then try again.`,
  '50055': l10n`The password has expired. Sign in in a browser and set a new one, then try again.`,
  '90072': l10n`This account is not a guest of that tenant. Ask for an invitation, or use another account.`,
  '50020': l10n`This account does not exist in that tenant. Ask for a guest invitation, or use another account. Azure Lighthouse, which lends subscriptions, makes nobody a guest.`,
  '50034': l10n`There is no such user in that tenant. Use another account.`,
  '50057': l10n`This account is disabled.`,
  '50126': l10n`The user name or password is wrong.`,
  '50105': l10n`This account is not assigned to the application. Ask an administrator to assign it.`,
  '65001': l10n`Consent is missing for this application in that tenant. Ask an administrator to grant it.`,
  '90094': l10n`An administrator has to grant consent for this application in that tenant.`,
  '65002': l10n`VS Code’s own application is not pre-authorised for this resource in that tenant.`,
  '65004': l10n`Consent was declined.`,
  '700082': l10n`The session has expired. Sign in again.`,
  '70008': l10n`The session has expired. Sign in again.`,
  '70044': l10n`The session has expired under a Conditional Access policy. Sign in again.`,
  '700084': l10n`The session has expired. Sign in again.`,
  '50058': l10n`The session is over. Sign in again.`,
  '70016': l10n`Nobody has entered the device code yet.`,
  '70018': l10n`The device code was entered wrongly, or was not the newest one.`,
  '70019': l10n`The device code has expired: it is good for 15 minutes.`,
  '70020': l10n`The device code has expired: it is good for 15 minutes.`,
  '7000215': l10n`The application’s secret is wrong; perhaps its id was given instead of its value.`,
  '7000222': l10n`The application’s secret has expired. Its owner has to make a new one.`,
  '7000229': l10n`The application has no service principal in that tenant.`,
  '700027': l10n`The application’s certificate was not accepted: it is not registered there, or has expired.`,
  '700024': l10n`The token that stands for the application is not valid at this time: it has expired, or the clock is wrong.`,
  '500011': l10n`The AKS application does not exist in that tenant.`,
  '700016': l10n`The application that asks does not exist in that tenant.`,
  '90002': l10n`There is no such tenant.`,
  '90038': l10n`That tenant is in another cloud.`,
};

/** AADSTS500200 and its family: accounts that Entra takes for a person's own. */
const personalAccount = /^50020[0-8]$/;
/** MSAL says so of a network that fails, too. */
const noEndpoints = /\b(?:endpoints_resolution|openid_config)_error\b/;
const noSuchTenant = l10n`Entra knows no such tenant, or could not be reached. Check the tenant’s id or domain, and the network.`;
const withoutCode = l10n`The sign-in did not complete. Sign in again; the log has the details.`;

/** Whether the operating system's broker failed, for a reason of its own. Source: MSAL's native broker (`@azure/msal-node`). */
export function isBrokerFailure(text: string): boolean {
  return !text.includes('AADSTS') && /platform_broker|native_?broker|native_account|\b(?:broker|wam)\b/i.test(text);
}

/** The operating system's broker has numbers of its own, such as 3399614476, and no AADSTS code. */
function brokerFailure(text: string): string {
  const number = /\b\d{8,10}\b/.exec(text)?.[0];
  const detail = number === undefined ? '' : ` (${number})`;
  return l10n`The operating system’s sign-in broker did not complete the sign-in${detail}. Sign in again; if that does not help, set “microsoft-authentication.implementation” to “msal-no-broker” in VS Code’s settings.`;
}

/**
 * A failed sign-in as a sentence with cause and next step.
 *
 * @param text the error text of the authentication provider, in which Entra's `AADSTS<n>` may stand
 */
export function explainSignInError(text: string): string {
  const code = /AADSTS(\d+)/.exec(text)?.[1];
  if (code === undefined) {
    return isBrokerFailure(text) ? brokerFailure(text) : noEndpoints.test(text) ? noSuchTenant : withoutCode;
  }
  if (personalAccount.test(code)) {
    return l10n`This is a personal Microsoft account, which has no access there. Use a work or school account, or ask for a guest invitation. (AADSTS${code})`;
  }
  return l10n`${advice[code] ?? l10n`Microsoft Entra ID refused the sign-in.`} (AADSTS${code})`;
}
