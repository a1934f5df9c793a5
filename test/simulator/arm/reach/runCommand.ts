import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { noteSurprise } from '../../callRecorder.ts';
import type { SimulatorEnv } from '../../honoEnv.ts';
import { authenticateToken, localAdministrator, type Identity } from '../../kubernetes/authentication.ts';
import type { SimulatedCluster } from '../../scenario.ts';
import { requireClusterAction, requireUnlocked } from '../access.ts';
import { requireClusterVersion } from '../apiVersions.ts';
import { addHeaders, enterCluster, nothingLeft, readJson } from '../armContext.ts';
import { ArmError, badBody } from '../armErrors.ts';
import type { ArmState } from '../armState.ts';
import { requireEnabled } from '../managedClusterUpdate.ts';
import { managedClusterId } from '../managedClusterJson.ts';
import { runInCluster, type CommandOutput } from './runInCluster.ts';

/** A command that Azure took up. */
export interface StartedCommand {
  readonly cluster: SimulatedCluster;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly outcome: CommandOutput | { readonly reason: string };
  polls: number;
}

/** How often a command is looked at before it is done; the first answer is a 202, each other a 200. */
const pollsUntilDone = 1;

/**
 * Run command, as recorded: 202 with a Location and nothing else, whose path has `managedclusters` in small letters and
 * the request's id without its hyphens; the state of a command is in the body, be the status 200 or 202. Recorded in
 * 2023 (PowerShell's `Start-AzAksManagedClusterCommand`); of the refusals, no recording was found but AKS#4769's.
 */
export function addRunCommand(app: Hono<SimulatorEnv>, state: ArmState): void {
  const one =
    '/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.ContainerService/managedClusters/:name';

  app.post(`${one}/runCommand`, async (c) => {
    const version = c.req.query('api-version');
    requireClusterVersion(state, version);
    const { caller, subscription, cluster } = await enterCluster(state, c);
    requireClusterAction(state, caller, cluster, 'runcommand/action');
    requireUnlocked(cluster, 'post');
    requireEnabled(subscription);
    addHeaders(c, nothingLeft);
    const { command, token } = readCommand(await readJson(c));
    requireRunnable(state, cluster);
    const isManaged = cluster.arm.properties.aadProfile?.managed === true;
    if (token !== undefined && !isManaged) {
      noteSurprise(c.env.outgoing, 'a token for a cluster without managed Entra');
    }
    const identity = isManaged ? await callerInside(state, cluster, token) : localAdministrator;
    const [failed] = state.faults.find('failedCommand');
    if (failed !== undefined) {
      state.faults.count(failed.fault);
    }
    const startedAt = new Date();
    const id = (c.res.headers.get('x-ms-request-id') ?? randomUUID()).replaceAll('-', '');
    state.commands.set(id, {
      cluster,
      startedAt: startedAt.toISOString(),
      finishedAt: new Date(startedAt.getTime() + 1000).toISOString(),
      outcome: failed === undefined ? runInCluster(command, identity, cluster) : { reason: failed.fault.reason },
      polls: 0,
    });
    const path = managedClusterId(cluster).replace('/managedClusters/', '/managedclusters/');
    c.header('Location', `https://management.azure.com${path}/commandResults/${id}?api-version=${version ?? ''}`);
    return c.body(null, 202);
  });

  app.get(`${one}/commandResults/:command`, async (c) => {
    requireClusterVersion(state, c.req.query('api-version'));
    const { caller, cluster } = await enterCluster(state, c);
    requireClusterAction(state, caller, cluster, 'commandResults/read');
    const id = c.req.param('command');
    const started = state.commands.get(id);
    if (started?.cluster !== cluster) {
      throw new ArmError(404, 'NotFound', `The command result '${id}' was not found.`, { surprise: 'unknown command' });
    }
    const isSlow = state.faults.find('slowCommand').length > 0;
    const isDone = !isSlow && started.polls >= pollsUntilDone;
    started.polls += 1;
    return c.body(
      escapedAsGo({ id, properties: isDone ? endOf(started) : { provisioningState: 'Running' } }),
      started.polls === 1 ? 202 : 200,
      { 'Content-Type': 'application/json; charset=utf-8' },
    );
  });
}

function endOf({ startedAt, finishedAt, outcome }: StartedCommand): Record<string, unknown> {
  return 'reason' in outcome
    ? { provisioningState: 'Failed', startedAt, finishedAt, reason: outcome.reason }
    : { provisioningState: 'Succeeded', exitCode: outcome.exitCode, startedAt, finishedAt, logs: outcome.logs };
}

/** @throws ArmError 400 */
function readCommand(body: unknown): { readonly command: string; readonly token: string | undefined } {
  const { command, clusterToken, ...others } = body as Record<string, unknown>;
  const unknown = Object.keys(others).filter((name) => name !== 'context');
  if (typeof command !== 'string' || command.trim() === '' || unknown.length > 0) {
    throw badBody('The value of parameter command is invalid.', 'InvalidParameter');
  }
  return { command, token: typeof clusterToken === 'string' ? clusterToken : undefined };
}

/** @throws ArmError */
function requireRunnable(state: ArmState, cluster: SimulatedCluster): void {
  const { powerState, apiServerAccessProfile } = cluster.arm.properties;
  if (powerState?.code === 'Stopped') {
    throw new ArmError(409, 'OperationNotAllowed', 'Run command is not allowed: the cluster is stopped.', {
      isBare: true,
    });
  }
  if (apiServerAccessProfile?.disableRunCommand === true) {
    throw new ArmError(400, 'BadRequest', 'Run command is disabled for this cluster.', { isBare: true });
  }
  const [blocked] = state.faults.find('blockedCommand');
  if (blocked !== undefined) {
    state.faults.count(blocked.fault);
    throw new ArmError(
      400,
      'RunCommandBlockedByAzurePolicy',
      'Run command is blocked by external resource, please check the cluster’s policies, details: AKS runCommand feature is blocked by Azure Policy applied to this cluster, please contact the administrator of the subscription.',
      { isBare: true, more: { subcode: 'PodCreateBlockedByAzurePolicy' } },
    );
  }
}

/** Who the command is run as: the token's owner. @throws ArmError 400 */
async function callerInside(state: ArmState, cluster: SimulatedCluster, token: string | undefined): Promise<Identity> {
  if (token === undefined) {
    throw badBody('The cluster token is required for a cluster with managed Microsoft Entra ID.', 'BadRequest');
  }
  const { directory, tokens } = state;
  const caller = await authenticateToken(token, { cluster, directory, tokens, now: () => Date.now() });
  if ('refusal' in caller) {
    throw badBody(`The cluster token is not valid: ${caller.refusal}`, 'BadRequest');
  }
  return caller;
}

/** Go's JSON writes what has a meaning in HTML as its code point. */
function escapedAsGo(body: object): string {
  return JSON.stringify(body).replaceAll(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
