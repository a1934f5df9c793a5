import { AksEntraError } from '../../core/aksEntraError.ts';
import { readString } from '../../core/azure/readProperty.ts';
import { signInTenant } from '../../core/clusters/cluster.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { SignedUrl } from '../../core/clusterWrites/signedUrl.ts';
import { clusterScope } from '../../core/entra/scopes.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { sendsToken } from '../../core/privateClusters/commandTexts.ts';
import {
  type BastionHosts,
  commandState,
  type CommandState,
  type RunCommands,
} from '../../core/privateClusters/commandPorts.ts';
import type { ArmClient } from './armClient.ts';
import { isOfArm } from './armOperations.ts';
import { clusterPath } from './clusterPath.ts';

const apiVersion = '2025-10-01';
const resourcesApiVersion = '2021-04-01';

/** Commands inside a cluster, which Azure runs. The token for AKS goes to ARM’s host in the body, and nowhere else. */
export class ArmRunCommands implements RunCommands, BastionHosts {
  readonly #arm: ArmClient;
  readonly #signIn: Pick<SignIn, 'token'>;

  constructor(arm: ArmClient, signIn: Pick<SignIn, 'token'>) {
    this.#arm = arm;
    this.#signIn = signIn;
  }

  async start(seen: SeenCluster, options: CallOptions, command: string): Promise<SignedUrl> {
    const { cluster, account, tenants } = seen;
    const what = l10n`run a command in ${cluster.name}`;
    const token = sendsToken(cluster) ? await this.#token(seen, options) : undefined;
    options.signal.throwIfAborted();
    const answer = await this.#arm
      .send(what, { account, ...options }, tenants.lister.tenantId, {
        method: 'POST',
        path: `${clusterPath(cluster)}/runCommand?api-version=${apiVersion}`,
        body: { command, ...(token === undefined ? {} : { clusterToken: token }) },
      })
      .catch((error: unknown) => {
        throw withoutToken(error, what, token);
      });
    const url = answer.headers['location'];
    if (url === undefined || !isOfArm(url, this.#arm.endpoint)) {
      throw new AksEntraError(
        'updateUnanswered',
        l10n`Could not follow the command in ${cluster.name}: Azure accepted it, but does not say where its result is. It may still run.`,
      );
    }
    return new SignedUrl(url);
  }

  async look({ cluster, account, tenants }: SeenCluster, options: CallOptions, url: SignedUrl): Promise<CommandState> {
    const what = l10n`read the result of the command in ${cluster.name}`;
    const request = { method: 'GET', path: url.reveal() } as const;
    const { text } = await this.#arm.send(what, { account, ...options }, tenants.lister.tenantId, request);
    return commandState(parsed(text));
  }

  async bastionHosts({ cluster, account, tenants }: SeenCluster, options: CallOptions): Promise<string[]> {
    const filter = encodeURIComponent("resourceType eq 'Microsoft.Network/bastionHosts'");
    const path = `/subscriptions/${encodeURIComponent(cluster.subscriptionId)}/resources?$filter=${filter}&api-version=${resourcesApiVersion}`;
    const what = l10n`list the Bastion hosts of the subscription of ${cluster.name}`;
    const hosts = await this.#arm.list(what, { account, ...options }, tenants.lister.tenantId, path);
    return hosts.flatMap((host) => readString(host, 'id') ?? []);
  }

  async #token({ cluster, account }: SeenCluster, { interaction }: CallOptions): Promise<string> {
    const { token } = await this.#signIn.token({
      account,
      tenantId: signInTenant(cluster),
      scope: clusterScope(),
      interaction,
    });
    return token;
  }
}

/** Azure’s own words, or a proxy’s, may repeat what they were sent. */
function withoutToken(error: unknown, what: string, token: string | undefined): unknown {
  return error instanceof AksEntraError && token !== undefined && error.message.includes(token.slice(0, 40))
    ? new AksEntraError(error.code, l10n`Could not ${what}: Azure refused it.`)
    : error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A syntax error quotes what it does not understand.
    return undefined;
  }
}
