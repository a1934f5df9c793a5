import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkReport } from '../../../../src/core/checks/checkReport.ts';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';

const checks = { title: 'Access of “shop”', facts: () => [['Context', 'shop']] as const };

describe('the report of a list of checks', () => {
  it('has every row with its state, sentences and rows below it', () => {
    const rows: CheckRow[] = [
      { id: 'a', title: 'Reach the server', state: 'ok', summary: 'shop.example' },
      {
        id: 'b',
        title: 'Who am I',
        state: 'error',
        details: ['Sign in again.'],
        rows: [{ id: 'c', title: 'Groups', state: 'note' }],
      },
    ];
    assert.equal(
      checkReport(checks, rows),
      [
        '# Access of “shop”',
        '',
        '1 error',
        '',
        '- Context: shop',
        '',
        '## Checks',
        '',
        '- **OK:** Reach the server – shop.example',
        '- **error:** Who am I',
        '  - Sign in again.',
        '  - **note:** Groups',
        '',
      ].join('\n'),
    );
  });

  it('holds no secret, and no name becomes a link, a picture or a line of its own', () => {
    const token = `eyJhbGciOiJub25lIn0.${'a'.repeat(40)}.sig`;
    const report = checkReport(checks, [
      { id: 'a', title: '![x](https://evil.example)\n# Title', state: 'error', details: [`Bearer ${token}`] },
    ]);
    assert.ok(!report.includes(token));
    assert.match(report, /\\!\\\[x\\\]\?\(https:\/\/evil\.example\) \\# Title/);
  });
});
