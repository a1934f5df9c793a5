import { isUnknownIssuer } from '../../core/azure/networkAdvice.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';

/**
 * Why a request to Entra got no answer, by the code that Node or OpenSSL has for it.
 *
 * @param code undefined where the library kept it to itself
 * @param issuer who vouches for the certificate that was shown, where that is known
 */
export function networkFailure(authorityHost: string, code: string | undefined, issuer?: string): string {
  if (code === undefined) {
    return l10n`${authorityHost} cannot be reached; check the network, and HTTPS_PROXY where there is a proxy`;
  }
  if (isUnknownIssuer(code)) {
    const who = issuer === undefined ? '' : l10n` (it says ${quotedName(issuer)})`;
    return l10n`the certificate of ${authorityHost} comes from an authority${who} that this machine does not trust (${code}); if a proxy inspects TLS, set NODE_EXTRA_CA_CERTS to a PEM file with its certificate`;
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return l10n`the certificate of ${authorityHost} is not valid at this time (${code}); check the clock of this machine, and the proxy if there is one`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return l10n`the certificate that ${authorityHost} shows is another host's (${code}); check the proxy and the DNS`;
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('CERT_')) {
    return l10n`no secure connection to ${authorityHost} could be made (${code}); check the proxy if there is one`;
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return l10n`the name of ${authorityHost}, or of the proxy, cannot be resolved (${code}); check the DNS, and HTTPS_PROXY where there is a proxy`;
  }
  return l10n`${authorityHost} cannot be reached; check the network, and HTTPS_PROXY where there is a proxy (${code})`;
}
