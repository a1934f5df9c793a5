import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';

/**
 * What a person typed for a conversion; each wins over what the kubeconfig says. undefined: not typed; "" is a typed
 * value. Named after kubelogin's flags.
 */
export interface LoginOptions {
  readonly serverId?: string;
  readonly clientId?: string;
  readonly tenantId?: string;
  readonly environment?: string;
  /** `--cache-dir`, `--token-cache-dir` */
  readonly cacheFolder?: string;
  readonly redirectUrl?: string;
  readonly loginHint?: string;
  readonly popClaims?: string;
  /** Is written to the kubeconfig: give it only where the person wants that. */
  readonly clientSecret?: string;
  readonly clientCertificate?: string;
  /** Is written to the kubeconfig. */
  readonly clientCertificatePassword?: string;
  readonly username?: string;
  /** Is written to the kubeconfig. */
  readonly password?: string;
  readonly identityResourceId?: string;
  readonly subscription?: string;
  /** Becomes the environment variable AZURE_CONFIG_DIR of the command. */
  readonly azureConfigFolder?: string;
  readonly authorityHost?: string;
  readonly federatedTokenFile?: string;
  readonly azurePipelinesServiceConnectionId?: string;
  readonly isLegacy?: boolean;
  readonly isPopEnabled?: boolean;
  readonly disablesEnvironmentOverride?: boolean;
}

/**
 * Refuses what kubelogin would refuse when it runs.
 *
 * @throws AksEntraError credentialNotConvertible
 */
export function assertLoginOptions({ authorityHost }: LoginOptions): void {
  if (authorityHost === undefined || authorityHost === '') {
    return;
  }
  if (!/^https:\/\/[^\s/]+(?:\/\S*)?$/i.test(authorityHost)) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`authority host "${authorityHost}" is not an https address`,
    );
  }
  if (authorityHost.endsWith('/')) {
    return;
  }
  throw new AksEntraError(
    'credentialNotConvertible',
    l10n`authority host "${authorityHost}" should have a trailing slash`,
  );
}
