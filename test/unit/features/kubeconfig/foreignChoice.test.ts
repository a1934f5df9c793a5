import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainLeftOut, foreignChoice } from '../../../../src/features/kubeconfig/foreignChoice.ts';
import { azure, clean, fine, script, source } from './foreignCredentials.ts';

describe('a context that someone handed over, as a row of a picker', () => {
  it('says how it signs in and where it leads, and is checked where nothing is to be said against it', () => {
    assert.deepEqual(foreignChoice(fine), {
      label: 'fine',
      description: `kubelogin azurecli · ${azure}`,
      picked: true,
      value: fine,
    });
  });

  it('is not checked where it is not trusted, and says why, with its name cleaned', () => {
    const { label, description, detail = '', picked } = foreignChoice(script);
    assert.deepEqual([label, description, picked], [clean, `command · ${azure}`, false]);
    assert.match(detail, /^\$\(warning\) Not trusted: it runs a command other than kubelogin/);
  });

  it('is not checked either where there is something to know, which is cleaned too', () => {
    const cautioned = { ...fine, cautions: ['It leads to $(check) somewhere.'] };
    const { picked, detail } = foreignChoice(cautioned);
    assert.deepEqual([picked, detail], [false, '$(warning) It leads to $?(check) somewhere.']);
  });

  it('is left out where it is not complete, and why is told with its name cleaned', () => {
    const [sentence = '', ...others] = explainLeftOut(source);
    assert.deepEqual(others, []);
    assert.match(sentence, /^“z\?\?\[b\]\?\(command:c\)” was left out: .*gone.*\.$/);
  });
});
