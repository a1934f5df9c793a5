import { AksEntraError } from '../../core/aksEntraError.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { ClusterOperations } from '../../core/entraIntegration/managedClusterPorts.ts';
import type { PollAnswer } from '../../core/clusterWrites/operation.ts';
import type { SignedUrl } from '../../core/clusterWrites/signedUrl.ts';
import { l10n } from '../../core/l10n.ts';
import type { ArmClient } from './armClient.ts';

/** The progress of long operations, where Azure said that it is to be read. */
export class ArmOperations implements ClusterOperations {
  readonly #arm: ArmClient;

  constructor(arm: ArmClient) {
    this.#arm = arm;
  }

  async poll(
    { cluster, account, tenants }: SeenCluster,
    options: CallOptions,
    operation: SignedUrl,
  ): Promise<PollAnswer> {
    const what = l10n`follow the change of cluster ${cluster.name}`;
    const path = operation.reveal();
    // A window that is gone may have kept it; the token goes to ARM only, and the signature holds for these bytes only.
    if (!isOfArm(path, this.#arm.endpoint)) {
      throw new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: its link does not lead to Azure.`);
    }
    const answer = await this.#arm
      .send(what, { account, ...options }, tenants.lister.tenantId, { method: 'GET', path })
      .catch((error: unknown) => {
        throw withoutQuotation(error, what);
      });
    const retryAfter = answer.headers['retry-after'] ?? '';
    return {
      httpStatus: answer.status,
      body: parsed(answer.text),
      ...(/^\d+$/.test(retryAfter) ? { retryAfterSeconds: Number(retryAfter) } : {}),
    };
  }
}

/**
 * Whether a link leads to ARM and is sent as it stands: the URL parser rewrites some characters, which would break its
 * signature, and the SDK adds an api-version where there is none.
 */
export function isOfArm(link: string, endpoint: string): boolean {
  const url = URL.parse(link);
  const isAsItStands = url?.href === link && (url.searchParams.get('api-version') ?? '') !== '';
  return (
    isAsItStands &&
    url.hash === '' &&
    url.origin === new URL(endpoint).origin &&
    url.username === '' &&
    url.password === ''
  );
}

/** Azure’s own words may repeat the link, signature and all. */
function withoutQuotation(error: unknown, what: string): unknown {
  return error instanceof AksEntraError && (error.code === 'unexpectedAnswer' || error.code === 'missingRole')
    ? new AksEntraError(error.code, l10n`Could not ${what}: Azure does not say what became of it.`)
    : error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
