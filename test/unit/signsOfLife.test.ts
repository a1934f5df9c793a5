import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withSignsOfLife } from '../vscode/signsOfLife.ts';

describe('something that takes long', () => {
  it('shows that it still runs whenever ten seconds have passed in silence', async ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const printed: string[] = [];
    const work = Promise.withResolvers<string>();
    const result = withSignsOfLife(
      (line) => printed.push(line),
      () => work.promise,
    );
    mock.timers.tick(9_999);
    assert.deepEqual(printed, []);
    mock.timers.tick(1);
    assert.deepEqual(printed, ['… still waiting (10 s)']);
    mock.timers.tick(10_000);
    mock.timers.tick(10_000);
    mock.timers.tick(9_999);
    assert.deepEqual(printed.slice(1), ['… still waiting (20 s)', '… still waiting (30 s)']);
    work.resolve('done');
    assert.equal(await result, 'done');
    mock.timers.tick(60_000);
    assert.equal(printed.length, 3);
  });

  it('says nothing more where it has just said something itself', async ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const printed: string[] = [];
    const work = Promise.withResolvers<undefined>();
    let say: (line: string) => void = () => undefined;
    const result = withSignsOfLife(
      (line) => printed.push(line),
      (given) => {
        say = given;
        return work.promise;
      },
    );
    mock.timers.tick(9_000);
    say('seen');
    mock.timers.tick(9_000);
    assert.deepEqual(printed, ['seen']);
    mock.timers.tick(1_000);
    assert.deepEqual(printed, ['seen', '… still waiting (19 s)']);
    work.resolve(undefined);
    await result;
  });

  it('is silent again once it has failed', async ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const printed: string[] = [];
    const failing = withSignsOfLife(
      (line) => printed.push(line),
      () => Promise.reject(new Error('no network')),
    );
    await assert.rejects(failing, /no network/);
    mock.timers.tick(60_000);
    assert.deepEqual(printed, []);
  });
});
