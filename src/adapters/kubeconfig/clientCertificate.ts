import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import type {
  CertificateReading,
  CertificateSignIn,
  CertificateValidity,
} from '../../core/login/certificateValidity.ts';
import { fileErrorCode } from '../files/fileErrorCode.ts';
import { readRegularFile } from '../files/readRegularFile.ts';

/** A chain of ten certificates has some 20 KB. */
const limitBytes = 256 * 1024;

/** See `ReadCertificate`. */
export async function readCertificate(certificate: CertificateSignIn, kubeconfig: string): Promise<CertificateReading> {
  if ('data' in certificate) {
    return validityIn(Buffer.from(certificate.data, 'base64').toString('latin1'));
  }
  // As client-go resolves it (clientcmd/loader.go, GetAuthInfoFileReferences).
  const file = path.resolve(path.dirname(kubeconfig), certificate.file);
  try {
    const bytes = await readRegularFile(file, limitBytes);
    return bytes === 'folder' || bytes === 'notRegular' || bytes === 'tooLarge'
      ? { problem: 'notLookedAt', file }
      : (validityIn(bytes.toString('latin1')) ?? { problem: 'noCertificate', file });
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(fileErrorCode(error) ?? '');
    return { problem: isMissing ? 'missing' : 'unreadable', file };
  }
}

/** Of several certificates the first counts, which is the one that kubectl proves to have the key of. */
function validityIn(pem: string): CertificateValidity | undefined {
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
