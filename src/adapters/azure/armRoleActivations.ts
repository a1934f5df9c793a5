import { randomUUID } from 'node:crypto';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { readProperty, readString } from '../../core/azure/readProperty.ts';
import type { CallOptions } from '../../core/clusters/clusterPorts.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import { isObjectId } from '../../core/directory/objectId.ts';
import { readClaims } from '../../core/entra/accessToken.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { activationBody, type ActivationWish } from '../../core/roleActivation/activationRequest.ts';
import type { EligibleRole } from '../../core/roleActivation/eligibleRole.ts';
import type { RoleActivations } from '../../core/roleActivation/roleActivations.ts';
import type { ArmClient } from './armClient.ts';
import { clusterPath } from './clusterPath.ts';

const pimApiVersion = '2020-10-01';

/** What ARM itself asks with where it wants a second factor for a write (azure-cli#31699). */
const secondFactor = JSON.stringify({ access_token: { acrs: { essential: true, values: ['p1'] } } });

/** Privileged Identity Management, through ARM: it needs no consent for Graph. */
export class ArmRoleActivations implements RoleActivations {
  readonly #arm: ArmClient;
  readonly #signIn: Pick<SignIn, 'token'>;
  readonly #cloud: () => Cloud;

  constructor(arm: ArmClient, signIn: Pick<SignIn, 'token'>, cloud: () => Cloud) {
    this.#arm = arm;
    this.#signIn = signIn;
    this.#cloud = cloud;
  }

  eligible(seen: SeenCluster, options: CallOptions): Promise<unknown[]> {
    const what = l10n`read the roles that you could activate on ${seen.cluster.name}`;
    return this.#list(what, seen, options, 'roleEligibilityScheduleInstances');
  }

  active(seen: SeenCluster, options: CallOptions): Promise<unknown[]> {
    const what = l10n`read the roles that are active on ${seen.cluster.name}`;
    return this.#list(what, seen, options, 'roleAssignmentScheduleInstances');
  }

  async activate(seen: SeenCluster, options: CallOptions, role: EligibleRole, wish: ActivationWish): Promise<string> {
    const { account, tenants } = seen;
    const what = l10n`activate ${quotedName(role.name)} for ${seen.cluster.name}`;
    const path = `${pathOfScope(role.scope)}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${randomUUID()}?api-version=${pimApiVersion}`;
    const body = activationBody(role, wish, await this.#ownObjectId(seen, options), Date.now());
    const caller = { account, ...options };
    const { text } = await this.#arm.send(what, caller, tenants.lister.tenantId, { method: 'PUT', path, body });
    return readString(readProperty(parsed(text), 'properties'), 'status') ?? 'unknown';
  }

  async stepUp({ account, tenants }: SeenCluster): Promise<void> {
    await this.#signIn.token({
      account,
      tenantId: tenants.lister.tenantId,
      scope: this.#cloud().armScope,
      interaction: 'allowed',
      claims: btoa(secondFactor),
    });
  }

  /** A guest has another object id than at home: only the token of this tenant says which. */
  async #ownObjectId({ account, tenants }: SeenCluster, { interaction }: CallOptions): Promise<string> {
    const { tenantId } = tenants.lister;
    const { token } = await this.#signIn.token({ account, tenantId, scope: this.#cloud().armScope, interaction });
    const objectId = readClaims(token)?.['oid'];
    if (typeof objectId !== 'string' || !isObjectId(objectId)) {
      throw new AksEntraError('signInFailed', l10n`Your token does not say who you are in this tenant. Sign in again.`);
    }
    return objectId;
  }

  #list(
    what: string,
    { cluster, account, tenants }: SeenCluster,
    options: CallOptions,
    type: string,
  ): Promise<unknown[]> {
    const path = `${clusterPath(cluster)}/providers/Microsoft.Authorization/${type}?api-version=${pimApiVersion}&$filter=asTarget()`;
    return this.#arm.list(what, { account, ...options }, tenants.lister.tenantId, path);
  }
}

/** @throws AksEntraError unexpectedAnswer for a scope that would lead to another place */
function pathOfScope(scope: string): string {
  const segments = scope.replace(/\/$/, '').split('/').slice(1);
  if ((!scope.startsWith('/') && scope !== '') || segments.some((segment) => /^\.{0,2}$/.test(segment))) {
    throw new AksEntraError(
      'unexpectedAnswer',
      l10n`Azure named a scope that was not understood: ${quotedName(scope)}.`,
    );
  }
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
