import type { UserSignIn } from './userSignIn.ts';

/** From when until when a client certificate is valid. */
export interface CertificateValidity {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Why that is not known of a certificate in a file of its own. */
export interface CertificateProblem {
  /**
   * `unreadable`: the system says no, as to kubectl; `noCertificate`: no PEM; `notLookedAt`: no regular file, or a huge
   * one, which kubectl may read all the same.
   */
  readonly problem: 'missing' | 'unreadable' | 'noCertificate' | 'notLookedAt';
  /** Its whole path. */
  readonly file: string;
}

/** undefined: what stands in the kubeconfig itself is none. */
export type CertificateReading = CertificateValidity | CertificateProblem | undefined;

export type CertificateSignIn = Extract<UserSignIn, { kind: 'certificate' }>;

/**
 * Reads the client certificate of a kubeconfig user, and never its key. It never rejects.
 *
 * @param kubeconfig the file that has the user, beside which its certificate is looked for
 */
export type ReadCertificate = (certificate: CertificateSignIn, kubeconfig: string) => Promise<CertificateReading>;
