import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Creator } from '../../../../src/core/clusterCreation/creatorRoles.ts';
import { creationTexts } from '../../../../src/core/clusterCreation/creationTexts.ts';
import { admins } from '../entraIntegration/rawClusters.ts';
import { automatic, standard } from './newClusters.ts';

const mayAssign: Creator = {
  objectId: '11111111-2222-4333-8444-555555555555',
  mayAssign: true,
  hasRole: false,
  mayFetch: true,
};
const names = {
  subscription: 'Sandbox',
  region: 'West Europe',
  groups: new Map([[admins.toLowerCase(), 'aks-admins']]),
};

describe('what is shown of a new cluster', () => {
  it('names every choice, by name where there is one', () => {
    const { title, document } = creationTexts({ ...standard, isGroupNew: true }, mayAssign, names);
    assert.equal(title, 'Create the cluster web');
    for (const line of [
      '- **Kind**: Standard, in the Free tier',
      '- **Resource group**: rg-web (new)',
      '- **Region**: West Europe (westeurope)',
      '- **Kubernetes**: Azure chooses',
      '- **Nodes**: 3 × a size that Azure chooses',
      '- **Admin groups**: “aks-admins”',
      '- **Authorization**: Kubernetes RBAC',
    ]) {
      assert.ok(document.includes(`${line}\n`), line);
    }
    assert.match(document, /^# Create the cluster web\n\nNothing has been written yet\./);
    assert.match(document, /```sh\naz group create [^]*```bicep\n[^]*```json\n/);
  });

  it('says of Automatic that it cannot be stopped, what it costs, and that the creator gets the role', () => {
    const { question } = creationTexts(automatic, mayAssign, names);
    assert.equal(question.message, 'Create the AKS Automatic cluster auto?');
    assert.match(question.detail, /^In the resource group rg-web of Sandbox, in West Europe\./);
    assert.match(question.detail, /You get the role “Azure Kubernetes Service RBAC Cluster Admin” .* five minutes/);
    assert.match(question.detail, /costs money until it is deleted: Azure charges for each hour/);
    assert.match(question.detail, /cannot be stopped/);
    assert.match(question.detail, /Local accounts are off/);
    assert.match(question.detail, /Entra cannot be turned off/);
  });

  it('says that others have to give the role, with their line, where the creator may not', () => {
    const { question, document } = creationTexts(automatic, { ...mayAssign, mayAssign: false }, names);
    assert.match(question.detail, /Somebody who may give roles has to give you “Azure Kubernetes/);
    assert.match(document, /Somebody who may[^]*```sh\naz role assignment create /);
  });

  it('says that nothing is given to who has the role from above already', () => {
    const { question, command } = creationTexts(automatic, { ...mayAssign, hasRole: true }, names);
    assert.match(question.detail, /Your Azure roles let you use it at once/);
    assert.ok(!command.az.includes('role assignment'), command.az);
  });

  it('gives who could make it and not fetch its credential the role for that, too', () => {
    const contributor = { ...mayAssign, mayFetch: false };
    const given = creationTexts(standard, contributor, names);
    assert.match(given.question.detail, /You get the role “Azure Kubernetes Service Cluster User Role” on it too/);
    assert.match(given.command.az, /az role assignment create .*"Azure Kubernetes Service Cluster User Role"/);
    const { question, command, document } = creationTexts(automatic, { ...contributor, mayAssign: false }, names);
    assert.match(question.detail, /without it you cannot fetch its credential/);
    assert.equal(command.az.split('\n').filter((line) => line.startsWith('az role assignment create')).length, 2);
    assert.match(document, /without it you cannot fetch its credential\.\n+```sh\naz role assignment create /);
  });

  it('says of Standard that there is no way to Automatic, and who gets in', () => {
    assert.match(creationTexts(standard, mayAssign, names).question.detail, /no way from Standard to Automatic/);
    assert.match(creationTexts(standard, mayAssign, names).question.detail, /members of the admin groups are/);
    const alone = creationTexts({ ...standard, adminGroupObjectIds: [], nodeCount: 1 }, mayAssign, names);
    assert.match(alone.question.detail, /Nobody is cluster admin by Entra yet/);
    assert.match(alone.question.detail, /charges for 1 node, its disks/);
    assert.match(alone.question.detail, /Local accounts stay on/);
  });

  it('lets no name break a line or be a link', () => {
    const subscription = 'a\n[x](command:evil)';
    const { document, question } = creationTexts(standard, mayAssign, { ...names, subscription });
    assert.ok(!`${document}${question.detail}`.includes('](command:'));
    assert.ok(document.includes('a?[x'));
  });
});
