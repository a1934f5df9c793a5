import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checksAnswer } from '../../../../src/core/agentTools/checksAnswer.ts';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';

describe('checks as an answer', () => {
  it('are what the rows say, and what the person can do about them', () => {
    const rows: CheckRow[] = [
      {
        id: 'a',
        title: 'Missing role',
        state: 'error',
        summary: 'RBAC Reader',
        details: ['It is the least.'],
        remedies: [{ kind: 'copyLine', title: 'Copy the Command', line: 'az role assignment create …' }],
        rows: [{ id: 'b', title: 'Cluster', state: 'ok' }],
      },
    ];
    assert.deepEqual(checksAnswer(rows), {
      outcome: '1 error',
      checks: [
        {
          check: 'Missing role',
          state: 'error',
          summary: 'RBAC Reader',
          details: ['It is the least.'],
          thePersonCan: ['Copy the Command'],
          checks: [{ check: 'Cluster', state: 'OK' }],
        },
      ],
    });
  });

  it('are bounded in number and depth', () => {
    const row = (deep: number): CheckRow => ({
      id: `${deep}`,
      title: 't',
      state: 'ok',
      details: Array.from({ length: 100 }, () => 'x'),
      ...(deep === 0 ? {} : { rows: [row(deep - 1)] }),
    });
    const answer = checksAnswer(Array.from({ length: 80 }, () => row(10)));
    const { checks, leftOut } = answer as { checks: { details: string[] }[]; leftOut: number };
    assert.deepEqual([checks.length, leftOut, checks[0]?.details.length], [50, 30, 20]);
    assert.equal(JSON.stringify(checks[0]).split('"check":').length - 1, 4);
  });
});
