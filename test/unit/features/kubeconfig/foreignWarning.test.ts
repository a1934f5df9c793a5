import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foreignWarning } from '../../../../src/features/kubeconfig/foreignWarning.ts';
import { clean, evil, fine, script, withToken } from './foreignCredentials.ts';

const cautioned = { ...fine, cautions: ['Mind this.'] };

describe('the warning before an import', () => {
  it('is none where nothing is to be said', () => {
    assert.equal(foreignWarning('/tmp/config', [fine]), undefined);
  });

  it('is a question where all is trusted, and a document where something is not', () => {
    assert.deepEqual(foreignWarning('/tmp/config', [fine, cautioned]), {
      kind: 'cautions',
      message: 'Before you import /tmp/config',
      detail: '“fine”:\n• Mind this.',
    });
    assert.match(
      documentOf([cautioned, script]),
      /^# From \/tmp\/config, .*# About the context "fine":\n# - Mind this\.\n---\n# The context ".*" is not trusted:\n# - it runs a command other than kubelogin\n/s,
    );
  });

  it('shows what is not trusted and nothing else, with secrets hidden and a name that stays in its comment', () => {
    const distrustedStatic = { ...withToken, distrust: ['it says so'] };
    const document = documentOf([cautioned, script, distrustedStatic]);
    assert.match(document, /steal\.sh/);
    assert.doesNotMatch(document, /azurecli|secret-token/);
    assert.ok(document.includes(`# The context "${clean}" is not trusted:\n# - `), document);
    assert.ok(!document.includes(evil), document);
  });

  it('is read without scrolling sideways in an editor beside a side bar', () => {
    const talkative = { ...script, cautions: [`It would get ${'your token, and '.repeat(12)}it is not asked.`] };
    const comments = documentOf([talkative])
      .split('\n')
      .filter((line) => line.startsWith('#'));
    assert.ok(
      comments.every((line) => line.length <= 80),
      comments.join('\n'),
    );
    assert.match(comments.join('\n'), /\n# - It would get [^]*\n#   [^]*it is not asked\./);
  });
});

function documentOf(credentials: Parameters<typeof foreignWarning>[1]): string {
  const warning = foreignWarning('/tmp/config', credentials);
  assert.ok(warning?.kind === 'distrust');
  return warning.document;
}
