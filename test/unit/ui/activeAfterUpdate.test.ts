import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { activeAfterUpdate } from '../../../src/ui/activeAfterUpdate.ts';

const row = (label: string, description = '') => ({ label, description, value: `${label} ${description}` });
const separator = { label: 'Contoso' };
const labelOf = (active: { label: string; description?: string } | undefined): unknown =>
  active && [active.label, active.description];

describe('the active row of a picker whose rows arrive while it is open', () => {
  it('stays where the user went to, although the rows are made anew and others come before it', () => {
    const rows = [separator, row('a'), row('b')];
    const next = [separator, row('0'), row('a'), row('b')];
    assert.equal(activeAfterUpdate({ rows, active: rows[2] }, next), next[3]);
  });

  it('is told apart from another of the same name', () => {
    const rows = [row('first'), row('web', 'rg1'), row('web', 'rg2')];
    const next = rows.map((each) => ({ ...each }));
    assert.deepEqual(labelOf(activeAfterUpdate({ rows, active: rows[2] }, next)), ['web', 'rg2']);
  });

  it('stays the first one, below its separator, as long as the user went nowhere', () => {
    const rows = [separator, row('b')];
    assert.deepEqual(labelOf(activeAfterUpdate({ rows, active: rows[1] }, [separator, row('a'), row('b')])), ['a', '']);
    assert.deepEqual(labelOf(activeAfterUpdate({ rows: [], active: undefined }, [separator, row('a')])), ['a', '']);
  });

  it('is the first one where the row that the user went to is gone, and none where there is none', () => {
    const rows = [row('a'), row('b')];
    assert.deepEqual(labelOf(activeAfterUpdate({ rows, active: rows[1] }, [row('a'), row('c')])), ['a', '']);
    assert.equal(activeAfterUpdate({ rows, active: rows[1] }, [separator]), undefined);
  });
});
