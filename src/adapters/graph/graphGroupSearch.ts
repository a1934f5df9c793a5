import { readItems, readString } from '../../core/azure/readProperty.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { FoundGroup, GroupSearch, GroupSearchResult } from '../../core/directory/groupSearch.ts';
import type { Account } from '../../core/entra/signIn.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import type { GraphClient } from './graphClient.ts';
import { searchClause } from './searchClause.ts';

/** More than a person reads; whoever wants another one types more of its name. */
const mostShown = 50;
const selected = '$filter=securityEnabled%20eq%20true&$select=id,displayName&$count=true';

/** Security groups from Microsoft Graph, by words in their names, where the tenant lets VS Code's client read them. */
export class GraphGroupSearch implements GroupSearch {
  readonly #graph: GraphClient;
  readonly #logger: Logger;

  constructor(graph: GraphClient, logger: Logger) {
    this.#graph = graph;
    this.#logger = logger;
  }

  async search(account: Account, tenantId: string, text: string, signal: AbortSignal): Promise<GroupSearchResult> {
    const path = `groups?$search=${searchClause('displayName', text)}&${selected}&$top=${mostShown}`;
    return this.#groups(account, tenantId, path, signal);
  }

  async ownGroups(account: Account, tenantId: string, signal: AbortSignal): Promise<GroupSearchResult> {
    const path = `me/transitiveMemberOf/microsoft.graph.group?${selected}&$top=${mostShown}`;
    return this.#groups(account, tenantId, path, signal);
  }

  async #groups(account: Account, tenantId: string, path: string, signal: AbortSignal): Promise<GroupSearchResult> {
    try {
      const { isOk, status, body } = await this.#graph.send(
        { account, tenantId, signal, interaction: 'allowed' },
        { method: 'GET', path, isAdvanced: true },
      );
      if (!isOk) {
        this.#logger.info(`Groups are not searchable in tenant ${tenantId}: Graph answered ${status}.`);
        return status === 401 || status === 403 ? notAllowed() : unreachable();
      }
      return { kind: 'found', groups: groupsIn(body) };
    } catch (error) {
      if (isCancellation(error)) {
        throw error;
      }
      this.#logger.info(`Groups are not searchable in tenant ${tenantId}: ${redactSecrets(messageOf(error))}`);
      return needsSignIn(error) ? notAllowed() : unreachable();
    }
  }
}

/** Groups in an answer, by name. */
export function groupsIn(body: unknown): FoundGroup[] {
  return readItems(body, 'value')
    .flatMap((group) => {
      const objectId = readString(group, 'id');
      const name = readString(group, 'displayName');
      return objectId === undefined || name === undefined ? [] : [{ objectId, name }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function notAllowed(): GroupSearchResult {
  return {
    kind: 'refused',
    why: l10n`Microsoft Graph does not let this sign-in search groups. Paste the object ids of the groups.`,
  };
}

function unreachable(): GroupSearchResult {
  return {
    kind: 'unanswered',
    why: l10n`Microsoft Graph gave no answer. Keep typing to ask again, or paste the object ids of the groups.`,
  };
}
