import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mend } from '../../../../src/core/posture/risks.ts';
import { clusterFrom } from '../../../../src/features/clusters/clusterNodes.ts';
import { mendingArguments, mendingCommands } from '../../../../src/features/posture/mends.ts';
import { commandIds } from '../../../../src/ui/commandIds.ts';
import { rawCluster } from '../../core/entraIntegration/rawClusters.ts';
import { seenOf } from '../../core/posture/postures.ts';

const seen = seenOf(rawCluster());

describe('what mends a risk', () => {
  it('is a command of ours, named as the risk names it', () => {
    for (const [mend, command] of Object.entries(mendingCommands)) {
      assert.equal(command.id, `aksEntra.${mend}`);
      assert.ok((commandIds as readonly string[]).includes(command.id));
      assert.match(command.title, mend === 'openInPortal' ? /Portal$/ : /…$/);
    }
  });

  it('goes the way that its title says, although the cluster was changed since the report', () => {
    for (const [mend, { title }] of Object.entries(mendingCommands)) {
      const [row, direction] = mendingArguments(mend as Mend, seen);
      assert.equal(clusterFrom(row), seen);
      assert.equal(direction, /^Turn (On|Off) /.exec(title)?.[1]?.toLowerCase(), title);
    }
  });
});
