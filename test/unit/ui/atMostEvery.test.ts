import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { atMostEvery } from '../../../src/ui/atMostEvery.ts';

describe('atMostEvery', () => {
  let nowMs = 0;
  const ran: string[] = [];

  /** Time goes on, with what is due in it. */
  function pass(ms: number): void {
    nowMs += ms;
    mock.timers.tick(ms);
  }

  beforeEach(() => {
    nowMs = 1_000;
    ran.length = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    mock.method(performance, 'now', () => nowMs);
  });

  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  it('runs the first at once, then the latest of what comes, once in each span', async () => {
    const throttle = atMostEvery(100);
    await throttle.run(() => ran.push('first'));
    for (let step = 0; step < 300; step += 1) {
      void throttle.run(() => ran.push(`step ${step}`));
      pass(1);
    }
    pass(100);
    assert.deepEqual(ran, ['first', 'step 99', 'step 199', 'step 299']);
  });

  it('runs again at once after a quiet while', () => {
    const throttle = atMostEvery(100);
    void throttle.run(() => ran.push('a'));
    pass(100);
    void throttle.run(() => ran.push('b'));
    assert.deepEqual(ran, ['a', 'b']);
  });

  it('lets who waits go on when its work, or what replaced it, has run', async () => {
    const throttle = atMostEvery(100);
    void throttle.run(() => ran.push('a'));
    const both = Promise.all([throttle.run(() => ran.push('b')), throttle.run(() => ran.push('c'))]);
    pass(100);
    await both;
    assert.deepEqual(ran, ['a', 'c']);
  });

  it('runs what waits at once when that is wished, and nothing later', () => {
    const throttle = atMostEvery(100);
    void throttle.run(() => ran.push('a'));
    void throttle.run(() => ran.push('b'));
    throttle.flush();
    throttle.flush();
    pass(500);
    assert.deepEqual(ran, ['a', 'b']);
  });

  it('runs nothing more after its end, where nobody waits for ever', async () => {
    const throttle = atMostEvery(100);
    void throttle.run(() => ran.push('a'));
    const waiting = throttle.run(() => ran.push('b'));
    throttle.dispose();
    await waiting;
    pass(500);
    assert.deepEqual(ran, ['a']);
  });
});
