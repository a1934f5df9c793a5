import { AksEntraError } from '../aksEntraError.ts';
import { clouds } from '../azure/clouds.ts';
import { authorityHostOf } from '../azure/kubeloginClouds.ts';
import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import { l10n } from '../l10n.ts';
import type { EntraFacts } from '../login/entraFacts.ts';
import { assertModeFitsCloud, isCustomCloud } from './customCloudLogin.ts';
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

/**
 * A kubeconfig of its own for a pipeline: kubelogin by name, the pipeline's identity, and no secret: kubelogin takes
 * that from the pipeline's environment.
 *
 * @param credential the clusterUser credential in exec format
 * @throws AksEntraError credentialNotConvertible, as `pipelineEntra` and `assertPipelineLogin`
 */
export function pipelineKubeconfig(credential: KubeconfigCredential, { login, clientId }: PipelineIdentity): string {
  const { clusterName, contextName, userName, cluster, context } = credential;
  const { environment, tenantId } = pipelineEntra(credential);
  assertPipelineLogin(login, environment);
  const host = environment === undefined ? undefined : authorityHostOf(environment);
  // The public one is kubelogin’s default.
  const authorityHost = login === 'workloadidentity' && host !== clouds.public.authorityHost ? host : undefined;
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
 * Checks that a pipeline would sign in to the cloud of its cluster.
 *
 * @param environment what `--environment` calls the cloud
 * @throws AksEntraError credentialNotConvertible in a custom cloud, but for the managed identity of a machine there
 */
export function assertPipelineLogin(login: PipelineLogin, environment: string | undefined): void {
  assertModeFitsCloud(login, environment);
  if (login === 'workloadidentity' && isCustomCloud(environment)) {
    throw new AksEntraError(
      'credentialNotConvertible',
      l10n`In a custom cloud it is not known where a federated token is exchanged, and kubelogin would ask the public cloud. Use the managed identity of a machine there.`,
    );
  }
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
