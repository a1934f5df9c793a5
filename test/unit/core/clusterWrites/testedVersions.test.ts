import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newestTestedVersion } from '../../../../src/core/clusterWrites/testedVersions.ts';

const lists: readonly (readonly [what: string, listed: readonly string[], version: string])[] = [
  ['the newest that is known here', ['2026-08-01', '2026-06-01', '2026-03-01', '2025-10-01'], '2026-06-01'],
  ['an older one where the cloud is behind', ['2025-10-01', '2025-08-01'], '2025-10-01'],
  ['what is listed in any order', ['2025-10-01', '2026-03-01', '2024-01-01'], '2026-03-01'],
  ['no preview', ['2026-06-01-preview', '2025-10-01'], '2025-10-01'],
  ['that of all reads where none is known', ['2027-01-01'], '2025-10-01'],
  ['that of all reads where nothing is listed', [], '2025-10-01'],
];

describe('newestTestedVersion', () => {
  for (const [what, listed, version] of lists) {
    it(`takes ${what}`, () => {
      assert.equal(newestTestedVersion(listed), version);
    });
  }
});
