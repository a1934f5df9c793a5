import type { Hono } from 'hono';
import { clusterScope } from '../azureRoles.ts';
import type { SimulatorEnv } from '../honoEnv.ts';
import type { SimulatedCluster } from '../scenario.ts';
import { deterministicGuid } from '../scenarios/deterministicGuid.ts';
import { requireAction, requireUnlocked } from './access.ts';
import { requireClusterVersion } from './apiVersions.ts';
import { enterCluster, urlOf, type ArmContext } from './armContext.ts';
import { ArmError } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import { answerCredentialCall } from './clusterCredentials.ts';
import { managedClusterId } from './managedClusterJson.ts';
import { requireEnabled } from './managedClusterUpdate.ts';
import { pageOf } from './paging.ts';

export const namespaceType = 'Microsoft.ContainerService/managedClusters/managedNamespaces';

/**
 * `managedClusters/{c}/managedNamespaces`: list, get and credential. No recording of them was found; the shapes are
 * those of the 2025-10-01 specification.
 */
export function addManagedNamespaces(app: Hono<SimulatorEnv>, state: ArmState): void {
  const all =
    '/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.ContainerService/managedClusters/:name/managedNamespaces';

  app.get(all, async (c) => {
    requireClusterVersion(state, c.req.query('api-version'));
    const { caller, cluster } = await enterCluster(state, c);
    requireAction(state, caller, clusterScope(cluster), `${namespaceType}/read`);
    const rows = (cluster.managedNamespaces ?? []).map((name) => namespaceJson(cluster, name));
    return c.json(pageOf(rows, urlOf(c), state.options.pageSize));
  });

  app.get(`${all}/:namespace`, async (c) => {
    requireClusterVersion(state, c.req.query('api-version'));
    const { caller, cluster } = await enterCluster(state, c);
    const name = c.req.param('namespace');
    requireAction(state, caller, namespaceScope(cluster, name), `${namespaceType}/read`);
    return c.json(namespaceJson(cluster, requireNamespace(cluster, name)));
  });

  app.post(`${all}/:namespace/listCredential`, async (c) => {
    requireClusterVersion(state, c.req.query('api-version'));
    const { caller, subscription, cluster } = await enterCluster(state, c);
    const name = c.req.param('namespace');
    requireAction(state, caller, namespaceScope(cluster, name), `${namespaceType}/listCredential/action`);
    requireNamespace(cluster, name);
    requireUnlocked(cluster, 'post');
    requireEnabled(subscription);
    refuseParameters(c);
    if (cluster.arm.properties.aadProfile?.enableAzureRBAC !== true) {
      throw new ArmError(400, 'BadRequest', 'Azure RBAC has to be enabled for credentials of managed namespaces.', {
        isBare: true,
      });
    }
    const request = { kind: 'clusterUser', format: undefined, serverFqdn: undefined } as const;
    const { kubeconfigs } = (await answerCredentialCall(state, subscription, cluster, request)) as {
      kubeconfigs: { value: string }[];
    };
    return c.json({ kubeconfigs: kubeconfigs.map(({ value }) => ({ name: 'credentialName1', value })) });
  });
}

/** This call takes neither `format` nor `server-fqdn`. */
function refuseParameters(c: ArmContext): void {
  const [given] = ['format', 'server-fqdn'].filter((name) => c.req.query(name) !== undefined);
  if (given !== undefined) {
    throw new ArmError(400, 'InvalidParameter', `The parameter ${given} is not known.`, {
      isBare: true,
      surprise: `listCredential with ${given}`,
    });
  }
}

function requireNamespace(cluster: SimulatedCluster, name: string): string {
  const found = cluster.managedNamespaces?.find((one) => one.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    throw new ArmError(404, 'NotFound', `Could not find managed namespace: ${name}`, { isBare: true });
  }
  return found;
}

export function namespaceScope(cluster: SimulatedCluster, name: string): string {
  return `${clusterScope(cluster)}/managedNamespaces/${name}`;
}

export function namespaceJson(cluster: SimulatedCluster, name: string): Record<string, unknown> {
  return {
    id: `${managedClusterId(cluster)}/managedNamespaces/${name}`,
    name,
    type: namespaceType,
    location: cluster.arm.location,
    eTag: deterministicGuid(`managed namespace ${cluster.name} ${name}`),
    properties: {
      provisioningState: 'Succeeded',
      labels: {},
      annotations: {},
      portalFqdn: cluster.arm.properties['azurePortalFQDN'],
      defaultResourceQuota: { cpuRequest: '1', cpuLimit: '2', memoryRequest: '1Gi', memoryLimit: '2Gi' },
      defaultNetworkPolicy: { ingress: 'AllowSameNamespace', egress: 'AllowAll' },
      adoptionPolicy: 'Never',
      deletePolicy: 'Keep',
    },
  };
}
