import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FlowStep, walkSteps } from '../../../../src/features/clusterCreation/walkSteps.ts';

type Draft = Readonly<Record<string, string>>;

/** Steps that answer in this order; `<` goes back. */
function flow(names: readonly string[], answers: readonly string[], isAsked: FlowStep<Draft>['isAsked'] = () => true) {
  const left = [...answers];
  const asked: string[] = [];
  const steps = names.map((name): FlowStep<Draft> => ({
    isAsked: name === 'b' ? isAsked : () => true,
    ask: (draft) => {
      asked.push(name);
      const answer = left.shift() ?? '';
      return Promise.resolve(answer === '<' ? undefined : { ...draft, [name]: answer });
    },
  }));
  return { steps, asked };
}

describe('walkSteps', () => {
  it('asks one step after the other', async () => {
    const { steps, asked } = flow(['a', 'b', 'c'], ['1', '2', '3']);
    assert.deepEqual(await walkSteps(steps, {}), { a: '1', b: '2', c: '3' });
    assert.deepEqual(asked, ['a', 'b', 'c']);
  });

  it('goes back to the one before, with every answer kept', async () => {
    const { steps, asked } = flow(['a', 'b', 'c'], ['1', '2', '<', '<', '4', '5', '6']);
    assert.deepEqual(await walkSteps(steps, {}), { a: '4', b: '5', c: '6' });
    assert.deepEqual(asked, ['a', 'b', 'c', 'b', 'a', 'b', 'c']);
  });

  it('leaves out what need not be asked, on the way back too', async () => {
    const { steps, asked } = flow(['a', 'b', 'c'], ['1', '<', '2', '3'], () => false);
    assert.deepEqual(await walkSteps(steps, {}), { a: '2', c: '3' });
    assert.deepEqual(asked, ['a', 'c', 'a', 'c']);
  });

  it('begins with the last one where somebody comes back from behind it', async () => {
    const { steps, asked } = flow(['a', 'b', 'c'], ['<', '2', '3']);
    assert.deepEqual(await walkSteps(steps, { a: '1', c: '0' }, 'last'), { a: '1', b: '2', c: '3' });
    assert.deepEqual(asked, ['c', 'b', 'c']);
  });
});
