import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { limitConcurrency } from '../../../src/core/limitConcurrency.ts';
import { onFirstUse } from '../../../src/core/onFirstUse.ts';
import { asUserCommand, inUserCommand, userCommand } from '../../../src/ui/userCommand.ts';

describe('the command of the user', () => {
  it('is none in the background, and none again once it is over', async () => {
    assert.equal(userCommand(), undefined);
    let later: string | undefined = 'not looked at';
    const goesOn = Promise.withResolvers<undefined>();
    let background: Promise<void> | undefined;
    await asUserCommand('first', async () => {
      await setImmediate();
      assert.equal(userCommand(), 'first');
      background = (async () => {
        await goesOn.promise;
        later = userCommand();
      })();
    });
    assert.equal(userCommand(), undefined);
    goesOn.resolve(undefined);
    await background;
    assert.equal(later, undefined);
  });

  it('is over where it failed', async () => {
    let work: Promise<string | undefined> | undefined;
    await assert.rejects(
      asUserCommand('failing', () => {
        work = setImmediate().then(userCommand);
        return Promise.reject(new Error('no'));
      }),
    );
    assert.equal(await work, undefined);
  });

  it('is each one’s own where several run at once and wait for the same', async () => {
    const inTurn = limitConcurrency(1);
    const loaded = onFirstUse(() => setImmediate());
    const seen = await Promise.all(
      ['one', 'two', 'three'].map((name) =>
        asUserCommand(name, () =>
          inTurn(async () => {
            await loaded();
            return userCommand();
          }),
        ),
      ),
    );
    assert.deepEqual(seen, ['one', 'two', 'three']);
  });

  it('is the outer one again after one that it ran', async () => {
    const seen = await asUserCommand('outer', async () => {
      const inner = await asUserCommand('inner', () => setImmediate().then(userCommand));
      return [inner, userCommand()];
    });
    assert.deepEqual(seen, ['inner', 'outer']);
  });

  it('is that of the picker in whose event something is done, for who says so', async () => {
    const events = new EventEmitter();
    const seen = Promise.withResolvers<(string | undefined)[]>();
    const command = asUserCommand('picking', () => {
      const typed: (string | undefined)[] = [];
      events.on('typed', () => typed.push(userCommand()));
      events.on(
        'typed',
        inUserCommand(() => {
          typed.push(userCommand());
          seen.resolve(typed);
        }),
      );
      return seen.promise;
    });
    events.emit('typed');
    assert.deepEqual(await command, [undefined, 'picking']);
  });
});
