import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forbiddenInLine } from '../../../../src/features/diagnosis/forbiddenInLine.ts';

const marked = (line: string): string | undefined => {
  const found = forbiddenInLine(line);
  return found === undefined ? undefined : line.slice(found.startIndex, found.startIndex + found.length);
};

describe('forbiddenInLine', () => {
  it('marks what kubectl prints where the API server answers 403, wherever it stands in the line', () => {
    const printed =
      'Error from server (Forbidden): pods is forbidden: User "ada@contoso.com" cannot list resource "pods"';
    assert.equal(marked(printed), 'Error from server (Forbidden)');
    assert.equal(marked(`2026-01-01 deploy: ${printed}`), 'Error from server (Forbidden)');
  });

  it('marks no other error of the server and no other Forbidden', () => {
    for (const line of [
      'Error from server (NotFound): pods "web" not found',
      'Error from server: forbidden',
      'HTTP/1.1 403 Forbidden',
      'error: You must be logged in to the server (Unauthorized)',
      '',
    ]) {
      assert.equal(marked(line), undefined, line);
    }
  });
});
