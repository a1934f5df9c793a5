import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { equivalentCommand, rotateCertificatesLine } from '../../../../src/core/entraIntegration/equivalentCommand.ts';
import { admins, platform, tenantId } from './rawClusters.ts';

const web = { subscriptionId: 's-1', resourceGroup: 'rg', name: 'web' };
const enable = { goal: 'enable', adminGroupObjectIds: [admins], tenantId, enableAzureRbac: false } as const;

/** The words that bash makes of a line. */
function wordsOf(line: string): string[] {
  const script = `az() { printf '%s\\0' "$@"; }; ${line}`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('equivalentCommand', () => {
  it('is the line of az with the group, the tenant and the cluster', () => {
    assert.equal(
      equivalentCommand(web, enable).az,
      `az aks update --subscription s-1 --resource-group rg --name web --enable-aad --aad-admin-group-object-ids ${admins} --aad-tenant-id ${tenantId}`,
    );
  });

  it('names Azure RBAC where it is asked for, and no groups where there are none', () => {
    const { az } = equivalentCommand(web, { ...enable, adminGroupObjectIds: [], enableAzureRbac: true });
    assert.match(az, /--enable-aad --aad-tenant-id \S+ --enable-azure-rbac$/);
  });

  it('gives several groups as one word, in PowerShell too', () => {
    const { az } = equivalentCommand(web, { ...enable, adminGroupObjectIds: [admins, platform] });
    assert.ok(az.includes(`--aad-admin-group-object-ids '${admins},${platform}'`), az);
    assert.ok(wordsOf(az).includes(`${admins},${platform}`));
  });

  const address = 'az aks update --subscription s-1 --resource-group rg --name web';
  for (const [update, option, bicep, properties] of [
    [
      { goal: 'adminGroups', adminGroupObjectIds: [admins] },
      `--aad-admin-group-object-ids ${admins}`,
      `adminGroupObjectIDs: [\n  '${admins}'\n]`,
      { aadProfile: { adminGroupObjectIDs: [admins] } },
    ],
    [
      { goal: 'adminGroups', adminGroupObjectIds: [] },
      '--aad-admin-group-object-ids= --yes',
      'adminGroupObjectIDs: []',
      { aadProfile: { adminGroupObjectIDs: [] } },
    ],
    [
      { goal: 'authorization', enableAzureRbac: true },
      '--enable-azure-rbac',
      'enableAzureRBAC: true',
      { aadProfile: { enableAzureRBAC: true } },
    ],
    [
      { goal: 'authorization', enableAzureRbac: false },
      '--disable-azure-rbac',
      'enableAzureRBAC: false',
      { aadProfile: { enableAzureRBAC: false } },
    ],
    [
      { goal: 'localAccounts', disableLocalAccounts: true },
      '--disable-local-accounts',
      'disableLocalAccounts: true',
      { disableLocalAccounts: true },
    ],
    [
      { goal: 'localAccounts', disableLocalAccounts: false },
      '--enable-local-accounts',
      'disableLocalAccounts: false',
      { disableLocalAccounts: false },
    ],
  ] as const) {
    it(`is ${option} for what that changes, and what a template says of it`, () => {
      const found = equivalentCommand(web, update);
      assert.equal(found.az, `${address} ${option}`);
      assert.ok(found.bicep.includes(`\n${bicep}\n`), found.bicep);
      assert.deepEqual(JSON.parse(found.arm), { properties });
    });
  }

  it('gives the properties of a template in Bicep and in JSON', () => {
    const { arm, bicep } = equivalentCommand(web, { ...enable, adminGroupObjectIds: [admins, platform] });
    assert.deepEqual(JSON.parse(arm), {
      properties: {
        aadProfile: {
          managed: true,
          adminGroupObjectIDs: [admins, platform],
          tenantID: tenantId,
          enableAzureRBAC: false,
        },
      },
    });
    assert.equal(
      bicep,
      `// Belongs in the properties of the cluster in its own template.
aadProfile: {
  managed: true
  adminGroupObjectIDs: [
    '${admins}'
    '${platform}'
  ]
  tenantID: '${tenantId}'
  enableAzureRBAC: false
}
`,
    );
    assert.match(equivalentCommand(web, { ...enable, adminGroupObjectIds: [] }).bicep, /adminGroupObjectIDs: \[\]/);
  });

  for (const resourceGroup of ['-rg', '--debug', 'größe (prod)'.replace(' ', '_'), 'a.b_c', '(x)']) {
    it(`leads the resource group ${resourceGroup} to az as one value and no option`, () => {
      const words = wordsOf(rotateCertificatesLine({ ...web, resourceGroup }));
      assert.deepEqual(words.slice(0, 2), ['aks', 'rotate-certs']);
      const at = words.findIndex((word) => word.startsWith('--resource-group'));
      const joined = words[at] === '--resource-group' ? `--resource-group=${words[at + 1] ?? ''}` : words[at];
      assert.equal(joined, `--resource-group=${resourceGroup}`);
      assert.equal(words[at] === '--resource-group', !resourceGroup.startsWith('-'));
    });
  }

  it('shows no line for what Azure allows in no name, and lets nothing else through to a shell', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        try {
          assert.match(rotateCertificatesLine({ ...web, name }), /^[\p{L}\p{Nd} =_.()'-]+$/u);
        } catch (error) {
          assert.ok(error instanceof AksEntraError && error.code === 'unexpectedAnswer', String(error));
        }
      }),
    );
  });

  for (const bad of ['', 'a b', "a'b", 'a’b', 'a;b', '$(b)', 'a\nb', '`b`', 'a"b', 'a\\b', '%b%', 'a\u202eb']) {
    it(`refuses ${JSON.stringify(bad)} in every place`, () => {
      const change = { ...enable, adminGroupObjectIds: [bad] };
      const lines = [
        () => equivalentCommand({ ...web, name: bad }, enable),
        () => equivalentCommand({ ...web, resourceGroup: bad }, enable),
        () => equivalentCommand({ ...web, subscriptionId: bad }, enable),
        () => equivalentCommand(web, { ...enable, tenantId: bad }),
        () => equivalentCommand(web, change),
      ];
      for (const line of lines) {
        assert.throws(line, AksEntraError);
      }
    });
  }
});
