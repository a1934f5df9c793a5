import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { plannedProfile } from '../../../../src/core/entraIntegration/plannedProfile.ts';
import { profileDiff, profileLines } from '../../../../src/core/entraIntegration/profileDiff.ts';
import { admins, legacyProfile, platform, rawCluster, tenantId } from './rawClusters.ts';

const marks = { same: ' ', removed: '-', added: '+' };
const shown = (...profiles: Parameters<typeof profileDiff>): string[] =>
  profileDiff(...profiles).map(({ kind, text }) => `${marks[kind]} ${text}`);
const change = { goal: 'migrate', adminGroupObjectIds: [admins], tenantId, enableAzureRbac: false } as const;

describe('profileDiff', () => {
  it('shows a profile that comes anew as added lines, a group in each', () => {
    assert.deepEqual(
      shown(undefined, plannedProfile(rawCluster(), { ...change, adminGroupObjectIds: [admins, platform] })),
      [
        '+ managed: true',
        '+ adminGroupObjectIDs:',
        `+   - ${admins}`,
        `+   - ${platform}`,
        `+ tenantID: ${tenantId}`,
        '+ enableAzureRBAC: false',
      ],
    );
  });

  it('shows what a migration takes out, sets and leaves', () => {
    const body = rawCluster({ aadProfile: legacyProfile });
    assert.deepEqual(shown(legacyProfile, plannedProfile(body, change)), [
      `- clientAppID: ${legacyProfile.clientAppID}`,
      `- serverAppID: ${legacyProfile.serverAppID}`,
      `  tenantID: ${tenantId}`,
      '- adminGroupObjectIDs: null',
      '+ adminGroupObjectIDs:',
      `+   - ${admins}`,
      '+ managed: true',
      '+ enableAzureRBAC: false',
    ]);
  });

  it('shows one group more as one line more', () => {
    const before = { managed: true, adminGroupObjectIDs: [admins] };
    assert.deepEqual(
      shown(before, { ...before, adminGroupObjectIDs: [admins, platform] }).filter((line) => !line.startsWith(' ')),
      [`+   - ${platform}`],
    );
  });

  it('hides a secret, and keeps a foreign text from breaking the line', () => {
    const lines = profileLines({ serverAppSecret: 'hush', a: 'x\n[b](command:c)', 'b\nc': { d: '\n' }, e: [] });
    assert.deepEqual(lines, ['serverAppSecret: <hidden>', 'a: x?[b]?(command:c)', 'b?c: {"d":"\\n"}', 'e: []']);
  });

  it('holds every line of either side in its order', () => {
    const profile = fc.dictionary(fc.string(), fc.oneof(fc.array(fc.constantFrom('a', 'b', 'c')), fc.jsonValue()));
    fc.assert(
      fc.property(profile, profile, (before, after) => {
        const lines = profileDiff(before, after);
        const side = (left: string): string[] => lines.filter(({ kind }) => kind !== left).map(({ text }) => text);
        assert.deepEqual(side('added'), profileLines(before));
        assert.deepEqual(side('removed'), profileLines(after));
      }),
    );
  });
});
