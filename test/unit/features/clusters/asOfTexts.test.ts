import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asOfSentence, asOfText } from '../../../../src/features/clusters/asOfTexts.ts';

const listedAt = new Date(2026, 2, 4, 14, 32).getTime();
const time = new Date(listedAt).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });

describe('as of when a row is', () => {
  it('is the time of day', () => {
    assert.match(time, /32/);
    assert.equal(asOfText(listedAt, listedAt + 3_600_000), `as of ${time}`);
    assert.equal(asOfSentence(listedAt, listedAt + 3_600_000), `As of ${time}: it was not listed again since.`);
  });

  it('has the day too where that was another one', () => {
    const day = new Date(listedAt).toLocaleDateString();
    assert.equal(asOfText(listedAt, listedAt + 86_400_000), `as of ${day}, ${time}`);
  });
});
