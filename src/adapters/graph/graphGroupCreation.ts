import { AksEntraError } from '../../core/aksEntraError.ts';
import { readProperty, readString, readStrings } from '../../core/azure/readProperty.ts';
import { isCancellation } from '../../core/cancellation.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import {
  type GroupCreation,
  type GroupMembership,
  letsCreateGroups,
  nicknameOf,
} from '../../core/directory/groupCreation.ts';
import type { FoundGroup } from '../../core/directory/groupSearch.ts';
import type { Account } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { messageOf } from '../../core/messageOf.ts';
import { printable } from '../../core/printable.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';
import type { GraphAnswer, GraphCaller, GraphClient } from './graphClient.ts';
import { groupsIn } from './graphGroupSearch.ts';

/** Graph's own limit for one checkMemberGroups call. */
const idsAtOnce = 20;

/** Making groups in Microsoft Graph, and who is in them, where the tenant lets VS Code's client. */
export class GraphGroupCreation implements GroupCreation, GroupMembership {
  readonly #graph: GraphClient;
  readonly #logger: Logger;

  constructor(graph: GraphClient, logger: Logger) {
    this.#graph = graph;
    this.#logger = logger;
  }

  async mayCreate(account: Account, tenantId: string, signal: AbortSignal): Promise<boolean> {
    const facts = await this.#unlessRefused(tenantId, () => this.#graph.tokenFacts({ account, tenantId, signal }));
    return facts?.objectId !== undefined && letsCreateGroups(facts.scopes);
  }

  async groupsNamed(
    account: Account,
    tenantId: string,
    name: string,
    signal: AbortSignal,
  ): Promise<readonly FoundGroup[]> {
    // A quotation mark within a text is written twice: OData 4.01, URL conventions.
    const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);
    const answer = await this.#unlessRefused(tenantId, () =>
      this.#graph.send(
        { account, tenantId, signal, interaction: 'allowed' },
        { method: 'GET', path: `groups?$filter=${filter}&$select=id,displayName&$top=10` },
      ),
    );
    return answer?.isOk === true ? groupsIn(answer.body) : [];
  }

  async create(account: Account, tenantId: string, name: string, signal: AbortSignal): Promise<FoundGroup> {
    const caller: GraphCaller = { account, tenantId, signal, interaction: 'allowed' };
    const { objectId } = await this.#graph.tokenFacts(caller);
    const answer = await this.#graph
      .send(caller, {
        method: 'POST',
        path: 'groups',
        body: {
          displayName: name,
          mailEnabled: false,
          mailNickname: nicknameOf(name),
          securityEnabled: true,
          // Whoever makes a group becomes its owner; who names themselves as one is refused (Graph's known issues).
          'members@odata.bind': [`${this.#graph.root}/directoryObjects/${objectId ?? ''}`],
        },
      })
      .catch((error: unknown) => {
        throw error instanceof AksEntraError && error.code === 'offline' ? unanswered(name) : error;
      });
    const id = readString(answer.body, 'id');
    if (!answer.isOk) {
      throw refusal(name, answer);
    }
    if (id === undefined) {
      throw unanswered(name);
    }
    return { objectId: id, name: readString(answer.body, 'displayName') ?? name };
  }

  async memberOf(
    account: Account,
    tenantId: string,
    groupObjectIds: readonly string[],
    options: CallOptions,
  ): Promise<readonly string[] | undefined> {
    const found: string[] = [];
    for (let first = 0; first < groupObjectIds.length; first += idsAtOnce) {
      const answer = await this.#unlessRefused(tenantId, () =>
        this.#graph.send(
          { account, tenantId, ...options },
          {
            method: 'POST',
            path: 'me/checkMemberGroups',
            body: { groupIds: groupObjectIds.slice(first, first + idsAtOnce) },
          },
        ),
      );
      if (answer?.isOk !== true) {
        return undefined;
      }
      found.push(...readStrings(answer.body, 'value').map((id) => id.toLowerCase()));
    }
    return found;
  }

  /** Without consent, or offline, whoever asks goes on without an answer. */
  async #unlessRefused<T>(tenantId: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (isCancellation(error)) {
        throw error;
      }
      this.#logger.info(`Graph cannot be asked in tenant ${tenantId}: ${redactSecrets(messageOf(error))}`);
      return undefined;
    }
  }
}

function refusal(name: string, { status, body }: GraphAnswer): AksEntraError {
  const error = readProperty(body, 'error');
  const code = readString(error, 'code') ?? String(status);
  if (status === 401 || status === 403) {
    return new AksEntraError(
      'missingRole',
      l10n`The group ${quotedName(name)} was not made: the directory does not let you make groups (${printable(code)}). Ask an administrator for one with you in it, or for the role Groups Administrator.`,
    );
  }
  if (status === 429 || status >= 500) {
    return new AksEntraError(
      status === 429 ? 'throttled' : 'azureUnavailable',
      l10n`The group ${quotedName(name)} was not made: Microsoft Graph answered ${String(status)}. Check whether it is there before you try again.`,
    );
  }
  const message = redactSecrets(readString(error, 'message') ?? '');
  return new AksEntraError(
    'updateRefused',
    l10n`The group ${quotedName(name)} was not made: ${printable(`${code} ${message}`.trim())}`,
  );
}

/** Graph may have done it: to ask again could make a second one. */
function unanswered(name: string): AksEntraError {
  return new AksEntraError(
    'updateUnanswered',
    l10n`Microsoft Graph did not say whether it made the group ${quotedName(name)}. Look for it before you try again: a name can be given twice.`,
  );
}
