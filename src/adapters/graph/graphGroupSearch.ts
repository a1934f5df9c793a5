import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { readItems, readString } from '../../core/azure/readProperty.ts';
import { cancellation, unlessAborted } from '../../core/cancellation.ts';
import type { FoundGroup, GroupSearch, GroupSearchResult } from '../../core/directory/groupSearch.ts';
import type { Account, SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';

const defaultAnswerWithinMs = 10_000;
/** More than a person reads; whoever wants another one types more of its name. */
const mostShown = 50;
const selected = '$filter=securityEnabled%20eq%20true&$select=id,displayName&$count=true';

/** Security groups from Microsoft Graph, by words in their names, where the tenant lets VS Code's client read them. */
export class GraphGroupSearch implements GroupSearch {
  readonly #signIn: SignIn;
  readonly #cloud: () => Cloud;
  readonly #logger: Logger;
  readonly #answerWithinMs: number;

  constructor(signIn: SignIn, cloud: () => Cloud, logger: Logger, answerWithinMs = defaultAnswerWithinMs) {
    this.#signIn = signIn;
    this.#cloud = cloud;
    this.#logger = logger;
    this.#answerWithinMs = answerWithinMs;
  }

  async search(account: Account, tenantId: string, text: string, signal: AbortSignal): Promise<GroupSearchResult> {
    const path = `groups?$search=${searchArgument(text)}&${selected}&$top=${mostShown}`;
    return this.#groups(account, tenantId, path, signal);
  }

  async ownGroups(account: Account, tenantId: string, signal: AbortSignal): Promise<GroupSearchResult> {
    const path = `me/transitiveMemberOf/microsoft.graph.group?${selected}&$top=${mostShown}`;
    return this.#groups(account, tenantId, path, signal);
  }

  async #groups(account: Account, tenantId: string, path: string, signal: AbortSignal): Promise<GroupSearchResult> {
    const { graphEndpoint } = this.#cloud();
    try {
      const scope = `${graphEndpoint}/.default`;
      const { token } = await unlessAborted(signal, () =>
        this.#signIn.token({ account, tenantId, scope, interaction: 'silent' }),
      );
      const response = await fetch(`${graphEndpoint}/v1.0/${path}`, {
        // Searching, and casts to a type, are what Graph calls advanced queries.
        headers: { authorization: `Bearer ${token}`, consistencylevel: 'eventual' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#answerWithinMs)]),
      });
      if (!response.ok) {
        this.#logger.info(`Groups are not searchable in tenant ${tenantId}: Graph answered ${response.status}.`);
        return response.status === 401 || response.status === 403 ? notAllowed() : unreachable();
      }
      return { kind: 'found', groups: groupsIn(await response.json()) };
    } catch (error) {
      if (signal.aborted) {
        throw cancellation();
      }
      // fetch quotes a header that it cannot send, token and all.
      const reason = redactSecrets(error instanceof Error ? error.message : l10n`unknown error`);
      this.#logger.info(`Groups are not searchable in tenant ${tenantId}: ${reason}`);
      return error instanceof AksEntraError ? notAllowed() : unreachable();
    }
  }
}

/**
 * The words as one clause of `$search`. Graph v1.0 ends the argument at an encoded ampersand, so that is encoded twice.
 *
 * @see https://learn.microsoft.com/graph/search-query-parameter
 */
function searchArgument(text: string): string {
  const words = text.replaceAll(/["\\]/g, ' ').replaceAll('&', '%26').trim();
  return encodeURIComponent(`"displayName:${words}"`);
}

function groupsIn(body: unknown): FoundGroup[] {
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
  return { kind: 'refused', why: l10n`Microsoft Graph gave no answer. Paste the object ids of the groups.` };
}
