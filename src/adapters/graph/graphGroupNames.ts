import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { readItems, readString } from '../../core/azure/readProperty.ts';
import type { Account, SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import { redactSecrets } from '../../core/redactSecrets.ts';

const defaultAnswerWithinMs = 10_000;
/** Graph's own limit for one getByIds call. */
const idsAtOnce = 1000;

/** Group names from Microsoft Graph, where the tenant lets VS Code's client read them. */
export class GraphGroupNames implements GroupNames {
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

  async groupNames(
    account: Account,
    tenantId: string,
    groupObjectIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    if (groupObjectIds.length === 0) {
      return names;
    }
    const endpoint = this.#cloud().graphEndpoint;
    try {
      const scope = `${endpoint}/.default`;
      const { token } = await this.#signIn.token({ account, tenantId, scope, interaction: 'silent' });
      const response = await fetch(`${endpoint}/v1.0/directoryObjects/getByIds`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ids: groupObjectIds.slice(0, idsAtOnce), types: ['group'] }),
        signal: AbortSignal.timeout(this.#answerWithinMs),
      });
      if (!response.ok) {
        this.#logger.info(`Group names are not readable in tenant ${tenantId}: Graph answered ${response.status}.`);
        return names;
      }
      const body: unknown = await response.json();
      for (const group of readItems(body, 'value')) {
        const id = readString(group, 'id');
        const displayName = readString(group, 'displayName');
        if (id !== undefined && displayName !== undefined) {
          names.set(id.toLowerCase(), displayName);
        }
      }
    } catch (error) {
      // Names are a comfort: without consent, or offline, the tree shows the ids.
      // fetch quotes a header that it cannot send, token and all.
      const reason = redactSecrets(error instanceof Error ? error.message : l10n`unknown error`);
      this.#logger.info(`Group names are not readable in tenant ${tenantId}: ${reason}`);
    }
    return names;
  }
}
