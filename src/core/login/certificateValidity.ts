/** From when until when a client certificate is valid. */
export interface CertificateValidity {
  readonly fromMs: number;
  readonly untilMs: number;
}
