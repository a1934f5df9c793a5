import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import { readItems, readString } from '../../core/azure/readProperty.ts';
import type { Account } from '../../core/entra/signIn.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import type { GraphClient } from './graphClient.ts';

/** Graph's own limit for one getByIds call. */
const idsAtOnce = 1000;

/** Groups are renamed seldom, and who looks at the same cluster again should not wait for the same names. */
const keptForMs = 10 * 60_000;

interface KnownGroup {
  /** Undefined where Graph knows no group by that id, or tells the account of none. */
  readonly name: string | undefined;
  readonly readAtMs: number;
}

/** Group names from Microsoft Graph, where the tenant lets VS Code's client read them; kept in memory for a while. */
export class GraphGroupNames implements GroupNames {
  readonly #graph: GraphClient;
  readonly #logger: Logger;
  readonly #nowMs: () => number;
  /** By account and tenant, then by the group's id in small letters. */
  readonly #known = new Map<string, Map<string, KnownGroup>>();

  constructor(graph: GraphClient, logger: Logger, nowMs: () => number = Date.now) {
    this.#graph = graph;
    this.#logger = logger;
    this.#nowMs = nowMs;
  }

  async groupNames(
    account: Account,
    tenantId: string,
    groupObjectIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const known = this.#knownTo(account, tenantId);
    const wanted = [...new Set(groupObjectIds.map((id) => id.toLowerCase()))];
    const isFresh = ({ readAtMs }: KnownGroup): boolean => this.#nowMs() - readAtMs < keptForMs;
    const missing = wanted.filter((id) => {
      const group = known.get(id);
      return group === undefined || !isFresh(group);
    });
    try {
      for (let first = 0; first < missing.length; first += idsAtOnce) {
        const ids = missing.slice(first, first + idsAtOnce);
        if (!(await this.#read(account, tenantId, ids, known))) {
          break;
        }
      }
    } catch (error) {
      // Names are a comfort: without consent, or offline, the tree shows the ids.
      this.#logger.info(`Group names are not readable in tenant ${tenantId}: ${redactSecrets(messageOf(error))}`);
    }
    // A name that could not be read anew is better than none.
    return new Map(
      wanted.flatMap((id) => {
        const name = known.get(id)?.name;
        return name === undefined ? [] : [[id, name] as const];
      }),
    );
  }

  /** @returns whether Graph told */
  async #read(
    account: Account,
    tenantId: string,
    ids: readonly string[],
    known: Map<string, KnownGroup>,
  ): Promise<boolean> {
    const request = { method: 'POST', path: 'directoryObjects/getByIds', body: { ids, types: ['group'] } } as const;
    const { isOk, status, body } = await this.#graph.send({ account, tenantId }, request);
    if (!isOk) {
      this.#logger.info(`Group names are not readable in tenant ${tenantId}: Graph answered ${status}.`);
      return false;
    }
    const names = new Map(
      readItems(body, 'value').map((group) => [
        readString(group, 'id')?.toLowerCase(),
        readString(group, 'displayName'),
      ]),
    );
    for (const id of ids) {
      known.set(id, { name: names.get(id), readAtMs: this.#nowMs() });
    }
    return true;
  }

  #knownTo(account: Account, tenantId: string): Map<string, KnownGroup> {
    const key = JSON.stringify([account.id, tenantId.toLowerCase()]);
    const known = this.#known.get(key) ?? new Map<string, KnownGroup>();
    this.#known.set(key, known);
    return known;
  }
}
