import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { assertGlass } from '../../../../src/core/breakGlass/assertGlass.ts';
import { glassDocument } from '../../../../src/core/breakGlass/glassDocument.ts';
import { type GlassRights, glassRights } from '../../../../src/core/breakGlass/glassRights.ts';
import { type GlassWays, glassWays } from '../../../../src/core/breakGlass/glassWays.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import { clusterWithRbac, seenBy } from '../access/accessFixture.ts';

const all: GlassRights = { mayUpdate: true, mayFetchAdmin: true, mayAssign: true, inside: 'administer' };
const none: GlassRights = { mayUpdate: false, mayFetchAdmin: false, mayAssign: false, inside: 'nothing' };
const adaId = 'ada00000-0000-4000-8000-000000000001';

function seenIn(change: Partial<Cluster>) {
  const cluster = { ...clusterWithRbac('kubernetesRbac'), ...change };
  return { ...seenBy('ada@contoso.com', cluster), account: { id: `${adaId}.${cluster.tenantId}`, label: 'ada' } };
}

function waysIn(change: Partial<Cluster>, rights: Partial<GlassRights> = {}): GlassWays {
  return glassWays(seenIn(change), { ...all, ...rights });
}

/** What each way does, in order, the last ways behind a bar. */
function doesOf({ right, last }: GlassWays): string[] {
  const named = (ways: GlassWays['right']): string[] =>
    ways.map(({ does }) => (does.kind === 'command' ? does.command : does.kind));
  return [...named(right), '|', ...named(last)];
}

function linesOf({ right, last }: GlassWays): string[] {
  return [...right, ...last].flatMap(({ does }) => (does.kind === 'copyLine' ? [does.line] : []));
}

describe('the ways into a cluster', () => {
  it('begin with the right ones for those who may, and end with the admin credential', () => {
    assert.deepEqual(doesOf(waysIn({})), ['changeAdminGroups', '|', 'adminCredential']);
    assert.deepEqual(doesOf(waysIn({ authorization: 'azureRbac' }, { inside: 'nothing' })), [
      'grantAccess',
      'changeAdminGroups',
      'activateRole',
      '|',
      'adminCredential',
    ]);
  });

  it('are a look at one’s access where the roles let one in already', () => {
    assert.equal(doesOf(waysIn({ authorization: 'azureRbac' }))[0], 'verifyAccess');
  });

  it('offer no role where Azure’s roles open nothing inside', () => {
    assert.ok(!doesOf(waysIn({}, { inside: 'nothing' })).includes('grantAccess'));
  });

  it('are lines for somebody else where the account may do nothing, and a role on demand', () => {
    const ways = glassWays(seenIn({ authorization: 'azureRbac' }), none);
    assert.deepEqual(doesOf(ways), ['copyLine', 'copyLine', 'activateRole', '|', 'copyLine']);
    const [role = '', groups = '', admin = ''] = linesOf(ways);
    assert.match(role, new RegExp(`^az role assignment create --assignee-object-id ${adaId} .*RBAC Cluster Admin"`));
    assert.match(groups, /^az aks update .*--name shop --aad-admin-group-object-ids OBJECT_ID$/);
    assert.match(admin, /^az role assignment create .*"Azure Kubernetes Service Cluster Admin Role"/);
    assert.match(ways.notes.join(), /may not fetch the admin credential of shop.*Contributor Role” lacks it/);
  });

  it('keep the admin groups that there are in the line, which replaces them all', () => {
    const present = 'aaaaaaaa-0000-4000-8000-000000000001';
    const entra = { kind: 'managed', adminGroupObjectIds: [present] } as const;
    assert.match(linesOf(waysIn({ entra }, { mayUpdate: false })).join(), new RegExp(`'${present},OBJECT_ID'$`));
  });

  it('turn local accounts on only for who may do both, and say what is missing else', () => {
    const off = { hasLocalAccounts: false };
    assert.deepEqual(doesOf(waysIn(off)), ['changeAdminGroups', '|', 'localAccounts']);
    const contributor = waysIn(off, { mayFetchAdmin: false });
    assert.deepEqual(doesOf(contributor), ['changeAdminGroups', 'activateRole', '|', 'copyLine']);
    assert.match(contributor.notes.join(), /may not fetch the admin credential/);
    const clusterAdmin = waysIn(off, { mayUpdate: false });
    assert.match(linesOf(clusterAdmin).at(-1) ?? '', /"Azure Kubernetes Service Contributor Role"/);
    assert.match(clusterAdmin.notes.join(), /Local accounts are off, and you may not turn them on/);
    assert.equal(waysIn(off, { mayUpdate: false, mayFetchAdmin: false }).last.length, 2);
  });

  it('turn them on nowhere where they could not be turned off again, or at all', () => {
    const off = { hasLocalAccounts: false };
    for (const [change, why] of [
      [{ isAutomatic: true }, /AKS Automatic cluster: its local accounts are off and cannot be turned on/],
      [{ entra: { kind: 'legacy', adminGroupObjectIds: [] } }, /could be turned on, but not off again/],
      [{ provisioningState: 'Upgrading' }, /Azure is changing the cluster right now \(upgrading\)/],
    ] as const) {
      const ways = waysIn({ ...off, ...change });
      assert.deepEqual([ways.last, ways.notes.length], [[], 1]);
      assert.match(ways.notes.join(), why);
    }
    assert.deepEqual(doesOf(waysIn({ provisioningState: 'Upgrading' })).at(-1), 'adminCredential');
  });

  it('migrate a legacy integration for who may', () => {
    const entra = { kind: 'legacy', adminGroupObjectIds: [] } as const;
    assert.deepEqual(doesOf(waysIn({ entra })), ['migrateEntra', '|', 'adminCredential']);
    assert.deepEqual(doesOf(waysIn({ entra }, { mayUpdate: false })), ['activateRole', '|', 'adminCredential']);
  });

  it('are told in a text, with what the account may do, and that Azure needs Entra, too', () => {
    const seen = seenIn({ authorization: 'azureRbac', hasLocalAccounts: false });
    const rights = { ...none, mayUpdate: true };
    const text = glassDocument(seen, rights, glassWays(seen, rights));
    for (const part of [
      /✓ change the cluster/,
      /✗ assign roles/,
      /✗ administer what is inside/,
      /✗ fetch the admin credential \(listClusterAdminCredential\/action\)/,
      /az aks rotate-certs/,
      /Azure Resource Manager needs Microsoft Entra, too/,
      /az role assignment create/,
    ]) {
      assert.match(text, part);
    }
    assert.doesNotMatch(glassDocument(seenIn({}), all, waysIn({})), /data actions|Lines for somebody/);
  });
});

