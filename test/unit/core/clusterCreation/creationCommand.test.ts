import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { creationBody } from '../../../../src/core/clusterCreation/creationBody.ts';
import { creationCommand } from '../../../../src/core/clusterCreation/creationCommand.ts';
import type { Creator } from '../../../../src/core/clusterCreation/creatorRoles.ts';
import { admins, platform, tenantId } from '../entraIntegration/rawClusters.ts';
import { automatic, standard, subscriptionId } from './newClusters.ts';

const objectId = '11111111-2222-4333-8444-555555555555';
const creator: Creator = { objectId, mayAssign: true, hasRole: false, mayFetch: true };
const address = `--subscription ${subscriptionId} --resource-group rg-web --name`;

/** The words that bash makes of lines. */
function wordsOf(lines: string): string[] {
  const script = `az() { printf '%s\\0' "$@"; }; ${lines}`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('the lines and templates of a new cluster', () => {
  it('are one line of az for a Standard cluster with an admin group', () => {
    assert.equal(
      creationCommand(standard, creator).az,
      `az aks create ${address} web --location westeurope --node-count 3 --enable-aad --aad-admin-group-object-ids ${admins} --aad-tenant-id ${tenantId} --disable-local-accounts --no-ssh-key`,
    );
  });

  it('make a new group first, and give the creator of an Automatic cluster the role at the end', () => {
    const scope = `/subscriptions/${subscriptionId}/resourceGroups/rg-web/providers/Microsoft.ContainerService/managedClusters/auto`;
    assert.deepEqual(creationCommand({ ...automatic, isGroupNew: true }, creator).az.split('\n'), [
      `az group create --subscription ${subscriptionId} --name rg-web --location westeurope`,
      `az aks create ${address} auto --location westeurope --sku automatic --no-ssh-key`,
      `az role assignment create --assignee-object-id ${objectId} --assignee-principal-type User --role "Azure Kubernetes Service RBAC Cluster Admin" --scope '${scope}'`,
    ]);
    assert.match(creationCommand(automatic, { ...creator, objectId: undefined }).az, /--assignee-object-id OBJECT_ID /);
  });

  it('name version, size, number, several groups and Azure RBAC where they were chosen', () => {
    const chosen = {
      ...standard,
      kubernetesVersion: '1.34',
      nodeSize: 'Standard_D4s_v5',
      nodeCount: 5,
      adminGroupObjectIds: [admins, platform],
      enableAzureRbac: true,
    };
    const words = wordsOf(creationCommand(chosen, creator).az);
    for (const word of ['1.34', 'Standard_D4s_v5', '5', `${admins},${platform}`, '--enable-azure-rbac']) {
      assert.ok(words.includes(word), word);
    }
  });

  it('keep a group’s name one word for the shell, and refuse what Azure allows nowhere', () => {
    const odd = { ...standard, isGroupNew: true, resourceGroup: 'größe (1)' };
    assert.throws(() => creationCommand(odd, creator), /Azure allows no name such as/);
    const brackets = { ...standard, isGroupNew: true, resourceGroup: 'größe(1)' };
    assert.equal(wordsOf(creationCommand(brackets, creator).az).filter((word) => word === 'größe(1)').length, 2);
  });

  it('are a whole ARM template with the body that is sent', () => {
    const { resources } = JSON.parse(creationCommand(standard, creator).arm) as { resources: object[] };
    assert.deepEqual(resources, [
      {
        type: 'Microsoft.ContainerService/managedClusters',
        apiVersion: '2025-10-01',
        name: 'web',
        ...creationBody(standard),
      },
    ]);
  });

  it('are a whole Bicep template', () => {
    assert.equal(
      creationCommand(automatic, creator).bicep,
      `// For the resource group of the cluster: az deployment group create.
resource cluster 'Microsoft.ContainerService/managedClusters@2025-10-01' = {
  name: 'auto'
  location: 'westeurope'
  sku: {
    name: 'Automatic'
    tier: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    agentPoolProfiles: [
      {
        name: 'systempool'
        mode: 'System'
        count: 3
      }
    ]
    supportPlan: 'KubernetesOfficial'
  }
}
`,
    );
    assert.match(creationCommand(standard, creator).bicep, /adminGroupObjectIDs: \[\n {8}'/);
  });
});
