import { AksEntraError } from '../aksEntraError.ts';
import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import { l10n } from '../l10n.ts';
import type { EntraFacts } from '../login/entraFacts.ts';
import { withLoginMode } from './loginMode.ts';
import { printable } from '../printable.ts';
import { renderSingleContext } from '../kubeconfig/singleContext.ts';

/** How a pipeline signs in; each is a login mode of kubelogin. */
export type PipelineLogin = 'workloadidentity' | 'msi' | 'spn';

export interface PipelineIdentity {
  readonly login: PipelineLogin;
  /** Application (client) id; undefined for the identity that a machine has of its own. */
  readonly clientId: string | undefined;
}

/** Entra's sign-in hosts, as kubelogin wants them: with a closing slash. The public one is its default. */
const authorityHosts: Readonly<Record<string, string>> = {
  azureusgovernment: 'https://login.microsoftonline.us/',
  azureusgovernmentcloud: 'https://login.microsoftonline.us/',
  azurechinacloud: 'https://login.chinacloudapi.cn/',
};

/**
 * A kubeconfig of its own for a pipeline: kubelogin by name, the pipeline's identity, and no secret: kubelogin takes
 * that from the pipeline's environment.
 *
 * @param credential the clusterUser credential in exec format
 * @throws AksEntraError credentialNotConvertible, as `pipelineEntra`
 */
export function pipelineKubeconfig(credential: KubeconfigCredential, { login, clientId }: PipelineIdentity): string {
  const { clusterName, contextName, userName, cluster, context } = credential;
  const { environment, tenantId } = pipelineEntra(credential);
  const authorityHost = login === 'workloadidentity' ? authorityHosts[environment?.toLowerCase() ?? ''] : undefined;
  const user = withLoginMode(credential.user, login, {
    ...(clientId === undefined ? {} : { clientId }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(authorityHost === undefined ? {} : { authorityHost }),
  });
  return renderSingleContext(contextName, {
    cluster: { cluster, name: clusterName },
    context: { context, name: contextName },
    user: { name: userName, user },
  });
}

/**
 * The Entra facts of a credential that a pipeline can use.
 *
 * @throws AksEntraError credentialNotConvertible for a static credential, and for a legacy server application, whose
 *   tokens no service principal gets (kubelogin's documentation of spn)
 */
export function pipelineEntra({ clusterName, entra }: KubeconfigCredential): EntraFacts {
  if (entra === undefined) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`${printable(clusterName)} has no Entra integration: its only credential is a static certificate, which is a secret. ` +
        l10n`Enable Entra on the cluster first.`,
    );
  }
  if (entra.isLegacy) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`${printable(clusterName)} uses the legacy Entra integration, which lets no service principal or managed identity in. ` +
        l10n`Migrate the cluster to managed Entra first.`,
    );
  }
  return entra;
}
