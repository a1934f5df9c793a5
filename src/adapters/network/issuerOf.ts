import { isUnknownIssuer } from '../../core/azure/networkAdvice.ts';

const answerWithinMs = 3000;

/**
 * Who vouches for the certificate that nobody here trusts, such as a proxy that opens TLS: one look without a credential,
 * which sends nothing to whoever shows it.
 *
 * @param code what a request to that address failed with
 * @returns undefined where that is not known, as where VS Code takes another proxy than the environment names
 */
export async function issuerOf(address: string, code: string | undefined): Promise<string | undefined> {
  if (!isUnknownIssuer(code)) {
    return undefined;
  }
  const { ApiServerProbe } = await import('./apiServerProbe.ts');
  const probe = new ApiServerProbe({ env: process.env, answerWithinMs });
  const seen = await probe.probe({ url: new URL(address) }, new AbortController().signal);
  return seen.kind === 'tls' ? seen.issuer : undefined;
}
