import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PostureLink } from '../../../../src/core/posture/postureDocument.ts';
import { linkTarget, requestedMend } from '../../../../src/features/posture/postureLinks.ts';
import { rawCluster } from '../../core/entraIntegration/rawClusters.ts';
import { seenOf } from '../../core/posture/postures.ts';

const place = { line: 0, start: 0, end: 1, title: 'x' };
const mend = { kind: 'mend', mend: 'enableEntra', seen: seenOf(rawCluster()) } as const;
const links: PostureLink[] = [
  { ...place, action: { kind: 'checkAgain' } },
  { ...place, action: mend },
];
const linksOf = (report: number): PostureLink[] | undefined => (report === 7 ? links : undefined);

describe('a link of the report', () => {
  it('leads to a command, with its own place and nothing of the cluster, and back to what it mends', () => {
    assert.equal(linkTarget({ kind: 'checkAgain' }, 7, 0), 'command:aksEntra.showPosture');
    assert.equal(linkTarget({ kind: 'export' }, 7, 0), 'command:aksEntra.exportPosture');
    const target = linkTarget(mend, 7, 1);
    assert.match(target, /^command:aksEntra\.mendRisk\?/);
    // VS Code decodes it once or twice.
    const query = decodeURIComponent(decodeURIComponent(target.split('?')[1] ?? ''));
    assert.equal(query, '[{"report":7,"link":1}]');
    const [argument] = JSON.parse(query) as unknown[];
    assert.equal(requestedMend(argument, linksOf), mend);
  });

  it('mends nothing where its report is closed, or whoever runs the command made it up', () => {
    for (const argument of [
      { report: 8, link: 1 },
      { report: 7, link: 0 },
      { report: 7, link: 9 },
      { report: 7, link: -1 },
      { report: 7, link: 'length' },
      { report: '7', link: 1 },
      { report: 7 },
      { mend: 'enableEntra', seen: mend.seen },
      [7, 1],
      null,
      undefined,
    ]) {
      assert.equal(requestedMend(argument, linksOf), undefined);
    }
  });
});
