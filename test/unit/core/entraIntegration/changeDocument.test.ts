import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeDocument, changeNotices } from '../../../../src/core/entraIntegration/changeDocument.ts';
import { clusterOf, enableForAdmins, migrateForAdmins } from './changeTexts.ts';
import { admins, legacyProfile, rawCluster } from './rawClusters.ts';

const names = new Map([[admins, 'aks-admins']]);

describe('the document of a change', () => {
  it('shows what changes, what to know, and the same change for az, Bicep and ARM', () => {
    const body = rawCluster();
    const text = changeDocument(clusterOf(body), body, enableForAdmins, names);
    assert.match(text, /^# Enable Microsoft Entra on web\n\nNothing has been written yet\./);
    assert.ok(text.includes(`+ managed: true\n+ adminGroupObjectIDs:\n+   - ${admins}  # aks-admins\n`), text);
    assert.ok(text.includes('- Once it is on, AKS-managed Entra integration cannot be turned off.'));
    assert.ok(text.includes('```sh\naz aks rotate-certs --subscription s-1 --resource-group rg --name web\n```'));
    assert.ok(text.includes('```sh\naz aks update --subscription s-1 --resource-group rg --name web --enable-aad'));
    assert.ok(text.includes('```bicep\n'));
    assert.ok(text.includes('```json\n{\n  "properties": {\n    "aadProfile": {'));
  });

  it('shows which properties of a legacy integration go', () => {
    const body = rawCluster({ aadProfile: legacyProfile });
    const text = changeDocument(clusterOf(body), body, migrateForAdmins, names);
    assert.match(text, /^# Migrate web to AKS-managed Entra\n/);
    assert.ok(text.includes(`- clientAppID: ${legacyProfile.clientAppID}`));
    assert.ok(text.includes(`- serverAppID: ${legacyProfile.serverAppID}`));
  });

  it('shows what changes outside the profile, and nothing of the profile then', () => {
    const body = rawCluster({ aadProfile: { managed: true }, disableLocalAccounts: false });
    const off = { goal: 'localAccounts', disableLocalAccounts: true } as const;
    const text = changeDocument(clusterOf(body), body, off, names);
    assert.ok(text.includes('```diff\n- disableLocalAccounts: false\n+ disableLocalAccounts: true\n```'), text);
    assert.ok(text.includes('This property of the cluster, and nothing else of it:'));
    assert.ok(text.includes('```sh\naz aks rotate-certs '));
  });

  it('shows the groups that come and go by name, in the profile as it stays', () => {
    const body = rawCluster({ aadProfile: { managed: true, adminGroupObjectIDs: [admins] } });
    const text = changeDocument(clusterOf(body), body, { goal: 'adminGroups', adminGroupObjectIds: [] }, names);
    assert.ok(
      text.includes(
        `  managed: true\n- adminGroupObjectIDs:\n-   - ${admins}  # aks-admins\n+ adminGroupObjectIDs: []\n`,
      ),
      text,
    );
  });

  it('lets no name of a group break out of its line', () => {
    const body = rawCluster();
    const text = changeDocument(clusterOf(body), body, enableForAdmins, new Map([[admins, 'a\n```\n# b']]));
    assert.ok(text.includes(`${admins}  # a?\`\`\`?# b\n`), text);
  });
});

describe('the notices of a change', () => {
  it('are those of the cluster and those of what was chosen', () => {
    const texts = changeNotices(rawCluster(), { ...enableForAdmins, adminGroupObjectIds: [] }).map(({ text }) => text);
    assert.match(texts[0] ?? '', /cannot be turned off/);
    assert.match(texts.at(-1) ?? '', /Without an admin group/);
  });
});
