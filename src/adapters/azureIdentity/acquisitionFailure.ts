import { AksEntraError } from '../../core/aksEntraError.ts';
import type { EntraProof, EntraTokenRequest } from '../../core/getToken/entraTokenRequest.ts';
import { l10n } from '../../core/l10n.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import { networkFailure } from './networkFailure.ts';
import type { NetworkWatch } from './networkWatch.ts';

/** The library's error as one sentence; it does not become the cause, because it carries the request. */
export function acquisitionFailure(
  error: unknown,
  { proof, authorityHost }: EntraTokenRequest,
  network: NetworkWatch,
  issuer?: string,
): AksEntraError {
  const text = error instanceof Error ? error.message : l10n`the sign-in failed`;
  return new AksEntraError(
    'signInFailed',
    withoutSecrets(explained(text, proof, authorityHost, network, issuer), proof),
  );
}

function explained(
  text: string,
  proof: EntraProof,
  authorityHost: string,
  network: NetworkWatch,
  issuer: string | undefined,
): string {
  // MSAL wraps Entra's sentence into time stamps and identifiers.
  const fromEntra = sentenceOfEntra(text);
  if (fromEntra !== undefined) {
    return proof.kind === 'usernamePassword' && needsSecondFactor.test(fromEntra)
      ? `${fromEntra} ${l10n`The login mode ropc cannot answer that: use interactive, devicecode or azurecli.`}`
      : fromEntra;
  }
  if (proof.kind === 'azurePipelines' && text.includes('AzurePipelinesCredential')) {
    return l10n`Azure Pipelines gave out no token for this job (${network.refusal()?.status ?? 'no status'}); check the ID of the service connection, and that the pipeline may use it`;
  }
  const code = network.failureCode();
  // MSAL's own text is a link, and says endpoints_resolution_error whatever went wrong on the way to them.
  if (/\b(?:network_error|endpoints_resolution_error|openid_config_error|no_network_connectivity)\b/.test(text)) {
    if (proof.kind === 'managedIdentity') {
      return l10n`this machine has no managed identity service that answers; the login mode msi works on Azure only`;
    }
    const refusal = network.refusal();
    return code === undefined && refusal !== undefined
      ? (sentenceOfEntra(refusal.body) ?? answeredWith(authorityHost, refusal.status))
      : networkFailure(authorityHost, code, issuer);
  }
  if (code !== undefined && text.includes(code)) {
    return networkFailure(authorityHost, code, issuer);
  }
  const status = /\bHttp status code: (\d{3})\b/.exec(text)?.[1];
  return status === undefined ? text : answeredWith(authorityHost, status);
}

function answeredWith(authorityHost: string, status: number | string): string {
  if (String(status) === '407') {
    return l10n`the proxy on the way to ${authorityHost} asks for a user name and a password (407); put them into HTTPS_PROXY`;
  }
  return l10n`${authorityHost} answered with status ${status} and no reason; check the proxy if there is one, or try again later`;
}

/** 50072, 50079: must register for it; 50074, 50076: must use it; 50158: another provider's. */
const needsSecondFactor = /^AADSTS(?:50072|50074|50076|50079|50158):/;

function sentenceOfEntra(text: string): string | undefined {
  return /AADSTS\d+:[\s\S]*?(?=\s*(?:- )?(?:Trace ID|Correlation ID|Timestamp)\b|"[,}]|$)/.exec(text)?.[0];
}

/** On one line, and without the colours of az. */
function withoutSecrets(text: string, proof: EntraProof): string {
  // A short word would be found anywhere, and Entra makes no short secrets.
  const secrets = secretsOf(proof).filter(({ length }) => length >= 6);
  const replaced = secrets.reduce((rest, secret) => rest.replaceAll(secret, '<secret>'), text);
  return redactSecrets(replaced)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function secretsOf(proof: EntraProof): string[] {
  switch (proof.kind) {
    case 'clientSecret':
      return [proof.clientSecret];
    case 'clientCertificate':
      return proof.password === undefined ? [] : [proof.password];
    case 'gitHubActions':
      return [proof.requestToken];
    case 'azurePipelines':
      return [proof.systemAccessToken];
    case 'usernamePassword':
      return [proof.password];
    case 'federatedToken':
    case 'managedIdentity':
    case 'azureCli':
    case 'azureDeveloperCli':
    case 'deviceCode':
    case 'browser':
      return [];
  }
}
