import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { ToolInput } from '../../../../src/core/agentTools/toolInput.ts';

describe('the input of a tool', () => {
  const read = (input: unknown) => new ToolInput(input, ['cluster', 'loginMode', 'makeCurrent']);

  it('is read field by field; what is absent, null or empty is not there', () => {
    const given = read({ cluster: 'web', loginMode: '', makeCurrent: true });
    assert.equal(given.text('cluster'), 'web');
    assert.equal(given.optionalOneOf('loginMode', ['vscode']), undefined);
    assert.equal(given.flag('makeCurrent'), true);
    for (const none of [undefined, null, {}, { cluster: null, makeCurrent: undefined }]) {
      assert.equal(read(none).optionalText('cluster'), undefined);
      assert.equal(read(none).flag('makeCurrent'), false);
    }
  });

  it('is refused in a sentence where it is something else', () => {
    const refused = (work: () => unknown, message: RegExp) => {
      assert.throws(work, (error) => {
        assert.ok(error instanceof AksEntraError);
        assert.equal(error.code, 'toolInputInvalid');
        assert.match(error.message, message);
        return true;
      });
    };
    refused(() => read({}).text('cluster'), /lacks cluster/);
    refused(() => read({ cluster: 7 }).text('cluster'), /text of 500 characters/);
    refused(() => read({ cluster: 'x'.repeat(501) }).text('cluster'), /text of 500 characters/);
    refused(() => read({ cluster: ['web'] }).optionalText('cluster'), /has to be a text/);
    refused(() => read({ makeCurrent: 'true' }).flag('makeCurrent'), /true or false/);
    refused(
      () => read({ loginMode: 'spn' }).optionalOneOf('loginMode', ['vscode', 'azurecli']),
      /one of vscode, azurecli/,
    );
    refused(() => read({ cluster: 'web', token: 'x' }), /does not take/);
    refused(() => read(JSON.parse('{"__proto__": {"cluster": "web"}}')), /does not take/);
    refused(() => read(['web']), /must be an object/);
    refused(() => read('web'), /must be an object/);
  });

  it('never breaks a reader otherwise, and its fields come from the input alone', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (input) => {
        try {
          const given = read(input);
          const text = given.optionalText('cluster');
          assert.ok(text === undefined || text.length <= 500);
          given.flag('makeCurrent');
        } catch (error) {
          assert.ok(error instanceof AksEntraError, String(error));
        }
      }),
    );
    assert.equal(read(Object.create({ cluster: 'inherited' })).optionalText('cluster'), undefined);
  });
});
