import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  boundSentence,
  clearedSentence,
  goneSentence,
  statusTexts,
} from '../../../../src/features/workspaceBinding/workspaceContextTexts.ts';

const evil = 'a](command:evil)\u202e $(check)';

describe('the texts about the context of a workspace', () => {
  it('say that it holds for all folders, for new terminals and for nothing else', () => {
    assert.equal(
      boundSentence('prod', 1),
      'New terminals in this workspace start with the context “prod” and know no other. Terminals that are open keep what they have, and kubectl outside of them is not changed.',
    );
    assert.match(boundSentence('prod', 3), /^New terminals in all 3 folders of this workspace start/);
  });

  it('clean the name', () => {
    const { text, tooltip, accessibleLabel } = statusTexts(evil);
    for (const said of [
      text,
      ...tooltip,
      accessibleLabel,
      boundSentence(evil, 1),
      clearedSentence(evil),
      goneSentence(evil),
    ]) {
      assert.ok(!said.includes('](') && !said.includes('$(check)') && !said.includes('\u202e'), said);
    }
  });
});
