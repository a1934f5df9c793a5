import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  plannedCluster,
  plannedProfile,
  type EntraUpdate,
} from '../../../../src/core/entraIntegration/plannedProfile.ts';
import { admins, deepFreeze, legacyProfile, platform, rawCluster, tenantId } from './rawClusters.ts';

type Integration = Extract<EntraUpdate, { tenantId: string }>;
const enable: Integration = { goal: 'enable', adminGroupObjectIds: [admins], tenantId, enableAzureRbac: false };
const migrate: Integration = { ...enable, goal: 'migrate', enableAzureRbac: true };
const asked = { managed: true, adminGroupObjectIDs: [admins], tenantID: tenantId, enableAzureRBAC: false };

describe('plannedProfile', () => {
  it('makes a managed profile where there is none, or where Azure writes null for none', () => {
    assert.deepEqual(plannedProfile(rawCluster(), enable), asked);
    assert.deepEqual(plannedProfile(rawCluster({ aadProfile: null }), enable), asked);
  });

  it('takes the apps of a legacy integration out, whatever their case, and their secret', () => {
    const secret = { ...legacyProfile, serverAppSecret: null, ServerAppId: 'x' };
    assert.deepEqual(plannedProfile(rawCluster({ aadProfile: secret }), migrate), { ...asked, enableAzureRBAC: true });
  });

  it('keeps what of a profile nobody asked to change', () => {
    const profile = { ...legacyProfile, adminUsers: null, somethingNew: { depth: 1 } };
    assert.deepEqual(plannedProfile(rawCluster({ aadProfile: profile }), migrate), {
      ...asked,
      enableAzureRBAC: true,
      adminUsers: null,
      somethingNew: { depth: 1 },
    });
  });

  it('takes no groups for an empty list, which is legal', () => {
    const change = { ...enable, adminGroupObjectIds: [] };
    assert.deepEqual(plannedProfile(rawCluster(), change)?.['adminGroupObjectIDs'], []);
  });

  it('changes nothing but the groups, or the authorization, of a managed profile, and its order neither', () => {
    const profile = { somethingNew: 1, ...asked, adminUsers: null };
    const body = rawCluster({ aadProfile: profile });
    assert.deepEqual(
      Object.entries(plannedProfile(body, { goal: 'adminGroups', adminGroupObjectIds: [] }) ?? {}),
      Object.entries({ ...profile, adminGroupObjectIDs: [] }),
    );
    assert.deepEqual(plannedProfile(body, { goal: 'authorization', enableAzureRbac: true }), {
      ...profile,
      enableAzureRBAC: true,
    });
  });
});

describe('plannedCluster', () => {
  it('differs from what was read in the profile alone, and leaves that as it was', () => {
    const body = rawCluster({ aadProfile: legacyProfile });
    const text = JSON.stringify(body);
    const planned = plannedCluster(body, migrate);
    assert.deepEqual(planned, {
      ...body,
      properties: { ...(body['properties'] as object), aadProfile: plannedProfile(body, migrate) },
    });
    assert.equal(JSON.stringify(body), text);
  });

  it('leaves the profile as it is, or out, where local accounts are turned off or on', () => {
    for (const aadProfile of [{ ...asked, somethingNew: 1 }, null, undefined]) {
      const body = rawCluster(aadProfile === undefined ? {} : { aadProfile, disableLocalAccounts: null });
      const planned = plannedCluster(body, { goal: 'localAccounts', disableLocalAccounts: true });
      const properties = { ...(body['properties'] as object), disableLocalAccounts: true };
      assert.deepEqual(Object.entries(planned['properties'] as object), Object.entries(properties));
    }
  });

  it('writes the profile under the name that it has, whatever its case, and never twice', () => {
    const body = deepFreeze({ Properties: { AADProfile: legacyProfile, enableRBAC: true } });
    const planned = plannedCluster(body, migrate);
    assert.deepEqual(Object.keys(planned), ['Properties']);
    assert.deepEqual(Object.keys(planned['Properties'] as object), ['AADProfile', 'enableRBAC']);
  });

  const name = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'eTag', '0', 'adminUsers', 'managed '),
  );
  const object = fc.dictionary(name, fc.jsonValue(), { noNullPrototype: true });
  const groups = fc.array(fc.constantFrom(admins, platform), { maxLength: 2 });
  const isKnown = (key: string): boolean =>
    /^(managed|admingroupobjectids|tenantid|enableazurerbac|clientappid|serverappid|serverappsecret)$/i.test(key);
  const clean = (one: Record<string, unknown>, drop: (key: string) => boolean): Record<string, unknown> =>
    Object.fromEntries(Object.entries(one).filter(([key]) => !drop(key)));

  it('loses no property that it does not know, of the cluster, its properties or its profile', () => {
    fc.assert(
      fc.property(
        object,
        object,
        fc.option(object),
        groups,
        fc.boolean(),
        (rest, properties, profile, ids, azureRbac) => {
          const inner = clean(properties, (key) => key.toLowerCase() === 'aadprofile');
          const outer = clean(rest, (key) => key.toLowerCase() === 'properties');
          const unknown = clean(profile ?? {}, isKnown);
          // Through JSON, as it comes: only so is __proto__ a property of its own.
          const body = deepFreeze(
            JSON.parse(
              JSON.stringify({
                ...outer,
                properties: { ...inner, aadProfile: profile === null ? null : { ...unknown, ...legacyProfile } },
              }),
            ) as Record<string, unknown>,
          );
          const change = { ...migrate, adminGroupObjectIds: ids, enableAzureRbac: azureRbac };
          const planned = JSON.parse(JSON.stringify(plannedCluster(body, change))) as Record<string, unknown>;
          const { properties: plannedProperties, ...plannedRest } = planned;
          const { aadProfile, ...plannedInner } = plannedProperties as Record<string, unknown>;
          assert.equal(JSON.stringify(plannedRest), JSON.stringify(JSON.parse(JSON.stringify(outer))));
          assert.equal(JSON.stringify(plannedInner), JSON.stringify(JSON.parse(JSON.stringify(inner))));
          assert.deepEqual(clean(aadProfile as Record<string, unknown>, isKnown), JSON.parse(JSON.stringify(unknown)));
          assert.deepEqual(
            clean(aadProfile as Record<string, unknown>, (key) => !isKnown(key)),
            { managed: true, adminGroupObjectIDs: ids, tenantID: tenantId, enableAzureRBAC: azureRbac },
          );
        },
      ),
    );
  });

  it('comes to the same when it is planned again', () => {
    fc.assert(
      fc.property(object, (profile) => {
        const once = plannedCluster(rawCluster({ aadProfile: profile }), enable);
        assert.deepEqual(plannedCluster(deepFreeze(once), enable), once);
      }),
    );
  });
});
