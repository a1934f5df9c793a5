import { type ClusterAccess, isSameAccess } from './trustedCluster.ts';
import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import { entraFactsOf } from '../login/entraFacts.ts';
import { contextKeyOf, isAsWeWrite } from '../login/writtenExec.ts';
import { metadataOf } from '../kubeconfig/contextMetadata.ts';
import { firstOfEach } from '../kubeconfig/readContexts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { mapAt, ownValue, stringAt } from '../yamlValue.ts';

/** A context that signs in through our plugin, as kubectl will describe its cluster. */
export interface PluginContext {
  readonly contextName: string;
  readonly userName: string;
  /** As `contextKeyOf`; a secret, and whoever wrote the kubeconfig chose it. */
  readonly key: string | undefined;
  /** As `isAsWeWrite`: otherwise it gets no token, or some programs cannot use it. */
  readonly isAsWritten: boolean;
  readonly cluster: ClusterAccess;
  /** kubectl reads the certificates from there, where they are not in the kubeconfig itself; maybe a relative path. */
  readonly certificateAuthorityFile: string | undefined;
  /** Which of the texts a relative path starts from. */
  readonly fileIndex: number;
}

/**
 * The given contexts of a KUBECONFIG list that sign in through our plugin; others are passed over.
 *
 * @throws AksEntraError kubeconfigInvalid
 */
export function pluginContexts(texts: readonly string[], contextNames: readonly string[]): PluginContext[] {
  const models = texts.map((text) => readFirstModel(text));
  const [clusters, contexts, users] = ['clusters', 'contexts', 'users'].map((name) => firstOfEach(models, name));
  return contextNames.flatMap((contextName): PluginContext[] => {
    const context = mapAt(contexts?.get(contextName)?.entry, 'context');
    const found = clusters?.get(stringAt(context, 'cluster') ?? '');
    const cluster = mapAt(found?.entry, 'cluster');
    const userName = stringAt(context, 'user') ?? '';
    const user = mapAt(users?.get(userName)?.entry, 'user');
    const exec = mapAt(user, 'exec');
    const { tenantId, environment, accountId } = (user === undefined ? undefined : entraFactsOf(user)) ?? {};
    const server = stringAt(cluster, 'server');
    if (context === undefined || found === undefined || cluster === undefined || server === undefined) {
      return [];
    }
    if (exec === undefined || tenantId === undefined || environment === undefined || accountId === undefined) {
      return [];
    }
    const certificateAuthorityData = stringAt(cluster, 'certificate-authority-data');
    const tlsServerName = stringAt(cluster, 'tls-server-name');
    const proxyUrl = stringAt(cluster, 'proxy-url');
    const clusterId = metadataOf(context)?.clusterId;
    return [
      {
        contextName,
        userName,
        key: contextKeyOf(exec),
        isAsWritten: isAsWeWrite(exec),
        cluster: {
          server,
          skipsTlsVerify: ownValue(cluster, 'insecure-skip-tls-verify') === true,
          tenantId,
          environment,
          accountId,
          ...(certificateAuthorityData ? { certificateAuthorityData } : {}),
          ...(tlsServerName ? { tlsServerName } : {}),
          ...(proxyUrl ? { proxyUrl } : {}),
          ...(clusterId === undefined ? {} : { clusterId }),
        },
        // client-go prefers the data.
        certificateAuthorityFile: certificateAuthorityData ? undefined : stringAt(cluster, 'certificate-authority'),
        fileIndex: found.fileIndex,
      },
    ];
  });
}

/**
 * Whether kubectl, with a context, goes to the cluster that a credential is of, and verifies who answers there. It does
 * not where another file of the KUBECONFIG list has entries of the same names and stands before the one that the
 * credential went into. A proxy and a TLS name are the user's own matter: the certificates are the cluster's.
 */
export function reachesClusterOf(
  { cluster }: PluginContext,
  credential: Pick<KubeconfigCredential, 'cluster'>,
): boolean {
  const given = {
    server: stringAt(credential.cluster, 'server') ?? '',
    certificateAuthorityData: stringAt(credential.cluster, 'certificate-authority-data') ?? '',
    skipsTlsVerify: false,
  };
  return isSameAccess(cluster, { ...cluster, ...given });
}
