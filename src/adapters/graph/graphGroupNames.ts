import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { readItems, readString } from '../../core/azure/readProperty.ts';
import type { Account } from '../../core/entra/signIn.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import type { GraphClient } from './graphClient.ts';

/** Graph's own limit for one getByIds call. */
const idsAtOnce = 1000;

/** Group names from Microsoft Graph, where the tenant lets VS Code's client read them. */
export class GraphGroupNames implements GroupNames {
  readonly #graph: GraphClient;
  readonly #logger: Logger;

  constructor(graph: GraphClient, logger: Logger) {
    this.#graph = graph;
    this.#logger = logger;
  }

  async groupNames(
    account: Account,
    tenantId: string,
    groupObjectIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    if (groupObjectIds.length === 0) {
      return names;
    }
    try {
      const path = 'directoryObjects/getByIds';
      const asked = { ids: groupObjectIds.slice(0, idsAtOnce), types: ['group'] };
      const { isOk, status, body } = await this.#graph.send(
        { account, tenantId },
        { method: 'POST', path, body: asked },
      );
      if (!isOk) {
        this.#logger.info(`Group names are not readable in tenant ${tenantId}: Graph answered ${status}.`);
        return names;
      }
      for (const group of readItems(body, 'value')) {
        const id = readString(group, 'id');
        const displayName = readString(group, 'displayName');
        if (id !== undefined && displayName !== undefined) {
          names.set(id.toLowerCase(), displayName);
        }
      }
    } catch (error) {
      // Names are a comfort: without consent, or offline, the tree shows the ids.
      this.#logger.info(`Group names are not readable in tenant ${tenantId}: ${redactSecrets(messageOf(error))}`);
    }
    return names;
  }
}
