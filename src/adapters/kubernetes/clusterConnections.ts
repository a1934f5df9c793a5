import type { ClusterConnections, ConnectedCluster } from '../../core/access/accessPorts.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { type Cluster, signInTenant } from '../../core/clusters/cluster.ts';
import type { ClusterCredentials } from '../../core/clusters/clusterCredentials.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { clusterScope } from '../../core/entra/scopes.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { parseCredential } from '../../core/kubeconfig/credential.ts';
import { l10n } from '../../core/l10n.ts';
import { stringAt } from '../../core/yamlValue.ts';
import { unreachable } from './apiServerFailure.ts';
import { type ApiAnswer, type ApiRequest, type ApiServer, askApiServer, isWrite } from './apiServerRequest.ts';
import { ConnectedApiServer } from './connectedApiServer.ts';

/**
 * API servers in the name of who sees the cluster. Where one is and which authority it has comes from the credential
 * that Azure hands out for this account, fetched anew each time, and from nowhere else: not from a kubeconfig, and not
 * from what was listed. The token is the user's own for AKS, and goes to that server alone.
 */
export class ApiServerConnections implements ClusterConnections {
  readonly #credentials: ClusterCredentials;
  readonly #signIn: Pick<SignIn, 'token'>;

  constructor(credentials: ClusterCredentials, signIn: Pick<SignIn, 'token'>) {
    this.#credentials = credentials;
    this.#signIn = signIn;
  }

  async connect(seen: SeenCluster, options: CallOptions): Promise<ConnectedCluster> {
    const { cluster, account } = seen;
    const server = serverIn(cluster, await this.#credentials.userCredential(seen, options, 'exec'));
    const { signal, interaction } = options;
    const ask = async (what: string, request: ApiRequest): Promise<ApiAnswer> => {
      const { token } = await this.#signIn.token({
        account,
        tenantId: signInTenant(cluster),
        scope: clusterScope(),
        interaction,
      });
      signal.throwIfAborted();
      try {
        return await askApiServer(server, token, request, signal);
      } catch (error) {
        throw unreachable(error, cluster, what, isWrite(request));
      }
    };
    return new ConnectedApiServer(cluster.name, ask);
  }
}

/** @throws AksEntraError credentialInvalid, credentialUntrusted */
function serverIn(cluster: Cluster, kubeconfig: string): ApiServer {
  // It lets no proxy, other TLS name or switched-off verification through.
  const credential = parseCredential(kubeconfig);
  const ca = Buffer.from(stringAt(credential.cluster, 'certificate-authority-data') ?? '', 'base64').toString();
  const server = stringAt(credential.cluster, 'server') ?? '';
  if (credential.kind !== 'exec' || !ca.includes('-----BEGIN CERTIFICATE-----') || !URL.canParse(server)) {
    throw new AksEntraError(
      'credentialInvalid',
      l10n`The credential of ${cluster.name} is not for a sign-in with Microsoft Entra ID, or names no certificate authority. Refresh the clusters and try again.`,
    );
  }
  return { url: new URL(server), ca };
}
