import { X509Certificate } from 'node:crypto';
import type { CertificateValidity } from '../../core/login/certificateValidity.ts';

/**
 * From when until when the certificate of a kubeconfig user is valid. Of several the first counts, which is the one
 * that kubectl proves to have the key of.
 *
 * @param data the text of its `client-certificate-data`
 * @returns undefined where it holds no certificate
 */
export function readCertificateValidity(data: string): CertificateValidity | undefined {
  const pem = Buffer.from(data, 'base64').toString('latin1');
  const first = /-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/.exec(pem);
  if (first === null) {
    return undefined;
  }
  try {
    const { validFrom, validTo } = new X509Certificate(first[0]);
    const [fromMs, untilMs] = [Date.parse(validFrom), Date.parse(validTo)];
    return Number.isNaN(fromMs) || Number.isNaN(untilMs) ? undefined : { fromMs, untilMs };
  } catch {
    // Not ours to explain: kubectl says what is wrong with it.
    return undefined;
  }
}
