import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foreignWarning } from '../../../../src/features/kubeconfig/foreignWarning.ts';
import { clean, evil, fine, script, withToken } from './foreignCredentials.ts';

const cautioned = { ...fine, cautions: ['Mind this.'] };

describe('the warning before an import', () => {
  it('is none where nothing is to be said', () => {
    assert.equal(foreignWarning('/tmp/config', [fine]), undefined);
  });

  it('asks for an import where all is trusted, and for a merge anyway where something is not', () => {
    assert.deepEqual(foreignWarning('/tmp/config', [fine, cautioned]), {
      message: 'Before you import /tmp/config',
      detail: '“fine”:\n• Mind this.',
      accept: 'Import',
      document: undefined,
    });
    const warning = foreignWarning('/tmp/config', [cautioned, script]);
    assert.equal(warning?.accept, 'Merge Anyway');
    assert.match(warning.message, /^\/tmp\/config is not trusted/);
    assert.match(
      warning.detail,
      /^“fine”:\n• Mind this\.\n\n“a\?\?.*”:\n• it runs a command other than kubelogin\..*\n\nIt is shown/s,
    );
  });

  it('shows what is not trusted and nothing else, with secrets hidden and a name that stays in its comment', () => {
    const distrustedStatic = { ...withToken, distrust: ['it says so'] };
    const document = foreignWarning('/tmp/config', [cautioned, script, distrustedStatic])?.document ?? '';
    assert.match(document, /steal\.sh/);
    assert.doesNotMatch(document, /azurecli|secret-token/);
    assert.ok(document.includes(`# The context "${clean}" is not trusted:\n# - `), document);
    assert.ok(!document.includes(evil), document);
  });
});
