import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';

/** OpenSSL's words for a chain that leads to no authority that is trusted. */
const unknownIssuerCodes: ReadonlySet<string | undefined> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export function isUnknownIssuer(code: string | undefined): boolean {
  return unknownIssuerCodes.has(code);
}

/**
 * What to do where VS Code got no answer from one of Azure's addresses, in sentences.
 *
 * @param code Node's or OpenSSL's; undefined where nobody says it
 * @param issuer who vouches for the certificate that was shown, where that is known
 */
export function networkAdvice(code: string | undefined, issuer?: string): string {
  if (isUnknownIssuer(code)) {
    const who =
      issuer === undefined
        ? l10n`Its certificate comes from an authority that this machine does not trust.`
        : l10n`Its certificate comes from ${quotedName(issuer)}, which this machine does not trust.`;
    return l10n`${who} If a proxy inspects TLS, add its authority to those of the system, or set NODE_EXTRA_CA_CERTS to a PEM file with it, and restart VS Code.`;
  }
  switch (code ?? '') {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return l10n`Its certificate is not valid at this time: check the clock of this machine, and the proxy if there is one.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return l10n`The certificate that was shown is another host’s: check the proxy and the DNS.`;
    case 'ENOTFOUND':
      return l10n`Its name, or that of the proxy, is not known: check the DNS, the VPN, and the proxy in VS Code’s settings (http.proxy).`;
    case 'EAI_AGAIN':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTUNREACH':
      return l10n`This machine seems to be offline: check the network, then try again.`;
    case 'ECONNREFUSED':
      return l10n`Nobody listens there, or at the proxy: check the proxy in VS Code’s settings (http.proxy) and HTTPS_PROXY.`;
    default:
      return l10n`Check the network, VPN or proxy, then try again.`;
  }
}

/** What a proxy says in the place of whoever was asked, as the end of a sentence with what to do. */
export function proxyRefusal(status: number): string {
  return status === 407
    ? l10n`the proxy asks for a user name and a password (407). Put them into its address (http.proxy in VS Code’s settings, or HTTPS_PROXY), then try again.`
    : l10n`a proxy in between refused it (${status}). Ask the people who look after the network to let Azure’s addresses through.`;
}
