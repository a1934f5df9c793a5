import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { activationDurations, durationText } from '../../../../src/core/roleActivation/activationDurations.ts';

const nowMs = Date.parse('2026-11-29T12:00:00Z');
const inMinutes = (minutes: number): number => nowMs + minutes * 60_000;

describe('how long a role can be activated for', () => {
  it('is half an hour to a day, with eight hours proposed', () => {
    assert.deepEqual(activationDurations({ nowMs }), {
      minutes: [30, 60, 120, 240, 480, 720, 1440],
      proposed: 480,
    });
  });

  it('ends with the eligibility, and with what the rules refused', () => {
    assert.deepEqual(activationDurations({ nowMs, endsAtMs: inMinutes(130) }), {
      minutes: [30, 60, 120],
      proposed: 120,
    });
    assert.deepEqual(activationDurations({ nowMs, refused: 240 }).proposed, 120);
    assert.deepEqual(activationDurations({ nowMs, endsAtMs: inMinutes(500), refused: 120 }), {
      minutes: [30, 60],
      proposed: 60,
    });
  });

  it('is always something, and never under five minutes', () => {
    assert.deepEqual(activationDurations({ nowMs, endsAtMs: inMinutes(12) }), { minutes: [12], proposed: 12 });
    assert.deepEqual(activationDurations({ nowMs, endsAtMs: inMinutes(-3) }).minutes, [5]);
    assert.deepEqual(activationDurations({ nowMs, refused: 30 }).minutes, [15]);
    assert.deepEqual(activationDurations({ nowMs, refused: 6 }).minutes, [5]);
  });

  it('is told in hours where they are whole', () => {
    assert.deepEqual([30, 60, 90, 480].map(durationText), ['30 minutes', '1 hour', '90 minutes', '8 hours']);
  });
});
