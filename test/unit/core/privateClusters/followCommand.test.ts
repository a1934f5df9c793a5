import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation, isCancellation } from '../../../../src/core/cancellation.ts';
import type { CommandState } from '../../../../src/core/privateClusters/commandPorts.ts';
import { followCommand } from '../../../../src/core/privateClusters/followCommand.ts';

const running: CommandState = { kind: 'running' };
const ended: CommandState = { kind: 'ended', exitCode: 0, logs: 'ok' };

describe('a command that runs', () => {
  it('is looked at often at first and then every five seconds, until it has ended', async () => {
    const { pauses, result } = await follow([running, running, running, running, running, ended]);
    assert.deepEqual(result, ended);
    assert.deepEqual(pauses, [1000, 2000, 4000, 5000, 5000, 5000]);
  });

  it('is given up after five minutes, and may still run', async () => {
    const { pauses, result } = await follow([running]);
    assert.deepEqual(result, running);
    const waitedMs = pauses.reduce((sum, ms) => sum + ms, 0);
    assert.ok(waitedMs >= 300_000 && waitedMs < 310_000, String(waitedMs));
  });

  it('is looked at again where the network is away for a moment, and fails where Azure says no', async () => {
    const away = new AksEntraError('offline', 'away');
    const { result } = await follow([away, running, new AksEntraError('throttled', 'slow'), ended]);
    assert.deepEqual(result, ended);
    await assert.rejects(follow([running, new AksEntraError('missingRole', 'no')]), { code: 'missingRole' });
    await assert.rejects(follow([away]), { code: 'offline' });
  });

  it('is no longer looked at on cancel', async () => {
    const pause = (): Promise<void> => Promise.reject(cancellation());
    const look = (): Promise<CommandState> => assert.fail('it was looked at');
    await assert.rejects(followCommand({ look, nowMs: () => 0, pause }), isCancellation);
  });

  /** @param answers the last one comes again and again */
  async function follow(
    answers: readonly (CommandState | Error)[],
  ): Promise<{ readonly result: CommandState; readonly pauses: readonly number[] }> {
    const pauses: number[] = [];
    let looks = 0;
    let now = 0;
    const result = await followCommand({
      look: () => {
        const answer = answers[Math.min(looks, answers.length - 1)] ?? running;
        looks += 1;
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      nowMs: () => now,
      pause: (ms) => {
        pauses.push(ms);
        now += ms;
        return Promise.resolve();
      },
    });
    return { result, pauses };
  }
});
