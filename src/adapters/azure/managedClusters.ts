import { isDeepStrictEqual } from 'node:util';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { readItems, readString, readStrings } from '../../core/azure/readProperty.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { nameTaken } from '../../core/clusterCreation/clusterName.ts';
import type { ClusterCreation } from '../../core/clusterCreation/creationPorts.ts';
import { parseLossless } from '../../core/clusterWrites/losslessJson.ts';
import type { ManagedClusters, StartedUpdate } from '../../core/entraIntegration/managedClusterPorts.ts';
import { isJsonObject, type ClusterDocument, type JsonObject } from '../../core/clusterWrites/rawCluster.ts';
import { SignedUrl } from '../../core/clusterWrites/signedUrl.ts';
import { newestTestedVersion, oldestTestedVersion } from '../../core/clusterWrites/testedVersions.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmAnswer, ArmClient, ArmRequest } from './armClient.ts';
import { isOfArm } from './armOperations.ts';
import { clusterPath } from './clusterPath.ts';

const providersApiVersion = '2021-04-01';

/** Clusters as the JSON that ARM has, read and written without the SDK’s models, which drop what they do not know. */
export class ArmManagedClusters implements ManagedClusters, Omit<ClusterCreation, 'createGroup'> {
  readonly #arm: ArmClient;
  /** By subscription: clouds differ, and so do the accounts that may ask. */
  readonly #versions = new Map<string, string>();

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async read(seen: SeenCluster, options: CallOptions): Promise<ClusterDocument> {
    const version = await this.#version(seen, options);
    try {
      return await this.#read(seen, options, version);
    } catch (error) {
      // The list is the whole cloud's: a region may be behind it (NoRegisteredProviderFound).
      if (version === oldestTestedVersion || !isUnexpected(error)) {
        throw error;
      }
      const document = await this.#read(seen, options, oldestTestedVersion);
      this.#versions.set(seen.cluster.subscriptionId, oldestTestedVersion);
      return document;
    }
  }

  async update(
    seen: SeenCluster,
    options: CallOptions,
    before: ClusterDocument,
    body: JsonObject,
  ): Promise<StartedUpdate> {
    const { apiVersion } = before;
    const eTag = before.eTag ?? (await this.#eTagOfUnchanged(seen, options, before));
    const answer = await this.#send(seen, options, l10n`update cluster ${seen.cluster.name}`, {
      method: 'PUT',
      path: pathOf(seen, apiVersion),
      body,
      // An eTag goes back as it came, be it with quotation marks or without.
      headers: eTag === undefined ? {} : { 'If-Match': eTag },
    });
    return this.#started(answer);
  }

  async exists(seen: SeenCluster, options: CallOptions): Promise<boolean> {
    try {
      await this.read(seen, options);
      return true;
    } catch (error) {
      if (error instanceof AksEntraError && error.code === 'notFound') {
        return false;
      }
      throw error;
    }
  }

  async create(seen: SeenCluster, options: CallOptions, body: JsonObject): Promise<StartedUpdate> {
    const { name, resourceGroup } = seen.cluster;
    const path = pathOf(seen, await this.#version(seen, options));
    try {
      const headers = { 'If-None-Match': '*' };
      const what = l10n`create cluster ${name}`;
      return this.#started(await this.#send(seen, options, what, { method: 'PUT', path, body, headers }));
    } catch (error) {
      throw error instanceof AksEntraError && error.code === 'clusterChanged'
        ? new AksEntraError('nameTaken', nameTaken(name, resourceGroup))
        : error;
    }
  }

  #started({ headers }: ArmAnswer): StartedUpdate {
    const url = headers['azure-asyncoperation'] ?? headers['location'];
    // Azure took the change up: a link that leads elsewhere is not followed, and the cluster itself is looked at.
    return url !== undefined && isOfArm(url, this.#arm.endpoint) ? { operation: new SignedUrl(url) } : {};
  }

  async #read(seen: SeenCluster, options: CallOptions, apiVersion: string): Promise<ClusterDocument> {
    const { name } = seen.cluster;
    const path = pathOf(seen, apiVersion);
    const answer = await this.#send(seen, options, l10n`read cluster ${name}`, { method: 'GET', path });
    const body = parsed(answer);
    if (!isJsonObject(body)) {
      throw new AksEntraError(
        'unexpectedAnswer',
        l10n`Could not read cluster ${name}: Azure’s answer is not a cluster.`,
      );
    }
    const eTag = readString(body, 'eTag') ?? answer.headers['etag'];
    return { apiVersion, body, ...(eTag === undefined ? {} : { eTag }) };
  }

  /** Where Azure gave no eTag, nothing but a second look tells whether the cluster is as it was. */
  async #eTagOfUnchanged(
    seen: SeenCluster,
    options: CallOptions,
    before: ClusterDocument,
  ): Promise<string | undefined> {
    const now = await this.#read(seen, options, before.apiVersion);
    if (!isDeepStrictEqual(withoutETags(now.body), withoutETags(before.body))) {
      throw new AksEntraError(
        'clusterChanged',
        l10n`Could not update cluster ${seen.cluster.name}: somebody else changed it in the meantime. Nothing was written; look at it again and decide again.`,
      );
    }
    return now.eTag;
  }

  /** Who may change a cluster need not be allowed to see what the cloud has. */
  async #version(seen: SeenCluster, options: CallOptions): Promise<string> {
    const { subscriptionId } = seen.cluster;
    const known = this.#versions.get(subscriptionId);
    if (known !== undefined) {
      return known;
    }
    const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.ContainerService?api-version=${providersApiVersion}`;
    try {
      const what = l10n`read the versions of Azure Kubernetes Service`;
      const body = parsed(await this.#send(seen, options, what, { method: 'GET', path }));
      const type = readItems(body, 'resourceTypes').find(
        (one) => readString(one, 'resourceType')?.toLowerCase() === 'managedclusters',
      );
      const version = newestTestedVersion(readStrings(type, 'apiVersions'));
      this.#versions.set(subscriptionId, version);
      return version;
    } catch (error) {
      if (!(error instanceof AksEntraError) || needsSignIn(error) || error.code === 'offline') {
        throw error;
      }
      return oldestTestedVersion;
    }
  }

  async #send(
    { account, tenants }: SeenCluster,
    options: CallOptions,
    what: string,
    request: ArmRequest,
  ): Promise<ArmAnswer> {
    return this.#arm.send(what, { account, ...options }, tenants.lister.tenantId, request);
  }
}

function pathOf(seen: SeenCluster, apiVersion: string): string {
  return `${clusterPath(seen.cluster)}?api-version=${apiVersion}`;
}

function isUnexpected(error: unknown): boolean {
  return error instanceof AksEntraError && error.code === 'unexpectedAnswer';
}

/** The cluster's own, which one answer may have and the other lack. */
function withoutETags(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name.toLowerCase() !== 'etag'));
}

function parsed({ text }: ArmAnswer): unknown {
  try {
    return parseLossless(text);
  } catch {
    // A syntax error quotes what it does not understand.
    return undefined;
  }
}
