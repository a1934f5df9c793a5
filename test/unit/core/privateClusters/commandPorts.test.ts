import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandState } from '../../../../src/core/privateClusters/commandPorts.ts';

describe('the state of a command', () => {
  it('is what the body says, whatever else is missing', () => {
    const ended = {
      id: '0123456789abcdef0123456789abcdef',
      properties: {
        provisioningState: 'Succeeded',
        exitCode: 0,
        startedAt: '2026-11-30T08:00:00Z',
        finishedAt: '2026-11-30T08:00:01Z',
        logs: 'a <b>\n',
      },
    };
    assert.deepEqual(commandState(ended), {
      kind: 'ended',
      exitCode: 0,
      logs: 'a <b>\n',
      startedAt: '2026-11-30T08:00:00Z',
      finishedAt: '2026-11-30T08:00:01Z',
    });
    assert.deepEqual(commandState({ properties: { provisioningState: 'succeeded', exitCode: 1 } }), {
      kind: 'ended',
      exitCode: 1,
      logs: '',
    });
    assert.deepEqual(commandState({ properties: { provisioningState: 'Succeeded' } }), { kind: 'ended', logs: '' });
  });

  it('is a failure with its reason, or without one', () => {
    const failed = { properties: { provisioningState: 'Failed', reason: 'no node', logs: 'x' } };
    assert.deepEqual(commandState(failed), { kind: 'failed', reason: 'no node', logs: 'x' });
    const canceled = commandState({ properties: { provisioningState: 'Canceled' } });
    assert.deepEqual(canceled, { kind: 'failed', reason: 'Azure gave no reason.', logs: '' });
  });

  it('is running for all that is not known, a body without anything too', () => {
    for (const body of [
      undefined,
      null,
      '',
      {},
      [],
      { properties: null },
      { properties: { provisioningState: 'Accepted' } },
    ]) {
      assert.deepEqual(commandState(body), { kind: 'running' });
    }
  });
});
