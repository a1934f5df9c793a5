import { readItems, readString } from '../../core/azure/readProperty.ts';
import { isCancellation } from '../../core/cancellation.ts';
import {
  type PeopleSearch,
  type PeopleSearchResult,
  type Principal,
  principalName,
} from '../../core/directory/people.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import type { Account } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import type { GraphCaller, GraphClient } from './graphClient.ts';
import { searchClause } from './searchClause.ts';

/** More than a person reads; whoever wants another one types more of its name. */
const mostShown = 25;
/** Graph's own limit for one getByIds call. */
const idsAtOnce = 1000;

/** What Graph answered; refused: it does not let this sign-in ask that; unanswered: the next question may be answered. */
type Answer = { readonly value: readonly unknown[] } | 'refused' | 'unanswered';

/** People and groups from Microsoft Graph, where the tenant lets VS Code's client read them. */
export class GraphPeople implements PeopleSearch {
  readonly #graph: GraphClient;
  readonly #logger: Logger;

  constructor(graph: GraphClient, logger: Logger) {
    this.#graph = graph;
    this.#logger = logger;
  }

  async search(account: Account, tenantId: string, text: string, signal: AbortSignal): Promise<PeopleSearchResult> {
    const groups = `groups?$search=${searchClause('displayName', text)}&$filter=securityEnabled%20eq%20true&$select=id,displayName&$count=true&$top=${mostShown}`;
    const or = encodeURIComponent(' OR ');
    const people = `users?$search=${searchClause('displayName', text)}${or}${searchClause('userPrincipalName', text)}&$select=id,displayName,userPrincipalName&$count=true&$top=${mostShown}`;
    const answers = await Promise.all([
      this.#ask({ account, tenantId, signal, interaction: 'allowed' }, groups),
      this.#ask({ account, tenantId, signal, interaction: 'allowed' }, people),
    ]);
    const [ofGroups, ofPeople] = answers;
    const principals = [...principalsIn(ofGroups, 'Group'), ...principalsIn(ofPeople, 'User')];
    if (answers.every((answer) => typeof answer === 'string')) {
      return answers.includes('refused') ? notAllowed() : unanswered();
    }
    return { kind: 'found', principals };
  }

  async byIds(
    account: Account,
    tenantId: string,
    objectIds: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Principal>> {
    if (objectIds.length === 0) {
      return new Map();
    }
    const body = { ids: objectIds.slice(0, idsAtOnce), types: ['group', 'user'] };
    const answer = await this.#ask({ account, tenantId, signal }, 'directoryObjects/getByIds', body);
    const found = [...principalsIn(answer, 'Group', true), ...principalsIn(answer, 'User', true)];
    return new Map(found.map((one) => [one.objectId.toLowerCase(), one]));
  }

  async #ask(caller: GraphCaller, path: string, body?: object): Promise<Answer> {
    try {
      const answer = await this.#graph.send(caller, {
        method: body === undefined ? 'GET' : 'POST',
        path,
        isAdvanced: true,
        ...(body === undefined ? {} : { body }),
      });
      if (!answer.isOk) {
        this.#logger.info(`People are not readable in tenant ${caller.tenantId}: Graph answered ${answer.status}.`);
        return answer.status === 401 || answer.status === 403 ? 'refused' : 'unanswered';
      }
      return { value: readItems(answer.body, 'value') };
    } catch (error) {
      if (isCancellation(error)) {
        throw error;
      }
      this.#logger.info(`People are not readable in tenant ${caller.tenantId}: ${redactSecrets(messageOf(error))}`);
      return needsSignIn(error) ? 'refused' : 'unanswered';
    }
  }
}

function principalsIn(answer: Answer, kind: Principal['kind'], isMixed = false): Principal[] {
  const items = typeof answer === 'string' ? [] : answer.value;
  const type = kind === 'Group' ? '#microsoft.graph.group' : '#microsoft.graph.user';
  return items
    .filter((item) => !isMixed || readString(item, '@odata.type') === type)
    .flatMap((item): Principal[] => {
      const objectId = readString(item, 'id');
      const name = readString(item, 'displayName');
      const signInName = kind === 'User' ? readString(item, 'userPrincipalName') : undefined;
      return objectId === undefined
        ? []
        : [
            {
              kind,
              objectId,
              ...(name === undefined ? {} : { name }),
              ...(signInName === undefined ? {} : { signInName }),
            },
          ];
    })
    .toSorted((a, b) => principalName(a).localeCompare(principalName(b)));
}

function notAllowed(): PeopleSearchResult {
  return {
    kind: 'refused',
    why: l10n`Microsoft Graph does not let this sign-in search people and groups. Paste the object id.`,
  };
}

function unanswered(): PeopleSearchResult {
  return {
    kind: 'unanswered',
    why: l10n`Microsoft Graph gave no answer. Keep typing to ask again, or paste the object id.`,
  };
}