describe('what an account may do', () => {
  const entry = (actions: string[], dataActions: string[] = [], notActions: string[] = []) => ({
    actions,
    notActions,
    dataActions,
    notDataActions: [],
  });
  const clusters = 'Microsoft.ContainerService/managedClusters';

  it('comes from one answer: AKS Contributor lacks the admin credential, Cluster Admin the change', () => {
    const contributor = [entry([`${clusters}/read`, `${clusters}/write`])];
    assert.deepEqual(glassRights(contributor), { ...none, mayUpdate: true });
    const clusterAdmin = [entry([`${clusters}/listClusterAdminCredential/action`, `${clusters}/read`])];
    assert.deepEqual(glassRights(clusterAdmin), { ...none, mayFetchAdmin: true });
    assert.deepEqual(glassRights([...contributor, ...clusterAdmin, entry(['Microsoft.Authorization/*'], ['*'])]), all);
    assert.equal(glassRights([entry(['*'], [], ['Microsoft.Authorization/*/Write'])]).mayAssign, false);
    assert.equal(glassRights([entry([], [`${clusters}/pods/read`])]).inside, 'read');
  });
});

describe('where there is no glass', () => {
  it('says so before anything is asked', () => {
    for (const [change, code, why] of [
      [{ power: 'Stopped' }, 'clusterStopped', /is stopped/],
      [{ entra: { kind: 'none' } }, 'updateRefused', /no glass to break: “Get AKS credentials”/],
      [{ entra: { kind: 'none' }, hasLocalAccounts: false }, 'localAccountsDisabled', /--enable-local-accounts/],
      [{ entra: { kind: 'none' }, authorization: 'none' }, 'updateRefused', /no Microsoft Entra integration/],
    ] as const) {
      assert.throws(
        () => {
          assertGlass({ ...clusterWithRbac('kubernetesRbac'), ...change });
        },
        (error) => error instanceof AksEntraError && error.code === code && why.test(error.message),
      );
    }
    assertGlass(clusterWithRbac('azureRbac'));
  });
});
