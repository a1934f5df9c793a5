import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeQuestion } from '../../../../src/core/entraIntegration/changeQuestion.ts';
import { clusterOf, enableForAdmins, migrateForAdmins } from './changeTexts.ts';
import { admins, legacyProfile, platform, rawCluster } from './rawClusters.ts';

const none = rawCluster();
const legacy = rawCluster({ aadProfile: legacyProfile });

describe('the question before a change', () => {
  it('says who becomes cluster admin, who decides about the others, and what cannot be taken back', () => {
    const names = new Map([[admins, 'aks-admins']]);
    const { message, detail, accept } = changeQuestion(clusterOf(none), none, enableForAdmins, names);
    assert.equal(message, 'Enable Microsoft Entra on web?');
    assert.match(
      detail,
      /^Every member of the group “aks-admins” becomes cluster admin\. Kubernetes role bindings decide about everybody else\.\n\n/,
    );
    assert.match(detail, /cannot be turned off/);
    assert.match(detail, /still give full admin until the certificates are rotated/);
    assert.equal(accept, 'Enable Entra');
  });

  it('names groups by their ids where nobody knows their names', () => {
    const change = { ...enableForAdmins, adminGroupObjectIds: [admins, platform], enableAzureRbac: true };
    const { detail } = changeQuestion(clusterOf(none), none, change, new Map());
    assert.match(
      detail,
      new RegExp(`^Every member of the groups “${admins}” and “${platform}” becomes cluster admin\\.`),
    );
    assert.match(detail, /Azure role assignments and Kubernetes role bindings decide/);
  });

  it('says of a migration that there is no way back and that kubeconfigs stop working', () => {
    const change = { ...migrateForAdmins, adminGroupObjectIds: [] };
    const { message, detail, accept } = changeQuestion(clusterOf(legacy), legacy, change, new Map());
    assert.equal(message, 'Migrate web from legacy to AKS-managed Entra?');
    assert.match(detail, /^No group becomes cluster admin\./);
    assert.match(detail, /There is no way back to the legacy integration\./);
    assert.match(detail, /Every kubeconfig of the cluster stops working/);
    assert.match(detail, /Do it off-hours/);
    assert.equal(accept, 'Migrate');
  });

  it('says which groups come and which go', () => {
    const body = rawCluster({ aadProfile: { managed: true, adminGroupObjectIDs: [admins] } });
    const names = new Map([[admins, 'aks-admins']]);
    const other = { goal: 'adminGroups', adminGroupObjectIds: [platform] } as const;
    const { message, detail, accept } = changeQuestion(clusterOf(body), body, other, names);
    assert.equal(message, 'Change the admin groups of web?');
    assert.match(
      detail,
      new RegExp(`^Every member of the group “${platform}” becomes cluster admin\\. Members of “aks-admins” are no`),
    );
    assert.equal(accept, 'Change Admin Groups');
    const none = changeQuestion(clusterOf(body), body, { ...other, adminGroupObjectIds: [] }, names);
    assert.match(
      none.detail,
      /^Members of “aks-admins” are no longer cluster admins through it\. Then no group is cluster admin\./,
    );
  });

  it('says of a switch what it means', () => {
    const off = { goal: 'localAccounts', disableLocalAccounts: true } as const;
    const { message, detail } = changeQuestion(clusterOf(none), none, off, new Map());
    assert.equal(message, 'Turn off local accounts of web?');
    assert.match(detail, /^Azure refuses the admin credential from then on/);
  });
});
