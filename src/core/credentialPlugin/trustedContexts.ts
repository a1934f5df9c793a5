import { accessOf, type ClusterAccess, entriesOfAccount, isSameAccess, type TrustedCluster } from './trustedCluster.ts';
import type { KubeconfigCredential } from '../kubeconfig/credential.ts';
import { entraFactsOf } from '../login/entraFacts.ts';
import { contextKeyOf, givenKeyOf, isAsWeWrite } from '../login/writtenExec.ts';
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
  /** As `givenKeyOf`; the same where the context is as we write it. */
  readonly givenKey: string | undefined;
  /** Whether kubectl tells the plugin which cluster the token is for. */
  readonly namesCluster: boolean;
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
        givenKey: givenKeyOf(exec),
        namesCluster: ownValue(exec, 'provideClusterInfo') === true,
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

/** Whether a context leads to a cluster of the list, with its key and its account: otherwise kubectl gets no token there. */
export function isListed(
  { givenKey, namesCluster, cluster }: Pick<PluginContext, 'givenKey' | 'namesCluster' | 'cluster'>,
  trusted: readonly TrustedCluster[],
): boolean {
  const ofKey = trusted.filter((candidate) => candidate.key === givenKey);
  const entry = accessOf(entriesOfAccount(ofKey, cluster), cluster);
  return entry !== undefined && (namesCluster || entry.consent !== undefined);
}

/** What `fetchChosenCredential` found out about a cluster. */
type FetchedCluster = Pick<KubeconfigCredential, 'cluster' | 'otherHost'>;

/**
 * How kubectl, with a context, goes to the cluster that a credential is of: `plainly`, directly or through a tunnel to it,
 * which needs no question; `specially`, through a proxy or with another host's TLS name, which is verified by the
 * cluster's authority too, but lets more than the API server answer; else undefined. It does not go there where nobody
 * verifies who answers, or where another file of the KUBECONFIG list has entries of the same names and stands before the
 * one that the credential went into.
 */
export function wayToClusterOf(
  context: PluginContext,
  credential: FetchedCluster,
): 'plainly' | 'specially' | undefined {
  const { cluster } = context;
  const { proxyUrl, tlsServerName } = cluster;
  const given = asAzureDescribed(context, credential).cluster;
  if (isSameAccess(given, cluster)) {
    return 'plainly';
  }
  const ways = { ...(proxyUrl ? { proxyUrl } : {}), ...(tlsServerName ? { tlsServerName } : {}) };
  return isSameAccess({ ...given, ...ways }, cluster) ? 'specially' : undefined;
}

/** A context as it is where it leads to the cluster of a credential directly, and to nothing but that. */
export function asAzureDescribed(context: PluginContext, { cluster, otherHost }: FetchedCluster): PluginContext {
  const { clusterId, tenantId, environment, accountId } = context.cluster;
  const certificateAuthorityData = stringAt(cluster, 'certificate-authority-data');
  const described = {
    server: stringAt(cluster, 'server') ?? '',
    ...(certificateAuthorityData ? { certificateAuthorityData } : {}),
    skipsTlsVerify: false,
    tenantId,
    environment,
    accountId,
    ...(otherHost === undefined ? {} : { otherHost }),
    ...(clusterId === undefined ? {} : { clusterId }),
  };
  return { ...context, cluster: described };
}
