import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { actingToolNames, readingToolNames } from '../../../../src/core/agentTools/toolNames.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import type { ActingTool, ReadingTool } from '../../../../src/features/agentTools/agentTool.ts';
import { ToolRunner } from '../../../../src/features/agentTools/toolRunner.ts';

const never = new AbortController().signal;

function runner(tools: { reading?: Partial<ReadingTool>; acting?: Partial<ActingTool> }) {
  const logged: string[] = [];
  const log = (line: string): void => {
    logged.push(line);
  };
  const reading = { title: 'Reading', answer: () => Promise.resolve({ name: 'web' }), ...tools.reading };
  const plan = () =>
    Promise.resolve({ title: 'Do it?', message: 'Does it.', key: 'it', run: () => Promise.resolve({}) });
  const acting = { title: 'Acting', plan, ...tools.acting };
  const record = <Name extends string, Tool>(names: readonly Name[], tool: Tool) =>
    Object.fromEntries(names.map((name) => [name, tool])) as Record<Name, Tool>;
  return {
    logged,
    tools: new ToolRunner(record(readingToolNames, reading), record(actingToolNames, acting), {
      info: log,
      error: log,
    }),
  };
}

describe('a tool that reads', () => {
  it('answers without a question', async () => {
    const { tools } = runner({});
    assert.deepEqual(await tools.prepare('listClusters', {}, never), { title: 'Reading' });
    assert.match(await tools.invoke('listClusters', {}, never), /"name":"web"/);
  });

  it('answers why there is no answer; the log has what is no failure of ours, without secrets', async () => {
    const signedOut = runner({ reading: { answer: () => Promise.reject(new AksEntraError('signedOut', 'Nobody.')) } });
    assert.match(
      await signedOut.tools.invoke('listClusters', {}, never),
      /"problem":"signInNeeded","message":"Nobody\."/,
    );
    const token = 'eyJhbGciOiJub25lIn0.eyJvaWQiOiJhZGEifQ.c2VjcmV0';
    const broken = runner({ reading: { answer: () => Promise.reject(new Error(`Bearer ${token}`)) } });
    assert.match(await broken.tools.invoke('listClusters', {}, never), /"problem":"unexpected"/);
    assert.doesNotMatch(broken.logged.join('\n'), /eyJ/);
  });

  it('is over at once when it is cancelled, whatever it waits for', async () => {
    const waiting = runner({ reading: { answer: () => new Promise(() => undefined) } });
    const controller = new AbortController();
    const call = waiting.tools.invoke('listClusters', {}, controller.signal);
    controller.abort(cancellation());
    await assert.rejects(call, { name: 'AbortError' });
  });

  it('runs twice at once at most, and a call that was cancelled in the queue never', async () => {
    let running = 0;
    let most = 0;
    let ran = 0;
    const ends: (() => void)[] = [];
    const { tools } = runner({
      reading: {
        answer: async () => {
          ran += 1;
          most = Math.max(most, (running += 1));
          await new Promise<void>((resolve) => ends.push(resolve));
          running -= 1;
          return {};
        },
      },
    });
    const cancelled = new AbortController();
    const calls = [never, never, cancelled.signal, never].map((signal) => tools.invoke('listClusters', {}, signal));
    cancelled.abort(cancellation());
    await assert.rejects(calls[2] ?? Promise.resolve(), { name: 'AbortError' });
    for (let ended = 0; ended < 3; ended += 1) {
      while (ends.length === 0) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      ends.pop()?.();
    }
    await Promise.all([calls[0], calls[1], calls[3]]);
    assert.deepEqual([most, ran], [2, 3]);
  });
});

describe('a tool that acts', () => {
  it('asks a person with ~ for the home folder, and tells who called it whole paths', async () => {
    const file = path.join(homedir(), '.kube', 'config');
    const { tools } = runner({
      acting: {
        plan: () =>
          Promise.resolve({
            title: 'Do it?',
            message: `Changes ${file}.`,
            key: 'it',
            run: () => Promise.resolve({ done: `Changed ${file}.` }),
          }),
      },
    });
    const { question } = await tools.prepare('useContext', {}, never);
    assert.equal(question?.message, `Changes ${path.join('~', '.kube', 'config')}.`);
    assert.ok((await tools.invoke('useContext', {}, never)).includes(JSON.stringify(`Changed ${file}.`)));
  });

  const counting = (keys: readonly string[], failing?: AksEntraError) => {
    const done: string[] = [];
    let planned = 0;
    const plan: ActingTool['plan'] = () => {
      const key = keys[Math.min(planned, keys.length - 1)] ?? '';
      planned += 1;
      return failing === undefined
        ? Promise.resolve({
            title: 'Do it?',
            message: `Does ${key}.`,
            key,
            run: () => {
              done.push(key);
              return Promise.resolve({ done: key });
            },
          })
        : Promise.reject(failing);
    };
    return { done, ...runner({ acting: { plan } }) };
  };

  it('asks first, does what was shown, and that once', async () => {
    const { tools, done } = counting(['it']);
    assert.deepEqual(await tools.prepare('useContext', { context: 'a' }, never), {
      title: 'Acting',
      question: { title: 'Do it?', message: 'Does it.' },
    });
    assert.match(await tools.invoke('useContext', { context: 'a' }, never), /"done":"it"/);
    assert.match(await tools.invoke('useContext', { context: 'a' }, never), /"problem":"toolPlanChanged"/);
    assert.deepEqual(done, ['it']);
  });

  it('does nothing that nobody was shown: another input, another tool, another state of things', async () => {
    const { tools, done } = counting(['it']);
    assert.match(await tools.invoke('useContext', { context: 'a' }, never), /toolPlanChanged/);
    await tools.prepare('useContext', { context: 'a' }, never);
    assert.match(await tools.invoke('useContext', { context: 'b' }, never), /toolPlanChanged/);
    assert.match(await tools.invoke('verifyAccess', { context: 'a' }, never), /toolPlanChanged/);
    assert.deepEqual(done, []);
    const changing = counting(['before', 'after']);
    await changing.tools.prepare('useContext', {}, never);
    assert.match(await changing.tools.invoke('useContext', {}, never), /not what was shown/);
    assert.deepEqual(changing.done, []);
  });

  it('ends before anybody is asked where nothing can be done, in a text that may be told', async () => {
    const name = '[a](command:x)\n`b`';
    const { tools } = counting([], new AksEntraError('notFound', `No cluster ${name}.`));
    await assert.rejects(tools.prepare('useContext', {}, never), {
      message: 'No cluster [a]?(command:x)?`b`. The person can use “Refresh Clusters”.',
    });
  });

  it('does not begin once it is cancelled', async () => {
    const { tools, done } = counting(['it']);
    await tools.prepare('useContext', {}, never);
    await assert.rejects(tools.invoke('useContext', {}, AbortSignal.abort(cancellation())), { name: 'AbortError' });
    assert.deepEqual(done, []);
  });
});
